"""The only writers of the database. Each answers `NotFound` for what is not the caller's; refuses web requests.

In rooms, each importing only those below it (import-linter keeps that): `bundles`, `pictures` and `replay`, `history`,
`turns`, `jobs`, `sessions`, `library`, `people`, `house` and `shapes`.
"""

"""The only writers of the database. Each answers `NotFound` for what is not the caller's; refuses web requests."""

"""Pictures made again from their recipes, and judged against the first ones.

Refuses to add what it makes to a session.
"""

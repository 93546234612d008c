"""Meaning and memory: what was said, decided and made, and from what. Refuses pixels and web requests."""

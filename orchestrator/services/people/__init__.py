"""Who asks, and what they may: people and their tokens, ownership, quota, and requests that were sent twice.

Refuses to know what the things that are asked for contain.
"""

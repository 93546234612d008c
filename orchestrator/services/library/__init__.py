"""All the pictures of a person: kept in order, found by words, meaning and look, thrown away and purged.

Refuses to change pixels, recipes and lineage.
"""

"""What people ask of the things in a picture: more of them, larger, elsewhere, of another colour or material.

Owns the sentences. Refuses steps: `plans` has those.
"""

"""Words before any meaning: spelling, numbers, sizes, where Chinese words end, the dictionary of a small model.

Refuses to know pictures, tools and plans.
"""

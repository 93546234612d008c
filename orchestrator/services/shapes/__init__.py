"""What may be asked of the services and what they answer, and how rows become answers.

Shapes that only one room answers with stand in that room. Refuses to write anything.
"""

"""What people say and what came of it: turns as a person sees them, and as the agent claims and answers them.

Refuses to interpret a sentence; that is the agent's.
"""

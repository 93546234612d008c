"""Where pictures came from: families, the session as a graph, forks, differences, chains of edits made clean.

Overwrites nothing that happened.
"""

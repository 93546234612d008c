"""Sessions, where one stands in them, and their numbered news.

Refuses to plan or to make anything.
"""

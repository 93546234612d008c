"""What people say, put into words that a small model was taught, before it reads them; one way of speaking a module.

Refuses plans. A model that needs no dictionary is never read to from here.
"""

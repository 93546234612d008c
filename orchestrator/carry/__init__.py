"""Sessions and branches as one file that can be carried away and taken in elsewhere: its shape, its packing, its page.

Files and values only. Refuses the database; refuses whole whatever is not exactly of the shape.
"""

"""Single pictures coming in and going out: uploads, descriptions, files with their marks, what a file says of itself.

Refuses to change a picture: a change is a new one.
"""

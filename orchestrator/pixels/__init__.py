"""Pictures as bytes: stored form, thumbnails, reading hostile uploads, how far two are apart.

Refuses the database: nobody here knows whose a picture is or what it was made from.
"""

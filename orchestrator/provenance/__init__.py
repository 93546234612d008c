"""What a picture's file says of how it was made: written into what is given out, read from what comes in.

Bytes and values only. Refuses the database, requests, and the network: no manifest, certificate or time stamp is ever
fetched because a file names an address.
"""

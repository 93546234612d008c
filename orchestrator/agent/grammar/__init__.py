"""What a language model may write in its two calls, and how that is read: grammars, schemas, the offer they come from.

Refuses sentences of people.
"""

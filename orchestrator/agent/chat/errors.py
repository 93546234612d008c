"""What can go wrong with a language model, whichever it is."""


class ChatFailed(Exception):
    """The model cannot be reached, is too slow, or its file is broken. The message names no key and no address part."""


class TooLong(Exception):
    """The messages and the answer do not fit the model's context."""

"""Undo as a walk in the graph of pictures: one rule for the agent, the services and the page. Pure values."""


def before(at: str, source: str | None, earlier: str | None) -> str:
    """Where an undo leads from `at`: `source`, what it was made of, else `earlier`, the one before; the first stays.

    All are handles of the same session, or None where there is none.
    """
    return source or earlier or at

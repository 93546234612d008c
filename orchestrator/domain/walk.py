"""Undo as a walk in the graph of pictures: one rule for the agent, the services and the page. Pure values."""


def before(at: str, source: str | None, earlier: str | None) -> str:
    """Where an undo leads from `at`: `source`, what the turn that made it began from, else `earlier`, the one before
    that turn's first; the first of all stays.

    All are handles of the same session, or None where there is none. A turn of several steps is undone whole: who said
    one thing takes one thing back.
    """
    return source or earlier or at

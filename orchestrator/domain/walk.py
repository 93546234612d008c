"""Undo as a walk in the graph of pictures: one rule for the agent, the services and the page. Pure values."""

from collections.abc import Mapping, Sequence


def before(order: Sequence[str], parents: Mapping[str, Sequence[str]], at: str) -> str:
    """Where an undo leads from `at`: what it was made of, else the picture before it; the first stays.

    `order` holds the pictures oldest first, without masks; `parents` what each was made from, the main one first.
    """
    earlier = order[max(order.index(at) - 1, 0)]
    return next((parent for parent in parents.get(at, ())[:1] if parent in order), earlier)

"""What a page may be told. Events carry ids and states, so that a page can re-read; never pixels or prompts in full."""

from enum import StrEnum


class EventKind(StrEnum):
    """Names on the event stream."""

    TURN_CHANGED = "turn.changed"
    """A turn has a new state, rewrite or plan."""
    JOB_CHANGED = "job.changed"
    """A job has a new state, progress or preview."""
    IMAGE_ADDED = "image.added"
    IMAGE_CHANGED = "image.changed"
    """What is said of a picture: scores, alt text, rating. Its pixels never change."""
    REPLY_TEXT = "reply.text"
    SESSION_CHANGED = "session.changed"
    """Title or focus."""

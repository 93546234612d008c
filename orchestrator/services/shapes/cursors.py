"""Where a page of a list has ended: a moment and an id, opaque to the caller."""

import base64
import binascii
from typing import Final

from orchestrator.domain.errors import BadRequest

FOREIGN: Final = "This cursor is none of ours: begin at the first page."


def encoded(moment: float, key: str) -> str:
    """The cursor after the row `key`, ordered by `moment`."""
    return base64.urlsafe_b64encode(f"{moment!r} {key}".encode()).decode().rstrip("=")


def decoded(cursor: str) -> tuple[float, str]:
    """Moment and id again.

    Raises:
        BadRequest: it is none of ours.
    """
    try:
        moment, key = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        if not key.isprintable():
            raise ValueError(key)
        return float(moment), key
    except (ValueError, binascii.Error) as error:
        raise BadRequest(FOREIGN) from error

"""Clears what nobody asks for any more: files that no row points at, and idempotency keys of long ago.

Old ones only: a young file may be about to get its row, a young key may be sent again.
"""

from collections.abc import Iterable
from typing import Any, Final, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Key, Origin, Remake
from orchestrator.services.house.means import Means

GRACE_SECONDS: Final = 24 * 3600.0
KEY_SECONDS: Final = 7 * GRACE_SECONDS
"""Nobody repeats a request after a week."""


def sweep_blobs(means: Means, grace: float = GRACE_SECONDS) -> int:
    """Delete orphans older than `grace` seconds; returns how many."""
    return drop_unused(means, means.blobs.names(older_than=grace))


def drop_unused(means: Means, names: Iterable[str]) -> int:
    """Delete those of these files that no row points at; returns how many.

    `names` says one after the other which are old enough, so that a file's age is looked at just before its rows are.
    """
    gone = 0
    for name in names:
        with means.database.read() as db:
            used = _is_used(db, name)
        if not used:
            means.blobs.delete(name)
            gone += 1
    return gone


def _is_used(db: Session, name: str) -> bool:
    """Whether a picture, one that was made again, or an upload as it came has this file."""
    pictures = (select(kind.blob).where((kind.blob == name) | (kind.thumb == name)) for kind in (Image, Remake))
    return any(db.scalar(query.limit(1)) for query in (*pictures, select(Origin.blob).where(Origin.blob == name)))


def sweep_keys(means: Means, grace: float = KEY_SECONDS) -> int:
    """Forget idempotency keys older than `grace` seconds; returns how many."""
    with means.database.write() as db:
        gone = db.execute(delete(Key).where(Key.created < means.database.now(db) - grace))
        return cast("CursorResult[Any]", gone).rowcount

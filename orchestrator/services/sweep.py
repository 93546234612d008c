"""Clears files that no picture points at any more. Old ones only: a young file may be about to get its row."""

from sqlalchemy import select

from orchestrator.db.models import Image
from orchestrator.services.means import Means

GRACE_SECONDS = 24 * 3600.0


def sweep_blobs(means: Means, grace: float = GRACE_SECONDS) -> int:
    """Delete orphans older than `grace` seconds; returns how many."""
    gone = 0
    for name in list(means.blobs.names(older_than=grace)):
        with means.database.read() as db:
            used = db.scalar(select(Image.id).where((Image.blob == name) | (Image.thumb == name)).limit(1))
        if used is None:
            means.blobs.delete(name)
            gone += 1
    return gone

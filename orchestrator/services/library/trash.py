"""Purging: the one way to forget pictures for good. What stays is a tombstone that keeps the lineage whole.

Forgotten are pixels, thumbnails, recipe, prompt, alt text, scores, tags and marks; and of the jobs and turns that made
nothing else, prompts, rewrites, plans' words and findings (`silence`). What was said in the conversation stays.

Refuses what is not in the trash, and what open work still needs, if only a mask of it. Bytes go at once unless another
picture uses them, or somebody has stored the same ones just now and has not yet written their row: those go with the
hourly sweep.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from orchestrator.db.models import Find, Image, Job, Member, Origin, Remake, StudioSession, Tag, Vector
from orchestrator.domain.job import JOB_END
from orchestrator.services.house.means import Means
from orchestrator.services.house.sweep import drop_unused
from orchestrator.services.library.library_views import PurgedView
from orchestrator.services.library.silence import silence
from orchestrator.services.people.access import locked

GRACE: Final = 600.0
"""Seconds for which bytes stay that were stored, or stored again, of late."""
AT_ONCE: Final = 500


class Trash:
    """What people throw away."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def purge(self, user: str, ids: Sequence[str] | None = None) -> PurgedView:
        """Forget these pictures out of the trash, or all that is in it."""
        mine = (Image.user_id == user, Image.trashed.is_not(None), Image.purged.is_(None))
        with self._means.database.read() as db:
            chosen = mine if ids is None else (*mine, Image.id.in_(ids))
            wanted = list(db.scalars(select(Image.id).where(*chosen).order_by(Image.id)))
        purged, files = 0, set[str]()
        kept = [] if ids is None else [one for one in ids if one not in set(wanted)]
        for at in range(0, len(wanted), AT_ONCE):
            with self._means.database.write() as db:
                some = (*mine, Image.id.in_(wanted[at : at + AT_ONCE]))
                rows = db.scalars(locked(select(Image).where(*some).order_by(Image.id))).all()
                whole = {row.id: (row, *_masks(db, row)) for row in rows}
                needed = _needed(db, {row.session_id for row in rows})
                needed |= _in_replay(db, [one.id for some in whole.values() for one in some])
                now, dead = self._means.database.now(db), list[Image]()
                for row in rows:
                    if any(needed & {one.id, (one.session_id, one.handle)} for one in whole[row.id]):
                        kept.append(row.id)
                        continue
                    dead.append(row)
                files |= bury(db, [one for row in dead for one in whole[row.id]], now)
                _look_away(db, dead)
                db.flush()
                silence(db, {row.session_id for row in dead})
                purged += len(dead)
        return PurgedView(
            purged=purged, freed=drop_unused(self._means, self._means.blobs.old_ones(files, GRACE)), kept=tuple(kept)
        )


def bury(db: Session, rows: Sequence[Image], now: float) -> set[str]:
    """Leave of pictures, whose rows are held, their place in the lineage only; returns the files they had."""
    ids = [row.id for row in rows]
    files = {name for row in rows for name in (row.blob, row.thumb)}
    again = select(Remake).where(Remake.image_id.in_(ids))
    files |= {name for one in db.scalars(again) for name in (one.blob, one.thumb) if name}
    files |= {name for name in db.scalars(select(Origin.blob).where(Origin.image_id.in_(ids))) if name}
    for row in rows:
        row.purged, row.star, row.rating, row.archived = now, False, None, None
        row.blob = row.thumb = row.alt = ""
        row.prompt = row.recipe = None
        row.scores = {}
    for kind in (Tag, Member, Find, Remake, Origin, Vector):
        db.execute(delete(kind).where(kind.image_id.in_(ids)))
    return files - {""}


def _masks(db: Session, row: Image) -> Sequence[Image]:
    there = (Image.session_id == row.session_id, Image.of == row.handle, Image.kind == "mask")
    return db.scalars(select(Image).where(*there, Image.purged.is_(None))).all()


def _in_replay(db: Session, ids: Sequence[str]) -> set[Any]:
    """Ids of those that are being made again."""
    open_jobs = (Job.state.not_in(list(JOB_END)), Remake.image_id.in_(ids))
    return set(db.scalars(select(Remake.image_id).join(Job, Job.id == Remake.job_id).where(*open_jobs)))


def _needed(db: Session, sessions: set[str]) -> set[Any]:
    """Session and handle of each picture that an open job reads."""
    open_jobs = (Job.session_id.in_(sessions), Job.state.not_in(list(JOB_END)))
    rows = db.execute(select(Job.session_id, Job.inputs).where(*open_jobs))
    return {(session, handle) for session, inputs in rows for handle in inputs.values()}


def _look_away(db: Session, rows: Sequence[Image]) -> None:
    for row in rows:
        here = (StudioSession.id == row.session_id, StudioSession.focus == row.handle)
        db.execute(update(StudioSession).where(*here).values(focus=None))

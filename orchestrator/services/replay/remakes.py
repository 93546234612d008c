"""A replay as its worker sees it: what to make, each picture handed in as it is made, then judged, then the end.

A picture is kept before its original is looked at, so that no original can stand in for it; what is kept is not made a
second time after a crash. Refuses late results.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Remake
from orchestrator.domain.job import JobState
from orchestrator.domain.plan import Role
from orchestrator.domain.recipe import Recipe
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.job_queue import Claim, held
from orchestrator.services.jobs.machine import end_job
from orchestrator.services.jobs.results import Made
from orchestrator.services.replay import verdicts
from orchestrator.services.sessions.feed import announce
from orchestrator.services.shapes.verdict_views import Compared, PictureVerdict


@dataclass(frozen=True)
class Step:
    """One picture to make again. `blob` and `verdict` are there when an earlier attempt has got so far."""

    number: int
    recipe: Recipe
    inputs: dict[Role, dict[str, Any]]
    blob: str | None
    verdict: Compared | None


class Remakes:
    """What a worker reads and hands in."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def script(self, claim: Claim) -> list[Step]:
        """The pictures of a replay in order."""
        with self._means.database.read() as db:
            return [_step(row) for row in _rows(db, claim)]

    def keep(self, claim: Claim, step: int, made: Made) -> None:
        """Keep a picture that was made again.

        Raises:
            LeaseLost: the job has passed to another; nothing was changed.
            StorageFull: nothing was changed.
        """
        blob, thumb = self._means.blobs.put(made.png), self._means.blobs.put(made.thumb)
        with self._means.database.write() as db:
            held(db, claim)
            row = db.get_one(Remake, (claim.id, step))
            row.blob, row.thumb = blob, thumb

    def original(self, claim: Claim, step: int) -> bytes | None:
        """The picture that was made again in `step`, once its remake is kept; None if there is no original.

        Raises:
            NotFound: its file is gone.
        """
        with self._means.database.read() as db:
            row = db.get_one(Remake, (claim.id, step))
            if row.blob is None:
                raise ValueError("an original is not looked at before its remake is kept")
            blob = db.scalar(select(Image.blob).where(Image.id == row.image_id))
        return None if blob is None else self._means.blobs.get(blob)

    def judge(self, claim: Claim, step: int, verdict: Compared) -> None:
        """Note the verdict on one picture.

        Raises:
            LeaseLost: see `keep`.
        """
        with self._means.database.write() as db:
            held(db, claim)
            db.get_one(Remake, (claim.id, step)).verdict = verdict.model_dump(mode="json")

    def finish(self, claim: Claim) -> None:
        """End a replay in which every picture has its verdict.

        Raises:
            LeaseLost: see `keep`.
        """
        with self._means.database.write() as db:
            job = held(db, claim)
            now = self._means.database.now(db)
            result = verdicts.overall([_verdict(row) for row in _rows(db, claim)])
            job.result = result.model_dump(mode="json")
            job.progress = 1.0
            outcome = end_job(db, None, job, JobState.SUCCEEDED, now)
            announce(db, job.session_id, now, *outcome.news)


def _rows(db: Session, claim: Claim) -> list[Remake]:
    return list(db.scalars(select(Remake).where(Remake.job_id == claim.id).order_by(Remake.step)))


def _step(row: Remake) -> Step:
    verdict = Compared.model_validate(row.verdict) if row.verdict else None
    return Step(row.step, Recipe.model_validate(row.recipe), row.inputs, row.blob, verdict)  # type: ignore[arg-type]


def _verdict(row: Remake) -> PictureVerdict:
    return PictureVerdict(
        **dict(Compared.model_validate(row.verdict)),
        step=row.step,
        image=row.image_id,
        handle=row.handle,
        tool=row.recipe["tool"],
        made=f"/api/v1/jobs/{row.job_id}/made?step={row.step}" if row.blob else None,
    )

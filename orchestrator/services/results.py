"""The end of a job that succeeded: files first, then one fenced commit with pictures, edges, slots, state and news.

Killed between the two, a file stays that nothing points at; the reverse cannot happen. Refuses late results.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, Job, Output
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JobState
from orchestrator.domain.recipe import Recipe
from orchestrator.services.feed import announce
from orchestrator.services.job_queue import Claim, held
from orchestrator.services.machine import News, end_job, lock_turn
from orchestrator.services.means import Means
from orchestrator.services.search_index import index


@dataclass(frozen=True)
class Made:
    """One output picture, encoded."""

    png: bytes
    thumb: bytes
    width: int
    height: int
    pixels: str | None = None
    """Hash of its pixels, whoever encodes them; none where nobody will ask."""


@dataclass(frozen=True)
class Circumstances:
    """What else a recipe must say."""

    version: str
    fingerprint: str | None = None
    defaults: dict[str, Any] = field(default_factory=dict)
    libraries: dict[str, str] = field(default_factory=dict)
    device: str = ""
    threads: int = 0


class Results:
    """What a worker hands in."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def finish(self, claim: Claim, made: list[Made], circumstances: Circumstances) -> None:
        """Commit the pictures of a job, one per reserved handle.

        Raises:
            LeaseLost: the job has passed to another; nothing was changed.
            StorageFull: nothing was changed.
        """
        files = [(self._means.blobs.put(one.png), self._means.blobs.put(one.thumb)) for one in made]
        with self._means.database.write() as db:
            turn = lock_turn(db, claim.turn)
            job = held(db, claim)
            now = self._means.database.now(db)
            if len(made) != len(job.handles):
                raise ValueError(f"{job.tool} made {len(made)} pictures where {len(job.handles)} were expected")
            news: list[News] = []
            added: list[str] = []
            for slot, (one, (blob, thumb)) in enumerate(zip(made, files, strict=True)):
                row = _image(job, slot, one, blob, thumb, now)
                recipe = _recipe(job, claim, slot, circumstances, one.pixels)
                row.recipe = recipe.model_dump(mode="json", by_alias=True)
                _add(db, job, row, claim)
                added.append(row.id)
                news.append(
                    (
                        EventKind.IMAGE_ADDED,
                        {"image": row.id, "handle": row.handle, "job": job.id, "turn": job.turn_id},
                    )
                )
            outcome = end_job(db, turn, job, JobState.SUCCEEDED, now)
            job.progress = 1.0
            announce(db, job.session_id, now, *news, *outcome.news)
            index(db, added)
        self._means.hints.send(*outcome.queues)


def _image(job: Job, slot: int, one: Made, blob: str, thumb: str, now: float) -> Image:
    return Image(
        id=new_id(),
        session_id=job.session_id,
        user_id=job.user_id,
        turn_id=job.turn_id,
        job_id=job.id,
        slot=slot,
        handle=job.handles[slot],
        kind="image",
        tool=job.tool,
        blob=blob,
        thumb=thumb,
        width=one.width,
        height=one.height,
        alt=job.alt,
        prompt=job.prompt,
        scores={},
        created=now,
    )


def _recipe(job: Job, claim: Claim, slot: int, how: Circumstances, pixels: str | None) -> Recipe:
    return Recipe(
        tool=job.tool,
        version=how.version,
        params=job.params,
        seed=job.seed,
        slot=slot,
        inputs={role: item.blob for role, item in claim.inputs.items()},
        prompt=job.prompt,
        patch=job.patch,
        words=job.words,
        model=job.model_key,
        fingerprint=how.fingerprint,
        defaults=how.defaults,
        libraries=how.libraries,
        device=how.device,
        threads=how.threads,
        pixels=pixels,
    )


def _add(db: Session, job: Job, row: Image, claim: Claim) -> None:
    db.add(row)
    db.flush()
    db.add(Output(job_id=job.id, slot=row.slot, image_id=row.id))
    db.add_all(Edge(child=row.id, parent=item.image, role=role) for role, item in claim.inputs.items())
    db.flush()

"""The end of a job that succeeded: files first, then one fenced commit with pictures, edges, slots, state and news.

Killed between the two, a file stays that nothing points at; the reverse cannot happen. Refuses late results.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, Job, Output, StudioSession
from orchestrator.db.models.image import UNTOLD
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JobState
from orchestrator.domain.recipe import Recipe
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.inherited import inherit
from orchestrator.services.jobs.job_queue import Claim, held
from orchestrator.services.jobs.machine import News, end_job, lock_turn
from orchestrator.services.library.search_index import index
from orchestrator.services.people.access import locked
from orchestrator.services.sessions.feed import announce
from tools import catalog
from tools.base import ToolSpec


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

    def finish(
        self, claim: Claim, made: list[Made], circumstances: Circumstances, facts: Mapping[str, Any] | None = None
    ) -> None:
        """Commit the pictures of a job, one per reserved handle, masks as many as there are, and its facts.

        Raises:
            LeaseLost: the job has passed to another; nothing was changed.
            StorageFull: nothing was changed.
        """
        files = [(self._means.blobs.put(one.png), self._means.blobs.put(one.thumb)) for one in made]
        with self._means.database.write() as db:
            turn = lock_turn(db, claim.turn)
            job = held(db, claim)
            now = self._means.database.now(db)
            spec = catalog.spec(job.tool)
            if spec.gives == "masks":
                job.handles = _masks(db, job, len(made))
            if len(made) != len(job.handles):
                raise ValueError(f"{job.tool} made {len(made)} pictures where {len(job.handles)} were expected")
            job.result = dict(facts) if facts else None
            news = _told(db, spec, claim, job.result)
            added = [str(told["image"]) for _, told in news]
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


def _masks(db: Session, job: Job, count: int) -> list[str]:
    """Handles for the masks found: the first is reserved, more are numbered on; that of none is free again."""
    numbers = db.scalars(locked(select(StudioSession).where(StudioSession.id == job.session_id))).one()
    if not count and job.handles == [f"m{numbers.masks}"]:
        numbers.masks -= 1
    if count > len(job.handles):
        first = numbers.masks + 1
        numbers.masks += count - len(job.handles)
        return [*job.handles, *(f"m{number}" for number in range(first, numbers.masks + 1))]
    return job.handles[:count]


def _told(db: Session, spec: ToolSpec, claim: Claim, facts: dict[str, Any] | None) -> list[News]:
    """Facts that belong to the source itself, written there."""
    source = claim.inputs.get("source")
    if spec.tells is None or source is None or not facts:
        return []
    row = db.scalar(locked(select(Image).where(Image.id == source.image, Image.purged.is_(None))))
    if row is None:
        return []
    if spec.tells == "scores":
        row.scores = facts
    elif row.alt == UNTOLD and facts.get("caption"):
        row.alt = str(facts["caption"])
    return [(EventKind.IMAGE_CHANGED, {"image": row.id, "handle": row.handle})]


def _image(job: Job, slot: int, one: Made, blob: str, thumb: str, now: float) -> Image:
    mask = job.handles[slot].startswith("m")
    return Image(
        id=new_id(),
        session_id=job.session_id,
        user_id=job.user_id,
        turn_id=job.turn_id,
        job_id=job.id,
        slot=slot,
        handle=job.handles[slot],
        kind="mask" if mask else "image",
        tool=job.tool,
        of=job.inputs["source"] if mask else None,
        blob=blob,
        thumb=thumb,
        width=one.width,
        height=one.height,
        alt=job.alt,
        prompt=None if mask else job.prompt,
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
        preset=job.preset,
        model=job.model_key,
        fingerprint=how.fingerprint,
        defaults=how.defaults,
        libraries=how.libraries,
        device=how.device,
        threads=how.threads,
        pixels=pixels,
    )


def _add(db: Session, job: Job, row: Image, claim: Claim) -> None:
    inherit(row, [(role, db.get_one(Image, item.image)) for role, item in claim.inputs.items()])
    db.add(row)
    db.flush()
    db.add(Output(job_id=job.id, slot=row.slot, image_id=row.id))
    db.add_all(Edge(child=row.id, parent=item.image, role=role) for role, item in claim.inputs.items())
    if claim.of is not None and db.get(Image, claim.of) is not None:
        db.add(Edge(child=row.id, parent=claim.of, role="rederived"))
    db.flush()

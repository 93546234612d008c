"""Asks for pictures to be made again: one, its whole ancestry, or a recipe that came as a file.

The answer is a verdict, not a picture: nothing is added to the session. Refuses to look at an original.
"""

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Image, Job, Remake, StudioSession
from orchestrator.domain.errors import BadRequest, ModelUnavailable, NotFound
from orchestrator.domain.job import JobState
from orchestrator.domain.recipe import Recipe
from orchestrator.pixels.formats import MIME
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.machine import tell_job
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import owned
from orchestrator.services.replay import scripts
from orchestrator.services.replay.scripts import Line
from orchestrator.services.sessions.feed import announce
from orchestrator.services.shapes import present
from orchestrator.services.shapes.views import JobView
from tools import catalog
from tools.base import ToolError, slot_seed
from tools.manifest import ModelBroken


class Replay:
    """What people ask to be made again."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def submit(self, user: str, image_id: str, *, ancestry: bool = False, key: str | None = None) -> JobView:
        """Queue the making-again of a picture, with `ancestry` from its first ancestors onwards.

        The job's `result` carries the verdict once it has succeeded.

        Raises:
            NotFound: there is no such picture.
            Conflict: it was uploaded or painted, so that there is no recipe; or it has too many ancestors.
            QueueFull: see `turns.submit`.
        """
        digest = keys.digest_of("replay", image_id, ancestry)
        with self._means.database.write() as db:
            quota.hold(db, user)
            if (before := keys.seen(db, user, key, digest)) is not None:
                return present.jobs(db, [owned(db, Job, user, before)])[0]
            image = owned(db, Image, user, image_id)
            lines = scripts.of_picture(db, image, ancestry=ancestry)
            job = self._lay_out(db, user, image.session_id, lines)
            keys.remember(db, user, key, digest, job.id, job.created)
            view = present.jobs(db, [job])[0]
        self._means.hints.send(job.queue)
        return view

    def of_recipe(
        self, user: str, session_id: str, recipe: Recipe, of: str | None = None, *, key: str | None = None
    ) -> JobView:
        """Queue the making-again of a recipe; `of` is the picture it is compared with, else its own hash is.

        Raises:
            NotFound: there is no such session or picture.
            BadRequest: no run could have written it: a parameter is out of bounds, or its picture would be too large.
            QueueFull: see `turns.submit`.
        """
        digest = keys.digest_of("replay-recipe", session_id, of, recipe.model_dump(mode="json"))
        with self._means.database.write() as db:
            quota.hold(db, user)
            if (before := keys.seen(db, user, key, digest)) is not None:
                return present.jobs(db, [owned(db, Job, user, before)])[0]
            owned(db, StudioSession, user, session_id)
            original = owned(db, Image, user, of) if of is not None else None
            lines = scripts.of_recipe(db, user, recipe, original)
            self._see(db, user, lines[0])
            job = self._lay_out(db, user, session_id, lines)
            keys.remember(db, user, key, digest, job.id, job.created)
            view = present.jobs(db, [job])[0]
        self._means.hints.send(job.queue)
        return view

    def picture(self, user: str, job_id: str, step: int, size: Literal["full", "thumb"] = "full") -> tuple[bytes, str]:
        """A picture as a replay has made it again, and its MIME type.

        Raises:
            NotFound: there is none (yet).
        """
        with self._means.database.read() as db:
            owned(db, Job, user, job_id)
            row = db.scalar(select(Remake).where(Remake.job_id == job_id, Remake.step == step))
        name = row and (row.thumb if size == "thumb" else row.blob)
        if not name:
            raise NotFound("This picture has not been made again.")
        return self._means.blobs.get(name), MIME["webp" if size == "thumb" else "png"]

    def _see(self, db: Session, user: str, line: Line) -> None:
        """What the worker would refuse is refused before anybody waits for it; a model may still come."""
        recipe = line.recipe
        found = line.inputs.get("source", {}).get("blob")
        mine = (Image.user_id == user, Image.blob == found)
        source = db.execute(select(Image.width, Image.height).where(*mine).limit(1)).one_or_none() if found else None
        try:
            spec = catalog.spec(recipe.tool)
            params = spec.validate(recipe.params)
            spec.check(params, recipe.inputs.keys())
            model = self._means.models.named(recipe.model) if recipe.model else None
            spec.sized(params, source and (source[0], source[1]), model and model.remembering(recipe.defaults))
        except ModelUnavailable:
            return
        except (ToolError, ModelBroken) as error:
            raise BadRequest(f"This recipe cannot be made: {error}") from error

    def _lay_out(self, db: Session, user: str, session_id: str, lines: list[Line]) -> Job:
        quota.check(db, user, self._means.settings.max_open_jobs)
        now = self._means.database.now(db)
        last = lines[-1]
        single = {"count": 1} if "count" in last.recipe.params else {}
        job = Job(
            id=new_id(),
            session_id=session_id,
            user_id=user,
            kind="replay",
            state=JobState.QUEUED,
            tool=last.recipe.tool,
            inputs={},
            params={**last.recipe.params, **single},
            seed=slot_seed(last.recipe.seed, last.recipe.slot),
            of=last.image,
            queue=_queue(lines),
            priority=-1,
            model_key=last.recipe.model,
            created=now,
        )
        db.add(job)
        db.flush()
        db.add_all(
            Remake(
                job_id=job.id,
                step=number,
                image_id=line.image,
                handle=line.handle,
                recipe=line.recipe.model_dump(mode="json", by_alias=True),
                inputs=line.inputs,
            )
            for number, line in enumerate(lines, start=1)
        )
        db.flush()
        announce(db, session_id, now, tell_job(job))
        return job


def _queue(lines: list[Line]) -> str:
    """One worker makes them all: one with a model if any of them needs one."""
    specs = catalog.specs()
    queues = {specs[line.recipe.tool].queue for line in lines if line.recipe.tool in specs}
    return "cpu" if queues == {"cpu"} else "gpu"

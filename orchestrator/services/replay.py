"""Makes a picture again from its recipe. The answer is a verdict, not a picture: nothing is added to the session."""

from PIL import Image as Pictures
from sqlalchemy import select

from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, Job
from orchestrator.domain.errors import Conflict, ModelUnavailable
from orchestrator.domain.job import JobState
from orchestrator.domain.recipe import Recipe
from orchestrator.services import keys, present, quota
from orchestrator.services.access import owned
from orchestrator.services.compare import distance
from orchestrator.services.feed import announce
from orchestrator.services.machine import tell_job
from orchestrator.services.means import Means
from orchestrator.services.results import Circumstances
from orchestrator.services.views import JobView, VerdictView
from tools import catalog
from tools.base import ToolError, slot_seed

SAME_FROM = 0.98
"""Structural similarity from which two pictures look the same."""


class Replay:
    """What people ask to be made again."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def submit(self, user: str, image_id: str, *, key: str | None = None) -> JobView:
        """Queue the making-again of a picture; the job's `result` carries the verdict once it has succeeded.

        Raises:
            NotFound: there is no such picture.
            Conflict: it was uploaded or painted, so that there is no recipe; or its tool or model is gone.
            QueueFull: see `turns.submit`.
        """
        digest = keys.digest_of("replay", image_id)
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            if before is not None:
                return present.jobs(db, [owned(db, Job, user, before)])[0]
            image = owned(db, Image, user, image_id)
            if image.recipe is None:
                raise Conflict(f"{image.handle} was not made here, so it cannot be made again.")
            quota.check(db, user, self._means.settings.max_open_jobs)
            recipe = Recipe.model_validate(image.recipe)
            queue = self._queue(recipe)
            now = self._means.database.now(db)
            inputs = db.execute(
                select(Edge.role, Image.handle).join(Image, Image.id == Edge.parent).where(Edge.child == image.id)
            )
            single = {"count": 1} if "count" in recipe.params else {}
            job = Job(
                id=new_id(),
                session_id=image.session_id,
                user_id=user,
                kind="replay",
                state=JobState.QUEUED,
                tool=recipe.tool,
                inputs={role: handle for role, handle in inputs},  # noqa: C416  # rows are no pairs to mypy
                params={**recipe.params, **single},
                seed=slot_seed(recipe.seed, recipe.slot),
                of=image.id,
                queue=queue,
                priority=-1,
                model_key=recipe.model,
                created=now,
            )
            db.add(job)
            db.flush()
            keys.remember(db, user, key, digest, job.id, now)
            announce(db, image.session_id, now, tell_job(job))
            view = present.jobs(db, [job])[0]
        self._means.hints.send(queue)
        return view

    def _queue(self, recipe: Recipe) -> str:
        try:
            if recipe.model is not None:
                self._means.models.named(recipe.model)
            return catalog.spec(recipe.tool).queue
        except (ToolError, ModelUnavailable) as error:
            raise Conflict(f"This cannot be made again: {error}") from error


def verdict(then: Pictures.Image, now: Pictures.Image | None, recipe: Recipe, around: Circumstances) -> VerdictView:
    """How a picture that was made again compares with the first one, and what has changed around it.

    `now` is None where the tool found nothing this time.
    """
    because = tuple(_changes(recipe, around))
    if now is None:
        return VerdictView(verdict="different", score=0.0, psnr=0.0, because=("nothing was found now", *because))
    if then.size != now.size:
        sizes = f"size: {then.width} x {then.height} then, {now.width} x {now.height} now"
        return VerdictView(verdict="different", score=0.0, psnr=0.0, because=(sizes, *because))
    apart = distance(then, now)
    if apart.identical:
        return VerdictView(verdict="identical", score=1.0, because=())
    return VerdictView(
        verdict="same" if apart.ssim >= SAME_FROM else "different",
        score=round(apart.ssim, 4),
        psnr=None if apart.psnr is None else round(apart.psnr, 2),
        because=because or ("the computation itself is not repeatable on this machine",),
    )


def _changes(recipe: Recipe, around: Circumstances) -> list[str]:
    pairs = [
        (f"version of {recipe.tool}", recipe.version, around.version),
        ("model files", (recipe.fingerprint or "")[:12], (around.fingerprint or "")[:12]),
        ("device", recipe.device, around.device),
        ("threads", str(recipe.threads), str(around.threads)),
        *(
            (name, recipe.libraries.get(name, "none"), around.libraries.get(name, "none"))
            for name in sorted({*recipe.libraries, *around.libraries})
        ),
    ]
    return [f"{name}: {then or 'none'} then, {now or 'none'} now" for name, then, now in pairs if then != now]

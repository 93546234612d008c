"""Jobs as a person sees them: submitted, looked at, cancelled. What workers do with them is in `job_queue`."""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Job, StudioSession, Turn
from orchestrator.domain.errors import ModelUnavailable, QueueFull, StorageFull
from orchestrator.domain.job import JOB_END, JobState
from orchestrator.domain.plan import Step
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.drafts import Drafts
from orchestrator.services.jobs.machine import STOPPED, end_job, lock_turn, tell_job
from orchestrator.services.jobs.plans import lay_out
from orchestrator.services.jobs.wording import with_preset
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import owned
from orchestrator.services.sessions.feed import announce
from orchestrator.services.shapes import present
from orchestrator.services.shapes.requests import JobRequest
from orchestrator.services.shapes.views import ImageView, JobView


class Jobs:
    """What people do with jobs."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._drafts = Drafts(means)

    def submit(
        self, user: str, session_id: str, request: JobRequest, *, key: str | None = None, priority: int = 0
    ) -> JobView:
        """Accept one tool call. `params["prompt"]` may be words or a structured prompt.

        Raises:
            NotFound, BadRequest, Conflict, QueueFull, ModelUnavailable, StorageFull: nothing was changed.
        """
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
        inputs = dict(request.inputs)
        step = Step.model_construct(
            tool=request.tool, inputs=inputs, params=request.params, region=None, words=None, prompt=None, patch=None
        )
        preset = self._means.presets.named(request.preset)
        step = with_preset(step, preset) if preset else step
        drafts = self._drafts.of(session_id, (step,), request.seed, preset, fill=True)
        digest = keys.digest_of("job", session_id, request.model_dump(mode="json"))
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            if before is not None:
                return present.jobs(db, [owned(db, Job, user, before)])[0]
            owned(db, StudioSession, user, session_id)
            quota.check(db, user, self._means.settings.max_open_jobs)
            now = self._means.database.now(db)
            (job,), outcome = lay_out(db, session_id, user, drafts, now)
            job.priority = priority
            keys.remember(db, user, key, digest, job.id, now)
            announce(db, session_id, now, *outcome.news)
            view = present.jobs(db, [job])[0]
        self._means.hints.send(*outcome.queues)
        return view

    def describe(self, user: str, image: ImageView) -> None:
        """Have an upload described when nothing else is to be done; the caption becomes its alt text.

        Without a model for it, or where there is no room for another job, nobody misses it.
        """
        if not self._means.settings.describe_uploads or image.kind != "upload":
            return
        if self._means.models.capable("describe") is not None:
            request = JobRequest(tool="describe", inputs={"source": image.handle})
            with suppress(QueueFull, ModelUnavailable, StorageFull):
                self.submit(user, image.session, request, key=f"describe {image.id}", priority=quota.IDLE)

    def get(self, user: str, job_id: str) -> JobView:
        """One job with its pictures."""
        with self._means.database.read() as db:
            return present.jobs(db, [owned(db, Job, user, job_id)])[0]

    def cancel(self, user: str, job_id: str) -> JobView:
        """Stop a job: at once if it has not begun, else at its next step. Ended jobs stay as they are."""
        with self._means.database.write() as db:
            turn = lock_turn(db, owned(db, Job, user, job_id).turn_id)
            job = owned(db, Job, user, job_id, lock=True)
            queues = self._cancel(db, job, turn)
            view = present.jobs(db, [job])[0]
        self._means.hints.send(*queues)
        return view

    def _cancel(self, db: Session, job: Job, turn: Turn | None) -> set[str]:
        now = self._means.database.now(db)
        if job.state is JobState.RUNNING and not job.cancel_requested:
            job.cancel_requested = True
            announce(db, job.session_id, now, tell_job(job))
        elif job.state not in JOB_END and job.state is not JobState.RUNNING:
            outcome = end_job(db, turn, job, JobState.CANCELLED, now, STOPPED)
            announce(db, job.session_id, now, *outcome.news)
            return outcome.queues
        return set()

    def preview(self, user: str, job_id: str) -> bytes | None:
        """The latest unfinished picture as JPEG, if there is one."""
        with self._means.database.read() as db:
            owned(db, Job, user, job_id)
            return db.scalar(select(Job.preview).where(Job.id == job_id))

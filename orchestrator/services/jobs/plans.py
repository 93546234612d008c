"""Drafts into rows, inside the caller's transaction: handles in step and slot order, masks for named places, jobs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, Job, StudioSession, Turn
from orchestrator.db.models.image import MASK_ON
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JobState
from orchestrator.domain.plan import STEP_REF, Plan
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.regions import unfilled
from orchestrator.services.jobs.drafts import Draft
from orchestrator.services.jobs.machine import Outcome, tell_job
from orchestrator.services.jobs.masks import Mask
from orchestrator.services.people.access import by_handle, locked


def lay_out(
    db: Session,
    session_id: str,
    user: str,
    drafts: list[Draft],
    now: float,
    turn: Turn | None = None,
    *,
    after: int = 0,
) -> tuple[list[Job], Outcome]:
    """Make the jobs of a plan, numbered on from `after`: the first ones queued, those that need another waiting."""
    numbers = db.scalars(locked(select(StudioSession).where(StudioSession.id == session_id))).one()
    outcome = Outcome()
    made: list[Job] = []
    for number, draft in enumerate(drafts, start=after + 1):
        inputs = {role: _resolved(handle, made) for role, handle in draft.inputs.items()}
        if draft.mask is not None:
            mask = _mask_row(numbers, user, draft.mask, _resolved(draft.mask.of, made), turn, now)
            db.add(mask)
            if draft.mask.turned is not None:
                db.flush()
                before = by_handle(db, session_id, draft.mask.turned.handle)
                db.add(Edge(child=mask.id, parent=before.id, role="source"))
            inputs["mask"] = mask.handle
            outcome.news.append(
                (EventKind.IMAGE_ADDED, {"image": mask.id, "handle": mask.handle, "turn": mask.turn_id})
            )
        handles = _reserved(numbers, draft)
        job = Job(
            id=new_id(),
            session_id=session_id,
            turn_id=turn.id if turn else None,
            user_id=user,
            step=number,
            state=JobState.WAITING if draft.needs else JobState.QUEUED,
            tool=draft.spec.name,
            inputs=inputs,
            params=draft.params,
            seed=draft.seed,
            prompt=draft.prompt,
            patch=draft.step.patch,
            words=draft.step.words or (turn.text if turn else None),
            alt=draft.alt,
            needs=[made[need - 1].id for need in draft.needs],
            handles=handles,
            queue=draft.spec.queue,
            model_key=draft.model.name if draft.model else None,
            preset=draft.preset,
            created=now,
        )
        db.add(job)
        db.flush()
        made.append(job)
        outcome.news.append(tell_job(job))
        if job.state is JobState.QUEUED:
            outcome.queues.add(job.queue)
    return made, outcome


def _reserved(numbers: StudioSession, draft: Draft) -> list[str]:
    if draft.spec.gives == "masks":
        numbers.masks += draft.slots
        return [f"m{numbers.masks - draft.slots + slot}" for slot in range(1, draft.slots + 1)]
    numbers.images += draft.slots
    return [f"#{numbers.images - draft.slots + slot}" for slot in range(1, draft.slots + 1)]


def settled(plan: Plan, drafts: list[Draft]) -> Plan:
    """The plan as it will run: each step with the parameters that were checked and filled in.

    Regions that follow from the prompt are not written into it: who changes the words there changes them, too.
    """
    steps = tuple(
        step.model_copy(update={"params": unfilled(draft.params, Prompt.model_validate(draft.prompt or {}))})
        for step, draft in zip(plan.steps, drafts, strict=True)
    )
    return plan.model_copy(update={"steps": steps})


def _resolved(handle: str, made: list[Job]) -> str:
    return made[int(handle[1:]) - 1].handles[0] if STEP_REF.match(handle) else handle


def _mask_row(numbers: StudioSession, user: str, mask: Mask, of: str, turn: Turn | None, now: float) -> Image:
    numbers.masks += 1
    return Image(
        id=new_id(),
        session_id=numbers.id,
        user_id=user,
        turn_id=turn.id if turn else None,
        handle=f"m{numbers.masks}",
        kind="mask",
        of=of,
        blob=mask.blob,
        thumb=mask.thumb,
        width=mask.size[0],
        height=mask.size[1],
        alt=mask.told or MASK_ON.format(of),
        scores={},
        created=now,
    )

"""Which pictures of a turn count, and what they were judged to be; steps to judge those that were not yet.

Reads the turn's jobs only, so that it may be run again at any time. Refuses to judge anything itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypedDict

from orchestrator.agent.review.case import Case
from orchestrator.agent.task import JobFact, More, ReviewTask
from orchestrator.domain.plan import Plan, Step
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.requirements import requirements
from orchestrator.domain.review import Attempt, Check, Review, best_of, judged

MOST_JUDGED: Final = 4
"""Pictures of the plan that are judged: of more, the first."""


class Reviewing(TypedDict, total=False):
    """State of the graph."""

    task: ReviewTask
    review: Review
    cases: Mapping[str, Case]
    """Judged pictures by handle."""
    line: int
    """The part of the plan that is to be done better."""
    picture: str
    """The picture that is to be mended."""
    more: More


def judge(state: Reviewing) -> Reviewing:
    """The attempts as they stand; and either steps to judge the pictures that were not, or all cases."""
    task, review = state["task"], state["task"].review
    if not _all_made(task) or "judge" not in task.tools:
        return {"more": More(review=review)}
    known = review.attempts or tuple(Attempt(step=line, line=line) for line in lines(task))
    found = [(attempt, _pictures(task, attempt)) for attempt in known]
    verdicts = {picture: _verdict(task, picture) for _, pictures in found for picture in pictures}
    if any(verdict is not None and verdict.state != "succeeded" for verdict in verdicts.values()):
        return {"more": More(review=review.model_copy(update={"attempts": known, "ended": "judge-failed"}))}
    unseen = [picture for picture, verdict in verdicts.items() if verdict is None]
    if unseen:
        steps = tuple(Step(tool="judge", inputs={"source": picture}) for picture in unseen)
        return {"more": More(review=review.model_copy(update={"attempts": known}), steps=steps)}
    checks = {picture: _checks(verdict) for picture, verdict in verdicts.items() if verdict is not None}
    attempts = tuple(
        attempt.model_copy(update={"pictures": tuple(judged(one, checks[one]) for one in pictures)})
        for attempt, pictures in found
    )
    shown = {image.handle: image for image in task.images}
    makers = {job.step: job for job in task.jobs}
    cases = {
        one: Case(task, shown[one], makers[attempt.line], checks[one])
        for attempt, pictures in found
        for one in pictures
    }
    last = [one for attempt in attempts if attempt.line == max(a.line for a in attempts) for one in attempt.pictures]
    best = best_of(last)
    kept = review.model_copy(update={"attempts": attempts, "best": best.image if best else None})
    return {"review": kept, "cases": cases}


def lines(task: ReviewTask) -> Iterator[int]:
    """Numbers of the plan's steps whose pictures are its results: no other step goes on with them, words stand behind
    them."""
    steps = task.plan.steps
    painting = [step for step in steps if step.tool in task.tools and task.tools[step.tool].gives == "pictures"]
    used = {reference for step in painting for reference in step.inputs.values()}
    for number, step in enumerate(steps, start=1):
        if step in painting and f"@{number}" not in used and _worded(task, task.plan, number):
            yield number


def _worded(task: ReviewTask, plan: Plan, number: int) -> bool:
    """Whether the step, or one that it goes on with, was told what to show."""
    step = plan.steps[number - 1]
    if step.tool not in task.tools:
        return False
    if task.tools[step.tool].words in {"prompt", "change"}:
        return True
    earlier = [int(reference[1:]) for reference in step.inputs.values() if reference.startswith("@")]
    return any(_worded(task, plan, one) for one in earlier)


def _all_made(task: ReviewTask) -> bool:
    planned = [job for job in task.jobs if job.step <= len(task.plan.steps)]
    return bool(planned) and all(job.state == "succeeded" for job in planned)


def _pictures(task: ReviewTask, attempt: Attempt) -> tuple[str, ...]:
    """Those that can be judged: of which something was said."""
    prompts = {image.handle: image.prompt for image in task.images}
    made = next((job.images for job in task.jobs if job.step == attempt.step), ())
    demanding = [
        one for one in made if prompts.get(one) and requirements(Prompt.model_validate(dict(prompts[one] or {})))
    ]
    return tuple(demanding[:MOST_JUDGED])


def _verdict(task: ReviewTask, picture: str) -> JobFact | None:
    """The newest judging of it in this turn."""
    found = [job for job in task.jobs if job.tool == "judge" and job.inputs.get("source") == picture]
    return found[-1] if found else None


def _checks(job: JobFact) -> tuple[Check, ...]:
    asked: list[Mapping[str, Any]] = list(job.params.get("requirements", ()))
    told: list[Mapping[str, Any]] = list(job.facts.get("checks", ()))
    return tuple(
        Check(kind=one["kind"], text=one["text"], of=one.get("of", ""), met=of["met"], certainty=of["certainty"])
        for one, of in zip(asked, told, strict=True)
    )

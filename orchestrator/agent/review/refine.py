"""Steps that look for what must be known, or the one step of a further attempt. Refuses to choose: the policy does."""

from collections import Counter
from typing import Final

from orchestrator.agent.review.decide import over
from orchestrator.agent.review.judge import Reviewing
from orchestrator.agent.review.mending import Look, Mend, mended
from orchestrator.agent.task import More
from orchestrator.domain.review import Attempt, Review, Way
from tools.base import slot_seed

STRIDE: Final = 101
"""Between the seeds of two attempts: the variants of one lie closer."""


def refine(state: Reviewing) -> Reviewing:
    """What the policy makes of the picture that is to be mended; the review is over where it knows no way."""
    review, case = state["review"], state["cases"][state["picture"]]
    move = mended(case, _tried(review, case.image.handle))
    if isinstance(move, Look):
        return {"more": More(review=review, steps=move.steps)}
    if not isinstance(move, Mend):
        return over(review, "no-way")
    number = max(job.step for job in state["task"].jobs) + 1
    attempt = Attempt(step=number, line=state["line"], of=case.image.handle, change=move.change)
    further = review.model_copy(update={"attempts": (*review.attempts, attempt)})
    seed = slot_seed(case.maker.seed, STRIDE * (review.used + 1))
    return {"more": More(review=further, steps=(move.step,), seed=seed)}


def _tried(review: Review, image: str) -> Counter[tuple[Way, str]]:
    """What was tried on this picture before, by way and requirement."""
    return Counter(
        (attempt.change.way, failed.text)
        for attempt in review.attempts
        if attempt.change is not None and attempt.of == image
        for failed in attempt.change.failed
    )

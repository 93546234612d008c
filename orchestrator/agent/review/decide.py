"""Whether a judged turn is good enough: over, and why, or the picture that is to be mended.

Refuses to spend more than the budget, and to go on once an attempt came to nothing.
"""

from orchestrator.agent.review.judge import Reviewing
from orchestrator.agent.task import More
from orchestrator.domain.review import End, Judged, Review, best_of


def decide(state: Reviewing) -> Reviewing:
    """The attempt's part of the plan and the picture it begins from; or the end of the review."""
    review, cases = state["review"], state["cases"]
    best = best_by_line(review)
    if not best:
        return {"more": More(review=review)}
    if any(attempt.change is not None and not attempt.pictures for attempt in review.attempts):
        return over(review, "attempt-failed")
    short = {line: one for line, one in best.items() if cases[one.image].missed}
    if not short:
        doubtful = any(check.met is False for one in best.values() for check in cases[one.image].checks)
        return over(review, "unsure" if doubtful else "met")
    if review.used >= review.budget:
        return over(review, "budget")
    line, worst = max(short.items(), key=lambda item: item[1].count - item[1].score)
    return {"line": line, "picture": worst.image}


def over(review: Review, why: End) -> Reviewing:
    """The end of a review."""
    return {"more": More(review=review.model_copy(update={"ended": why}))}


def best_by_line(review: Review) -> dict[int, Judged]:
    """The best picture of each part of the plan."""
    found = {}
    for line in dict.fromkeys(attempt.line for attempt in review.attempts):
        best = best_of(one for attempt in review.attempts if attempt.line == line for one in attempt.pictures)
        if best is not None:
            found[line] = best
    return found

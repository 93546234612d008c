"""How a turn judges its own pictures: attempts, how much of what was asked each of them met, and which is the best.

Pure values, kept in the turn's row. Owns the score; refuses to decide what to do about it.
"""

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import Field

from orchestrator.domain.prompt import Value
from orchestrator.domain.requirements import Requirement

MOST_ATTEMPTS: Final = 3
"""Attempts beyond the first that a person may ask for."""

Way = Literal["repaint", "add", "remove", "restyle", "edit", "again"]
"""How an attempt is made: painted anew where the thing is, painted into a free place, painted over with what is around
it, in another style, told as an instruction, or made again by another chance."""
End = Literal["met", "budget", "unsure", "no-way", "judge-failed", "attempt-failed"]
"""Why no further attempt is made."""


class Check(Value):
    """One requirement and whether a picture meets it."""

    kind: str
    text: str
    of: str = ""
    met: bool | None = None
    certainty: float | None = None

    @property
    def holds(self) -> float | None:
        """How surely it is met, 0 to 1; None where that cannot be told."""
        if self.met is None or self.certainty is None:
            return None
        return self.certainty if self.met else 1 - self.certainty


class Judged(Value):
    """One picture of an attempt."""

    image: str = Field(description="Its handle.")
    met: int = Field(description="Requirements that are met.")
    count: int = Field(description="Requirements of which that can be told.")
    score: float = Field(description="How many are met, each weighted by how sure that is.")


class Change(Value):
    """What an attempt was to mend, and how."""

    way: Way
    failed: tuple[Requirement, ...] = Field(description="Requirements that were not met.")


class Attempt(Value):
    """Pictures that answer one step of the plan: those of the step itself, or of what was changed after judging."""

    step: int = Field(description="Number of the job that makes its pictures.")
    line: int = Field(description="The step of the plan that it answers.")
    of: str | None = Field(default=None, description="The picture it mends; none for the plan's own.")
    change: Change | None = None
    pictures: tuple[Judged, ...] = Field(default=(), description="As far as they are judged.")


class Review(Value):
    """All attempts of a turn, in order."""

    budget: int = Field(ge=0, le=MOST_ATTEMPTS, description="How many attempts there may be beyond the first.")
    attempts: tuple[Attempt, ...] = ()
    best: str | None = Field(default=None, description="Handle of the picture that is kept in focus.")
    ended: End | None = None

    @property
    def used(self) -> int:
        """Attempts beyond the plan's own."""
        return sum(attempt.change is not None for attempt in self.attempts)


def judged(image: str, checks: Iterable[Check]) -> Judged:
    """The score of a picture: requirements of which nothing can be told count neither way."""
    told = [check for check in checks if check.holds is not None]
    score = sum(check.holds or 0.0 for check in told)
    return Judged(image=image, met=sum(check.met is True for check in told), count=len(told), score=round(score, 3))


def best_of(pictures: Iterable[Judged]) -> Judged | None:
    """The picture with the highest score; of equals the first."""
    return max(pictures, key=lambda one: one.score, default=None)

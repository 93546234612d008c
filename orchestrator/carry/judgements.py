"""How pictures of a bundle were judged, and what was tried again: as `tools.judge.run` and `orchestrator.domain.review`
say it, within bounds, since whoever sends a bundle says what they like.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from orchestrator.carry.parts import Handle, Name, Part
from orchestrator.domain.review import MOST_ATTEMPTS, End, Way


class Check(Part):
    """Whether one requirement is met; `met` is none where the model cannot tell."""

    kind: Annotated[str, StringConstraints(max_length=20)] = ""
    text: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    of: Annotated[str, StringConstraints(max_length=80)] = ""
    met: bool | None = None
    certainty: float | None = Field(default=None, ge=0, le=1)


class Scores(Part):
    """The facts of a picture's latest judgement, as `tools.judge.run` says them."""

    checks: tuple[Check, ...] = Field(default=(), max_length=40)
    met: int = Field(default=0, ge=0, le=40)
    missed: int = Field(default=0, ge=0, le=40)
    open: int = Field(default=0, ge=0, le=40)
    measures: dict[Name, float | None] = Field(default_factory=dict, max_length=50)
    models: tuple[Annotated[str, StringConstraints(max_length=80)], ...] = Field(default=(), max_length=10)


class Missed(Part):
    """A requirement that an attempt was to mend."""

    kind: Annotated[str, StringConstraints(max_length=20)]
    text: Annotated[str, StringConstraints(max_length=1000)]
    of: Annotated[str, StringConstraints(max_length=1000)] = ""


class Change(Part):
    """What an attempt was to mend, and how."""

    way: Way
    failed: tuple[Missed, ...] = Field(default=(), max_length=40)


class Judged(Part):
    """One picture of an attempt, and how much of what was asked it met."""

    image: Handle
    met: int = Field(ge=0, le=40)
    count: int = Field(ge=0, le=40)
    score: float = Field(ge=0, le=40)


class Attempt(Part):
    """Pictures that answer one step of the plan."""

    step: int = Field(ge=1, le=64)
    line: int = Field(ge=1, le=64)
    of: Handle | None = None
    change: Change | None = None
    pictures: tuple[Judged, ...] = Field(default=(), max_length=64)


class Review(Part):
    """How a turn judged its own pictures, as `orchestrator.domain.review` says it."""

    budget: int = Field(ge=0, le=MOST_ATTEMPTS)
    attempts: tuple[Attempt, ...] = Field(default=(), max_length=64)
    best: Handle | None = None
    ended: End | None = None

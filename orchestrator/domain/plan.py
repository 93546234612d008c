"""The agent's proposal: an intent and up to eight tool calls whose inputs are handles or earlier steps.

Refuses tools, handles and parameters that do not exist; services check ownership again.
"""

import re
from enum import StrEnum
from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from orchestrator.domain.modest import LONGEST_TEXT, Modest
from orchestrator.domain.prompt import Prompt

HANDLE: Final = re.compile(r"^(#[1-9][0-9]{0,5}|m[1-9][0-9]{0,5})$")
STEPS: Final = 8
"""Of one plan."""
STEP_REF: Final = re.compile(rf"^@[1-{STEPS}]$")

Region = Literal["upper left", "top", "upper right", "left", "centre", "right", "lower left", "bottom", "lower right"]
Creativity = Literal["low", "medium", "high"]
Role = Literal["source", "mask", "style", "reference"]
REGIONS: Final[tuple[Region, ...]] = get_args(Region)
"""Row by row, from the upper left."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""In the order in which parents are listed."""
Kinship = Literal[Role, "origin", "rederived"]
"""What a picture is to one that came of it: what a tool was given, and then
`origin`: the same content, in the session it was brought from; `rederived`: the one it was made anew in place of."""
KINSHIPS: Final[tuple[Kinship, ...]] = (*ROLES, "origin", "rederived")


class Intent(StrEnum):
    """What the person wants of this turn."""

    MAKE = "make"
    ANSWER = "answer"
    SELECT = "select"
    ASK = "ask"
    DECLINE = "decline"


About = Literal[
    "recipe", "history", "abilities", "compare", "which", "taste", "sharper", "privacy", "maker", "rights", "sharing",
    "hello", "thanks", "other",
]  # fmt: skip
MOST_SHOWN: Final = 60
"""Pictures that an answer can be about."""


class Step(BaseModel):
    """One tool call of a plan."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tool: str = Field(max_length=40)
    inputs: dict[Role, str] = Field(default_factory=dict, description="Role to handle (`#3`, `m1`) or step (`@1`).")
    params: Modest = Field(default_factory=dict, description="Parameters of the tool, checked by its spec.")
    region: Region | None = Field(default=None, description="Place named in words, where there is no mask.")
    words: str | None = Field(
        default=None, max_length=LONGEST_TEXT, description="The part of the utterance this step is about."
    )
    prompt: Prompt | None = Field(default=None, description="The structured prompt the step's text was rendered from.")
    patch: Modest | None = Field(default=None, description="Merge patch on the source's structured prompt.")

    @field_validator("inputs")
    @classmethod
    def _references(cls, value: dict[str, str]) -> dict[str, str]:
        for reference in value.values():
            if not (HANDLE.match(reference) or STEP_REF.match(reference)):
                raise ValueError(f"{reference[:20]!r} is neither a handle like #3 or m1 nor a step like @1")
        return value

    def behind(self, more: int, since: int = 1) -> "Step":
        """The step where `more` others stand before it: what step `since` or a later one makes is found where it is
        then."""
        inputs = {
            role: f"@{int(one[1:]) + more}" if STEP_REF.match(one) and int(one[1:]) >= since else one
            for role, one in self.inputs.items()
        }
        return self.model_copy(update={"inputs": inputs})


class Plan(BaseModel):
    """What the agent proposes for one turn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: Intent
    steps: tuple[Step, ...] = Field(default=(), max_length=STEPS)
    image: str | None = Field(default=None, description="Handle that is selected or asked about.")
    about: About | None = Field(default=None, description="What an answer is about.")
    images: tuple[str, ...] = Field(
        default=(),
        max_length=MOST_SHOWN,
        description="Handles an answer is about: two compared, those that show it.",
    )
    question: str | None = Field(default=None, max_length=400)
    choices: tuple[Annotated[str, Field(max_length=400)], ...] = Field(
        default=(), max_length=4, description="Answers offered with a question."
    )
    reason: str | None = Field(default=None, max_length=400, description="Why the wish is declined.")

    seed: int | None = Field(
        default=None, ge=0, le=2**63 - 1, description="What the words fix the chance with; none: it is free."
    )
    preset: str | None = Field(default=None, max_length=40, description="Name of the preset that the words ask for.")

    @model_validator(mode="after")
    def _coherent(self) -> "Plan":
        if self.intent is Intent.MAKE and not self.steps:
            raise ValueError("a plan that makes something needs at least one step")
        if self.intent is not Intent.MAKE and self.steps:
            raise ValueError(f"an intent of {self.intent} has no steps")
        if self.intent is Intent.SELECT and not self.image:
            raise ValueError("select needs an image")
        if self.intent is Intent.ASK and not self.question:
            raise ValueError("ask needs a question")
        if self.about == "compare" and len(set(self.images)) != 2:  # one with another
            raise ValueError("compare needs two different images")
        for number, step in enumerate(self.steps, start=1):
            for reference in step.inputs.values():
                if STEP_REF.match(reference) and int(reference[1:]) >= number:
                    raise ValueError(f"step {number} cannot use {reference}: only earlier steps")
        return self

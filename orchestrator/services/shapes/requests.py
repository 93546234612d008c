"""What a caller may ask of the services: bounded and closed. Refuses anything it does not know by name."""

import unicodedata
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from orchestrator.domain.errors import BadRequest, TooLarge
from orchestrator.domain.modest import LONGEST_TEXT
from orchestrator.domain.plan import Creativity, Plan, Role
from orchestrator.domain.review import MOST_ATTEMPTS
from orchestrator.domain.taste import PREFERRED, Kind, Where
from tools.base import SEEDS

KEPT_CONTROLS: Final = frozenset("\n\t")
JOINERS: Final = frozenset("\u200c\u200d")
"""Zero-width (non-)joiners: emoji and several scripts need them, so they stay although they are format characters."""


def clean(text: str) -> str:
    """The words in NFC, without control, bidi, tag and other invisible characters, trimmed.

    Raises:
        TooLarge: more than `LONGEST_TEXT` characters.
        BadRequest: nothing is left.
    """
    if len(text) > LONGEST_TEXT * 4:
        raise TooLarge(f"That is too long: please stay below {LONGEST_TEXT} characters.")
    kept = "".join(
        char
        for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if char in KEPT_CONTROLS or char in JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    ).strip()
    if len(kept) > LONGEST_TEXT:
        raise TooLarge(f"That is too long: please stay below {LONGEST_TEXT} characters.")
    if not kept.strip("".join(JOINERS)):
        raise BadRequest("There are no words in this message. Say what you would like to see.")
    return kept


class Request(BaseModel):
    """Base: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TurnRequest(Request):
    """One utterance and what goes with it. `text` is cleaned and bounded by the service, not here."""

    text: str = Field(description=f"What the person says, 1 to {LONGEST_TEXT} characters.")
    focus: str | None = Field(default=None, max_length=8, description="Handle of the picture that is meant, e.g. #3.")
    mask: str | None = Field(default=None, max_length=8, description="Handle of a painted mask, e.g. m1.")
    creativity: Creativity = Field(default="medium", description="Whether gaps are left, filled or embellished.")
    rewrite: bool = Field(default=True, description="False sends the words to the image model as they are.")
    plan: Plan | None = Field(default=None, description="An edited plan: runs as it is, without the language model.")
    attempts: int | None = Field(
        default=None,
        ge=0,
        le=MOST_ATTEMPTS,
        description="Attempts to mend what was not met, beyond the first; 0: nothing is checked. Left out: the "
        "studio's own number; with a `plan`, it is checked and left as it is.",
    )
    answers: str | None = Field(default=None, max_length=40, description="Id of the asking turn that this answers.")
    preset: str | None = Field(
        default=None,
        max_length=40,
        description="Name of a preset, see /api/v1/presets; left out: that which the words name; `none`: none at all.",
    )
    seed: int | None = Field(default=None, ge=0, le=SEEDS - 1, description="Fixes the chance in every step.")


class JobRequest(Request):
    """One tool call without the language model."""

    tool: str = Field(max_length=40, description="Name of the tool.")
    inputs: dict[Role, str] = Field(default_factory=dict, description="Role to handle, e.g. source: #3.")
    params: dict[str, Any] = Field(default_factory=dict, description="Parameters of the tool; see /api/v1/tools.")
    preset: str | None = Field(default=None, max_length=40, description="Name of a preset; see /api/v1/presets.")
    seed: int | None = Field(default=None, ge=0, le=SEEDS - 1, description="Fixes the chance.")


class TasteWish(Request):
    """One line of a taste."""

    kind: Kind
    where: Where = Field(description="A slot of the prompt, or `thing`.")
    text: str = Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$")

    @model_validator(mode="after")
    def _a_manner(self) -> "TasteWish":
        if self.kind == "prefers" and self.where not in PREFERRED:
            raise ValueError(f"a preference is for one of {', '.join(PREFERRED)}")
        return self


class TasteChange(Request):
    """What to change about one's taste; what is left out stays as it is."""

    on: bool | None = Field(default=None, description="Whether gaps in words may be filled by it.")
    add: TasteWish | None = Field(default=None, description="A line of one's own.")
    remove: TasteWish | None = Field(
        default=None, description="Not this one: a line of one's own goes, others are muted."
    )
    restore: TasteWish | None = Field(default=None, description="A muted line that counts again.")


class MarkRequest(Request):
    """How to mark pictures; what is left out stays as it is."""

    ids: tuple[Annotated[str, Field(max_length=40)], ...] = Field(
        min_length=1, max_length=500, description="Ids of the pictures."
    )
    star: bool | None = None
    rating: int | None = Field(default=None, ge=0, le=5, description="0 takes the rating away.")
    tag: tuple[Annotated[str, Field(max_length=200)], ...] = Field(
        default=(), max_length=20, description="Tags to put on."
    )
    untag: tuple[Annotated[str, Field(max_length=200)], ...] = Field(
        default=(), max_length=20, description="Tags to take off."
    )
    collect: str | None = Field(default=None, max_length=40, description="Id of a collection to put them into.")
    uncollect: str | None = Field(default=None, max_length=40, description="Id of a collection to take them out of.")
    archived: bool | None = Field(default=None, description="Out of the way, or back.")
    trashed: bool | None = Field(default=None, description="Into the trash, or out of it.")

"""A preset: what a kind of picture (a poster, a logo) usually asks for, as one value read from a file.

Refuses commands: it fills gaps, proposes parameters and narrows the tools; what a person says wins over all of it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from orchestrator.domain.additions import Additions, Slot

NAME: Final = r"^[a-z0-9][a-z0-9-]{0,39}$"
NONE: Final = "none"
"""In place of a name: no preset, also where the words name one."""
Short = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Part = Annotated[int, Field(ge=1, le=32)]


class Strict(BaseModel):
    """Base: what is not known by name is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(Strict):
    """A text for people, in both languages; one of them is enough in a file of one's own."""

    en: Line = ""
    zh: Line = ""

    def in_(self, language: str) -> str:
        """In `language`, else in the other one."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


class Preset(Strict):
    """One kind of picture. Phrases for the image model are English."""

    name: str = Field(pattern=NAME)
    title: Told
    about: Told = Field(description="One sentence: what it is for, and what it is not.")
    say: Told = Told()
    """Something to say with it, as an example."""
    called: tuple[Short, ...] = Field(
        default=(), max_length=20, description="Styles, as a prompt names them (English), of which it is the preset."
    )
    adds: Mapping[Slot, Phrase] = Field(default_factory=dict, description="Phrases for gaps of the prompt, by slot.")
    avoid: tuple[Phrase, ...] = Field(default=(), max_length=6, description="What is not to be seen.")
    keep: tuple[Phrase, ...] = Field(default=(), max_length=6, description="What a change must leave as it is.")
    aspect: tuple[Part, Part] | None = Field(default=None, description="Width to height of new pictures.")
    only: tuple[Short, ...] = Field(
        default=(), max_length=20, description="The tools that make pictures which it allows; empty: all of them."
    )
    tools: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict, description="Parameters by tool, for gaps.")

    @property
    def key(self) -> str:
        """How it signs what it adds."""
        return f"preset:{self.name}"

    @property
    def additions(self) -> Additions:
        """What it adds to the prompt of a new picture."""
        return Additions(by=self.key, slots=dict(self.adds), avoid=self.avoid)

    def allows(self, tool: str, gives: str) -> bool:
        """Whether a plan under it may use the tool, which gives that: looking at pictures is never forbidden."""
        return gives != "pictures" or not self.only or tool in self.only

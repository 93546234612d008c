"""What a picture's file says about itself: credentials, source type, labels, recipes. Found, never believed.

Every text in here was written by whoever made the file: it is shown quoted and handed to nothing that acts on words.
The absence of marks says nothing about how a picture was made, so there is no field for "not made by a machine".
"""

from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from orchestrator.domain.recipe import Recipe

Verdict = Literal["trusted", "unknown", "ended", "changed", "broken", "elsewhere"]
"""`trusted`: whole, and signed by this studio or one it trusts. `unknown`: whole, by a signer nobody here knows.
`ended`: whole, but the certificate has run out. `changed`: file or manifest is not what was signed. `broken`:
unreadable. `elsewhere`: the file only names an address, which is never asked.
"""

Writer = Literal["pentimento", "a1111", "comfyui", "invokeai"]
MAX_TEXT: Final = 16_000
"""Characters kept of any one text."""

TRAINED: Final = "trainedAlgorithmicMedia"
COMPOSITE: Final = "compositeWithTrainedAlgorithmicMedia"
BY_MODEL: Final = frozenset({TRAINED, COMPOSITE})
"""IPTC source types for which a picture counts as made with AI."""
GENERATED: Final = "1"
"""TC260's label of what certainly was generated; "2" is perhaps, "3" suspected."""


class Value(BaseModel):
    """Base: closed and unchangeable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ingredient(Value):
    """A picture that the signed one was made from, as its manifest says."""

    title: str
    relation: str = Field(description="parentOf, componentOf or inputTo.")
    signed: bool = Field(description="Whether it brought credentials of its own.")


class Credentials(Value):
    """A C2PA manifest and how it stands up."""

    verdict: Verdict
    signer: str = Field(default="", description="Organisation and name on the certificate, as it calls itself.")
    signed: datetime | None = Field(default=None, description="From a time stamp; none where there was no stamp.")
    generator: str = ""
    title: str = ""
    actions: tuple[str, ...] = ()
    source_type: str | None = Field(default=None, description="Last part of the digital source type it claims.")
    ingredients: tuple[Ingredient, ...] = ()
    generations: int = Field(default=0, description="Manifests in the file, its own included.")
    findings: tuple[str, ...] = Field(
        default=(), description="Codes of what did not hold, from the C2PA specification."
    )
    address: str | None = Field(default=None, description="Where its manifest is said to be; never asked.")


class FoundRecipe(Value):
    """How a program says that it made the picture."""

    writer: Writer
    prompt: str = ""
    negative: str = ""
    seed: int | None = None
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    sampler: str = ""
    width: int | None = None
    height: int | None = None
    model: str = ""
    model_hash: str = ""
    loras: tuple[str, ...] = ()
    recipe: Recipe | None = Field(default=None, description="Our own, whole.")
    text: str = Field(default="", description="As it stands in the file, cut off where it is too long.")


class Marks(Value):
    """All that was found in a file."""

    credentials: Credentials | None = None
    source_type: str | None = Field(default=None, description="Last part of the IPTC digital source type in XMP.")
    aigc: dict[str, str] | None = Field(default=None, description="The label of TC260 (GB 45438) in XMP.")
    creator: str = Field(default="", description="The program that XMP names.")
    recipes: tuple[FoundRecipe, ...] = ()
    unread: tuple[str, ...] = Field(default=(), description="Names of texts in it that are too large to be read.")

    @property
    def any(self) -> bool:
        """Whether anything was found at all."""
        found = self.credentials or self.source_type or self.aigc or self.creator or self.recipes or self.unread
        return bool(found)

    @property
    def claimed(self) -> str | None:
        """The source type that all of them claim. Credentials speak of the last thing done, XMP of everything: it goes
        first, unless it, which anybody can change, is alone in denying that a model had a part."""
        label = TRAINED if (self.aigc or {}).get("Label") == GENERATED else None
        said = [self.source_type, self.credentials.source_type if self.credentials else None, label]
        return next((one for one in said if one in BY_MODEL), None) or next((one for one in said if one), None)


class Was(Value):
    """Which picture of which studio an imported one was; its ids mean nothing here."""

    installation: str
    session: str
    image: str
    handle: str


def plain(text: Any, most: int = MAX_TEXT) -> str:
    """A foreign text without characters that steer a terminal, a page or a database; `…` says that it was cut off."""
    kept = "".join(
        c for c in str(text)[: 4 * most] if c in "\n\t" or (c.isprintable() and not 0xD800 <= ord(c) < 0xE000)
    )
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"

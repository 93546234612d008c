"""What the services answer about two pictures or two turns: shapes of differences. Refuses to compare anything."""

from typing import Any, Literal

from pydantic import Field

from orchestrator.services.shapes.base import View
from orchestrator.services.shapes.views import ImageView


class ChangeView(View):
    """One entry that differs; none where a side lacks it."""

    field: str
    a: Any = None
    b: Any = None


Op = Literal["same", "removed", "added"]


class WordView(View):
    """A run of words in a word diff."""

    text: str
    op: Op


class PixelsView(View):
    """How far two pictures are apart; measured at the smaller one's size."""

    identical: bool
    same_size: bool
    changed: float = Field(description="Share of pixels that differ, 0 to 1.")
    mean: float = Field(description="Mean absolute difference, 0 to 255.")
    psnr: float | None = Field(description="Decibel; none when identical.")
    ssim: float = Field(description="Structural similarity, 1 is equal.")
    box: tuple[int, int, int, int] | None = Field(description="Left, top, right, bottom of what differs.")


class RelatedView(View):
    """How two pictures, or two turns, are related."""

    how: Literal["same", "ancestor", "descendant", "common", "none"] = Field(
        description="What a is to b; common: both come from one picture."
    )
    by: str | None = Field(default=None, description="Id of the older one, or of the youngest they both come from.")


class JudgedView(View):
    """How one requirement was judged of one picture."""

    met: bool | None = Field(description="None where it could not be told.")
    certainty: float | None = None


class CheckView(View):
    """One requirement of two pictures."""

    text: str
    kind: str
    of: str = Field(description="The noun it is about; empty: the whole picture.")
    a: JudgedView | None = Field(description="None where it was not asked.")
    b: JudgedView | None
    changed: bool


class DiffView(View):
    """What distinguishes two pictures."""

    a: str
    b: str
    related: RelatedView
    recipe: tuple[ChangeView, ...]
    prompt: tuple[WordView, ...]
    checks: tuple[CheckView, ...] = Field(description="What was judged; empty where nothing was.")
    pixels: PixelsView | None = Field(description="None where one was deleted for good.")
    map: str | None = Field(description="Where the picture of what differs is.")


class PairView(View):
    """The pictures that stand at the same place of two turns; `GET /diff` tells how they differ."""

    a: ImageView | None
    b: ImageView | None


class TurnDiffView(View):
    """What distinguishes two turns."""

    a: str
    b: str
    related: RelatedView = Field(description="In the conversation: which continues from which.")
    said: tuple[WordView, ...] = Field(description="The person's words.")
    asked: tuple[ChangeView, ...] = Field(description="What stood beside them: focus, mask, creativity, seed.")
    text: tuple[WordView, ...] = Field(description="The text for the image model.")
    plan: tuple[ChangeView, ...] = Field(description="`2.params.steps` is a parameter of the second step.")
    reply: tuple[WordView, ...]
    pictures: tuple[PairView, ...]

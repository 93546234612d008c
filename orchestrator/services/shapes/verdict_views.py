"""What is answered of something that was made again: how near it came, and what differs between then and now."""

from typing import Literal

from pydantic import Field

from orchestrator.services.shapes.base import Sentence, View

Verdict = Literal["identical", "same", "different"]
Cause = Literal[
    "tool", "model", "device", "threads", "library", "size", "missing", "refused", "parent", "unrepeatable", "damaged",
    "unknown",
]  # fmt: skip


class ChangedView(View):
    """One thing that is not as it was when a picture was made."""

    what: Cause
    name: str = Field(default="", description="Which tool, model, library, picture ...")
    then: str | None = None
    now: Sentence | None = None


class Compared(View):
    """How something that was made again compares with the first one."""

    verdict: Verdict
    score: float | None = Field(default=None, description="Structural similarity, 1 is equal; none without a measure.")
    psnr: float | None = Field(default=None, description="Decibel; none when identical.")
    because: tuple[str, ...] = Field(default=(), description="What differs between then and now, in English.")
    changes: tuple[ChangedView, ...] = Field(default=(), description="The same, to be said in other languages.")


class PictureVerdict(Compared):
    """The verdict on one picture of a replay."""

    step: int
    image: str | None = Field(default=None, description="Id of the original; none where only its recipe was given.")
    handle: str | None = None
    tool: str
    made: str | None = Field(default=None, description="Where the picture is that was made again.")


class VerdictView(Compared):
    """How a replay compares with its originals: the worst verdict of its pictures."""

    pictures: tuple[PictureVerdict, ...] = Field(default=(), description="Ancestors first.")

"""What a tool is: its declaration (torch-free) and what it may ask of its surroundings while it runs.

From a ToolSpec come the agent's grammar, the API schema, the CLI help, the form in the page and the docs table.
Refuses anything that needs torch: that belongs to a tool's `run.py` and to `tools.runtime`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from PIL import Image
from pydantic import BaseModel, ConfigDict, ValidationError

from tools.manifest import Manifest

MAX_PIXELS: Final = 16_700_000
"""Largest picture taken in or given out."""

AGENT: Final[dict[str, Any]] = {"agent": True}
"""`Field(..., json_schema_extra=AGENT)` lets the language model set a parameter; the others are for forms and the API."""

Queue = Literal["gpu", "cpu"]


class ToolError(Exception):
    """The tool cannot do this, for a reason the person can act on. Trying again would not help."""


class Cancelled(Exception):
    """The person cancelled; raised by `Context.check` and let through."""


class Params(BaseModel):
    """Base of every tool's parameters: bounded, described, closed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class InputRole:
    """A picture the tool takes."""

    name: Literal["source", "mask", "style", "reference"]
    summary: str
    required: bool = True


@dataclass(frozen=True)
class ToolSpec:
    """Declaration of one tool.

    `words` says what the agent must supply for it: nothing, the words of a new prompt, or words that change the
    source's prompt. `capability` is what a model must offer; None when the tool needs no model.
    `slots` gives the number of outputs for given parameters; `size` the output (width, height) for given parameters
    and source size, checked against MAX_PIXELS before work starts.
    """

    name: str
    version: str
    summary: str
    params: type[Params]
    inputs: tuple[InputRole, ...] = ()
    capability: str | None = None
    queue: Queue = "gpu"
    words: Literal["none", "prompt", "change"] = "none"
    takes_region: bool = False
    slots: Callable[[Any], int] = field(default=lambda params: 1)
    size: Callable[[Any, tuple[int, int] | None], tuple[int, int] | None] = field(default=lambda params, source: source)

    def validate(self, params: Mapping[str, Any]) -> Params:
        """The checked parameters.

        Raises:
            ToolError: a parameter is unknown or out of bounds; the message names the first one.
        """
        try:
            return self.params.model_validate(dict(params))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "parameters"
            raise ToolError(f"{self.name}: {where}: {first['msg']}") from error


class Context(Protocol):
    """What a running tool may ask of the worker around it."""

    seed: int
    manifest: Manifest | None
    """The model chosen for this job, or None."""

    def check(self) -> None:
        """Raise Cancelled when the job was cancelled or its lease was lost."""

    def progress(self, fraction: float) -> None:
        """Report 0..1; also checks. Cheap: rate-limited by the worker."""

    def wants_preview(self) -> bool:
        """Whether enough time has passed for another preview (at most four a second)."""

    def preview(self, image: Image.Image) -> None:
        """Show an unfinished picture."""


@dataclass(frozen=True)
class Result:
    """Output pictures in slot order, RGB or RGBA, and facts worth recording (strings and numbers only)."""

    images: tuple[Image.Image, ...]
    facts: dict[str, str | int | float] = field(default_factory=dict)


Run = Callable[[Any, Mapping[str, Image.Image], Context], Result]
"""`run(params, inputs by role, context)`: what a tool's `run.py` exports as `run`."""

"""What a tool is: its declaration (torch-free) and what it may ask of its surroundings while it runs.

From a ToolSpec come the agent's grammar, the API schema, the CLI help, the form in the page and the docs table.
Refuses anything that needs torch: that belongs to a tool's `run.py` and to `tools.runtime`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from PIL import Image
from pydantic import BaseModel, ConfigDict, ValidationError

from tools import MAX_PIXELS, MAX_SIDE, MEGAPIXELS
from tools.manifest import Manifest

AGENT: Final[dict[str, Any]] = {"agent": True}
"""`Field(..., json_schema_extra=AGENT)` lets the language model set a parameter; others are for forms and the API.

Forms fold those away unless they say `{"first": True}`. A map whose keys are names of models of a family says so with
`{"names_of": family}`."""

SEEDS: Final = 2**63
"""Seeds lie below this."""

Queue = Literal["gpu", "cpu"]
Words = Literal["none", "prompt", "change", "target"]
Gives = Literal["pictures", "masks", "facts"]
"""What a tool's run comes to: new pictures, masks of its source (as many as it finds), or facts alone."""
Action = Literal[
    "edited", "enhanced", "filtered", "cropped", "orientation", "resized", "resized.proportional", "placed"
]  # fmt: skip
"""What C2PA knows a change as."""
Size = tuple[int, int]
"""Width and height in pixels."""
Affine = tuple[float, float, float, float, float, float]
"""a to f: what lies at x, y of a result lay at ax + by + c, dx + ey + f of its source. As Pillow takes it."""


class ToolError(Exception):
    """The tool cannot do this, for a reason the person can act on. Trying again would not help."""


class Cancelled(Exception):
    """The person cancelled; raised by `Context.check` and let through."""


def slot_seed(seed: int, slot: int) -> int:
    """The seed of output `slot`: slot k of seed s is slot 0 of seed s + k, so that one can be made again alone."""
    return (seed + slot) % SEEDS


class Params(BaseModel):
    """Base of every tool's parameters: bounded, described, closed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class InputRole:
    """A picture the tool takes."""

    name: Literal["source", "mask", "style", "reference"]
    summary: str
    required: bool = True
    capability: str | None = None
    """What an adapter of the model must be capable of, for the picture to be of use; None: any model takes it."""


class SizeRule(Protocol):
    """Size of the outputs: from the parameters, the source's size and the model that will run.

    None where it depends on a model and none was given.
    """

    def __call__(self, params: Any, source: Size | None, model: Manifest | None = None) -> Size | None:
        """Width and height, or None."""


def same_size(params: Any, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The rule of tools that change pixels and no sizes."""
    return source


@dataclass(frozen=True)
class ToolSpec:
    """Declaration of one tool.

    `words` says what the agent must supply for it: nothing, the words of a new prompt, words that change the source's
    prompt, or words for the thing in the source that is meant (its parameter `what`). Where nothing is said, a tool
    that paints anew `inherits` the source's prompt: all of it, or its setting without the things in it, which are
    there already. `capability` is what a model must offer; None when the tool needs no model.
    Among capable models, those that `suits` says suit the parameters (as they came) go first.
    `slots` gives the number of outputs for given parameters; `size` the output (width, height) for given parameters,
    source size and model, checked against MAX_PIXELS before work starts.
    `seed` says where a job's seed comes from when the person named none: a fresh one, or the source picture's own,
    so that the revision follows the path on which its parent was made.
    `action` is what C2PA calls that which it does to a source, one thing, or by its parameters several; without a
    source it has created the picture. `moves` says of parameters whether a place in the result is another than in the
    source: what was marked or told of places there holds no longer. `along` says where such a place was; a tool that
    moves nothing keeps places where they are, and of one that does and does not say so nobody knows.
    `joins` says where the source and the reference are in the result of a tool that puts both into one picture, and
    `canvas` its size from both of theirs, where `size` takes more than the source's to know.
    `shows` says whether the result shows all of the source's things, or only what the mask marks.
    `objection` gives a sentence when parameters and input roles do not go together.
    `gives` says what comes of it; `tells` which of the source's columns its facts fill: its scores, or its alt text
    where nobody has written one. One that `compares` is given the source's own parent as `reference`, and the mask the
    source was made with, unless told otherwise; `requirements`, if it has such a parameter, are read off the source's
    prompt.
    """

    name: str
    version: str
    summary: str
    params: type[Params]
    inputs: tuple[InputRole, ...] = ()
    capability: str | None = None
    suits: Callable[[Mapping[str, Any], Manifest], bool] = field(default=lambda params, model: True)
    queue: Queue = "gpu"
    words: Words = "none"
    inherits: Literal["all", "setting"] = "all"
    takes_region: bool = False
    slots: Callable[[Any], int] = field(default=lambda params: 1)
    size: SizeRule = same_size
    seed: Literal["fresh", "source"] = "fresh"
    action: Action | Callable[[Mapping[str, Any]], tuple[Action, ...]] = "edited"
    shows: Literal["all", "masked"] = "all"
    moves: Callable[[Mapping[str, Any]], bool] = field(default=lambda params: False)
    along: Callable[[Any, Size], Affine] | None = None
    joins: Callable[[Mapping[str, Any]], tuple[str | None, str | None]] | None = None
    canvas: Callable[[Any, Size, Size], Size] | None = None
    objection: Callable[[Any, Collection[str]], str | None] = field(default=lambda params, roles: None)
    gives: Gives = "pictures"
    tells: Literal["scores", "alt"] | None = None
    compares: bool = False

    def reserved(self, params: Any) -> int:
        """Handles that are reserved before it runs: one a picture, the first mask's, none for facts."""
        return {"pictures": self.slots(params), "masks": 1, "facts": 0}[self.gives]

    def actions(self, params: Mapping[str, Any]) -> tuple[Action, ...]:
        """What C2PA calls that which it does with these parameters, in order."""
        return self.action(params) if callable(self.action) else (self.action,)

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

    def check(self, params: Params, roles: Collection[str]) -> None:
        """See that the input roles given are the tool's own, are complete and go with `params`.

        Raises:
            ToolError: they do not; the message says what is missing or too much.
        """
        known = {role.name for role in self.inputs}
        for name in roles:
            if name not in known:
                raise ToolError(f"{self.name} takes no {name}")
        for role in self.inputs:
            if role.required and role.name not in roles:
                raise ToolError(f"{self.name} needs a {role.name}: {role.summary}")
        if sentence := self.objection(params, roles):
            raise ToolError(sentence)

    def sized(
        self, params: Params, source: Size | None, model: Manifest | None = None, reference: Size | None = None
    ) -> Size | None:
        """The size of the outputs, as `size` or `canvas` tells it.

        Raises:
            ToolError: they would be over MAX_PIXELS, or over MAX_SIDE.
        """
        size = self.size(params, source, model)
        if size is None and self.canvas and source and reference:
            size = self.canvas(params, source, reference)
        if size:
            check_size(size)
        return size


def check_size(size: Size) -> None:
    """See that a picture of this size may be made.

    Raises:
        ToolError: it would be over MAX_PIXELS, or over MAX_SIDE.
    """
    if size[0] * size[1] > MAX_PIXELS or max(size) > MAX_SIDE:
        most = f"{MEGAPIXELS}, {MAX_SIDE} a side"
        raise ToolError(f"The result would be {size[0]} x {size[1]} pixels; the most is {most}.")


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

    @property
    def adapters(self) -> Sequence[Manifest]:
        """The adapters that work in the chosen model."""

    def also(self, capability: str) -> Manifest | None:
        """A model for a part of the work that the job's own model cannot do; None where there is none."""


@dataclass(frozen=True)
class Result:
    """Output pictures in slot order, RGB or RGBA, masks L; and facts beside or instead of them, as JSON values."""

    images: tuple[Image.Image, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


Run = Callable[[Any, Mapping[str, Image.Image], Context], Result]
"""`run(params, inputs by role, context)`: what a tool's `run.py` exports as `run`."""

"""What the agent is given and what it hands back: plain values, so that whoever calls it loads no language model.

Owns the shapes only. Refuses database rows: services copy what the agent may know into these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from orchestrator.domain.additions import Additions
from orchestrator.domain.language import Language
from orchestrator.domain.plan import Creativity, Plan, Role, Step
from orchestrator.domain.preset import Preset
from orchestrator.domain.prompt import Form, Phrase
from orchestrator.domain.review import Review
from orchestrator.domain.rewrite import Rewrite
from tools.base import ToolSpec


class AgentFailed(Exception):
    """No valid plan came of it. `message` is one sentence for the person, in their language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AgentStopped(Exception):
    """The turn was cancelled, or its lease lost, while the agent was thinking."""


@dataclass(frozen=True, slots=True)
class LedgerImage:
    """One picture, upload or mask of the session, as the agent may know it."""

    handle: str
    kind: Literal["image", "upload", "mask"]
    tool: str | None = None
    """The tool that made it; None for uploads and painted masks."""
    parents: tuple[str, ...] = ()
    """Handles it was made from, source first."""
    prompt: Mapping[str, Any] | None = None
    """Wire form of its structured prompt; None where nobody said what it shows."""
    width: int = 0
    height: int = 0
    of: str | None = None
    """For a mask: the picture it was painted on."""
    shows: str | None = None
    """For a mask: what is in it, in English; None where nobody knows."""
    turn: str | None = None
    """The turn that made it; an undo leads to before it."""
    moved: bool = False
    """Whether what is seen lies elsewhere in it than in what it was made from."""
    follows: bool = True
    """Whether masks of that can be turned along to it."""
    words: str | None = None
    """What was said to have it made."""
    adjusted: tuple[str, str] | None = None
    """What was adjusted to have it made, and how much."""


@dataclass(frozen=True, slots=True)
class AgentTask:
    """One utterance and everything needed to understand it. `images` oldest first."""

    text: str
    language: Language
    tools: Mapping[str, ToolSpec]
    """The tools some loaded model can serve."""
    images: tuple[LedgerImage, ...] = ()
    focus: str | None = None
    """What the person selected, else the newest picture."""
    after: str | None = None
    """Where a redo leads from there."""
    mask: str | None = None
    """The mask attached to this message."""
    creativity: Creativity = "medium"
    rewrite: bool = True
    answers: tuple[str, str] | None = None
    """(the words that were asked about, the question that was asked); `text` is then the answer."""
    prompt_form: Form = "tags"
    negative: bool = True
    """Whether the image model takes a negative prompt."""
    vocabulary: Mapping[str, list[str]] = field(default_factory=dict)
    """What the image model was trained to draw; empty for a model without such bounds."""
    preset: Preset | None = None
    """The kind of picture the person chose."""
    kinds: Mapping[str, Preset] = field(default_factory=dict)
    """Presets that a style in the words names, by that style; none where a preset was chosen, or refused."""
    taste: Additions | None = None
    """What they have shown to like, as far as this creativity lets it in."""
    session: str = ""
    """Key under which the language model's state may be kept between turns."""
    stopped: Callable[[], bool] | None = None
    """Asked between tokens; True ends the work with AgentStopped."""
    known: Mapping[str, ToolSpec] = field(default_factory=dict)
    """All tools there are: a wish for one that no model serves is understood, and declined."""
    beyond: Mapping[str, ToolSpec] = field(default_factory=dict)
    """Tools that can be served and that the model was not taught: what is read without it may call them."""
    spared: str = ""
    """What is to stay as it is while everything else changes: the name of a thing, or a mask's handle."""
    avoided: tuple[Phrase, ...] = ()
    """What a new picture must not show."""
    lettered: Phrase | None = None
    """Words that shall be read in the picture."""
    seed: int | None = None
    """What the words fix the chance with."""
    room: Phrase | None = None
    """Room that a new picture shall leave for words."""
    alike: Mapping[str, Phrase] = field(default_factory=dict)
    """What a new picture takes over from the one in focus, slot by slot."""
    unmet: tuple[str, ...] = ()
    """Words beside the wish that are told as left out where no step takes them on."""
    cleared: bool = False
    """Whether a new picture shall have no background."""


class Proposal(BaseModel):
    """What the agent proposes for a turn; `rewrite` is None when nothing was rewritten."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Plan
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True)
class JobFact:
    """How one job of the turn ended."""

    tool: str
    state: Literal["succeeded", "failed", "cancelled"]
    images: tuple[str, ...] = ()
    """Handles of what it made, in slot order."""
    inputs: Mapping[Role, str] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    patch: Mapping[str, Any] | None = None
    error: str | None = None
    """One sentence, when it failed."""
    size: tuple[int, int] | None = None
    """Width and height of its first picture."""
    was: tuple[int, int] | None = None
    """Those of its source."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the tool found out."""
    step: int = 1
    """Its number in the turn; those beyond the plan's steps were added when its pictures had been judged."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class MadeFact:
    """How one picture of the session came to be."""

    handle: str
    tool: str | None
    """None for an upload."""
    inputs: Mapping[Role, str] = field(default_factory=dict)
    """Role to handle."""
    params: Mapping[str, Any] = field(default_factory=dict)
    words: str | None = None
    """What the person said for it."""
    text: str = ""
    """Alt text."""
    prompt: Mapping[str, Any] | None = None
    """Wire form of its structured prompt."""
    seed: int | None = None
    model: str | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class ReplyTask:
    """A turn whose jobs have all ended, or that needs none."""

    language: Language
    plan: Plan
    rewrite: Rewrite | None = None
    text: str = ""
    """What the person said."""
    jobs: tuple[JobFact, ...] = ()
    review: Review | None = None
    """How its pictures were judged; None where they were not."""
    recipe: tuple[MadeFact, ...] = ()
    """For an answer about a recipe: the picture asked about first, then its ancestors, nearest first."""
    history: tuple[MadeFact, ...] = ()
    """For an answer about the history: every picture of the session, oldest first."""
    apart: Mapping[str, Any] | None = None
    """For a comparison: whether the two pictures are `identical`, else the share of pixels `changed`."""
    details: Mapping[str, float] = field(default_factory=dict)
    """For an answer about sharpness: how much fine detail each picture has, in levels of grey."""
    tools: Mapping[str, ToolSpec] = field(default_factory=dict)
    vocabulary: Mapping[str, list[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Chinese words for what prompts say in English, as far as the language model was taught any."""
    model: str | None = None
    """Name of the image model, for sentences about what it can draw."""
    preset: Preset | None = None


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """A turn whose jobs have all ended, and whose pictures are to be judged."""

    plan: Plan
    review: Review
    jobs: tuple[JobFact, ...]
    images: tuple[LedgerImage, ...]
    tools: Mapping[str, ToolSpec]
    """The tools some loaded model can serve."""
    prompt_form: Form = "tags"
    instructed: bool = False
    """Whether the model that edits is told the change alone."""


class More(BaseModel):
    """What judging comes to: steps to be added to the turn, or none and the review is over."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    review: Review
    steps: tuple[Step, ...] = ()
    seed: int | None = None
    """Fixes the chance in these steps."""


class Reply(BaseModel):
    """The sentence for the person, and the picture that is in focus after it (None: as before)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(max_length=8000)
    focus: str | None = None

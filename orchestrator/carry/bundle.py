"""The graph of a bundle: what `pentimento.json` in the zip holds; `docs/bundle.schema.json` says the same.

Whoever reads one has made none of it: every id must lead to something in the same bundle, the graph must have no
circle. Ids are the sender's; the receiver gives new ones. Reading it from bytes is `reading`'s.
"""

import json
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from orchestrator.carry.judgements import Review, Scores
from orchestrator.carry.parts import Digest, Handle, Id, Moment, Name, Part, Text, Words
from orchestrator.domain.job import JobState, TurnState
from orchestrator.domain.language import Language
from orchestrator.domain.modest import Modest
from orchestrator.domain.plan import Creativity, Kinship, Plan, Role
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.review import MOST_ATTEMPTS
from orchestrator.domain.rewrite import Rewrite
from tools import MAX_SIDE

FORMAT: Final = "pentimento-bundle"
VERSION: Final = 3
"""Older ones are read, too. In 1, turns had no review, jobs no preset, and checks did not say of what they are; before
3, turns did not say how many attempts they had nor with which preset, and no picture what it holds of others."""
MOST_IMAGES: Final = 5_000


class Error(Part):
    """Why something failed."""

    code: Annotated[str, StringConstraints(max_length=40)]
    message: Words = ""


class Asked(Part):
    """What went with an utterance."""

    focus: Handle | None = None
    mask: Handle | None = None
    creativity: Creativity = "medium"
    rewrite: bool = True
    answers: Id | None = None
    seed: int | None = Field(default=None, ge=0, lt=2**63)
    attempts: int | None = Field(default=None, ge=0, le=MOST_ATTEMPTS)
    preset: Annotated[str, StringConstraints(max_length=40)] | None = None


class Turn(Part):
    """One utterance: what was said, how it was rewritten, what was planned, what was answered."""

    id: Id
    parent: Id | None = Field(default=None, description="The turn it continues from.")
    state: Literal[TurnState.ASKING, TurnState.DONE, TurnState.FAILED, TurnState.CANCELLED]
    text: Words
    language: Language
    asked: Asked = Asked()
    rewrite: Rewrite | None = None
    plan: Plan | None = None
    review: Review | None = None
    reply: Text | None = None
    error: Error | None = None
    created: Moment
    ended: Moment | None = None


class Job(Part):
    """One tool call that has ended."""

    id: Id
    turn: Id | None = None
    step: int = Field(default=1, ge=1, le=64)
    state: Literal[JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED]
    tool: Name
    inputs: dict[Role, Handle] = Field(default_factory=dict)
    params: Modest = Field(default_factory=dict)
    seed: int = Field(ge=0, lt=2**63)
    prompt: Prompt | None = None
    patch: Modest | None = None
    words: Words | None = None
    alt: Text = ""
    needs: tuple[Id, ...] = Field(default=(), max_length=64)
    handles: tuple[Handle, ...] = Field(default=(), max_length=64)
    model: Annotated[str, StringConstraints(max_length=80)] | None = None
    preset: Annotated[str, StringConstraints(max_length=40)] | None = None
    error: Error | None = None
    created: Moment
    started: Moment | None = None
    ended: Moment | None = None


class Image(Part):
    """A picture; its pixels are the file `images/<sha256>.png`. Without a sha256 only its place is left."""

    id: Id
    handle: Handle
    kind: Literal["image", "upload", "mask"]
    tool: Name | None = None
    of: Handle | None = Field(default=None, description="For a mask: the handle of its picture.")
    turn: Id | None = None
    job: Id | None = None
    slot: int = Field(default=0, ge=0, le=64)
    sha256: Digest | None = Field(default=None, description="Of the file; none of a picture that was thrown away.")
    width: int = Field(ge=1, le=MAX_SIDE)
    height: int = Field(ge=1, le=MAX_SIDE)
    alt: Text = ""
    prompt: Prompt | None = None
    recipe: Recipe | None = None
    scores: Annotated[Scores | None, BeforeValidator(lambda said: said or None)] = None
    rating: int | None = Field(default=None, ge=0, le=5)
    star: bool = False
    tags: tuple[Annotated[str, StringConstraints(min_length=1, max_length=60)], ...] = Field(default=(), max_length=50)
    painted: bool = Field(default=False, description="Whether it holds pixels that a model made.")
    brought: bool = Field(default=False, description="Whether it descends from an upload.")
    created: Moment


class Edge(Part):
    """`child` was made from `parent`, used as `role`."""

    child: Id
    parent: Id
    role: Kinship


class Session(Part):
    """Where the pictures were."""

    id: Id
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    focus: Handle | None = None
    head: Id | None = Field(default=None, description="The turn that the next one continues from.")
    created: Moment


class Bundle(Part):
    """Everything in a zip but the pixels."""

    format: Literal["pentimento-bundle"] = FORMAT
    version: Literal[1, 2, 3] = VERSION
    software: Annotated[str, StringConstraints(max_length=80)] = ""
    installation: Annotated[str, StringConstraints(max_length=80)] = Field(
        default="", description="Fingerprint of the certificate of the studio that it comes from."
    )
    exported: Moment
    scope: Literal["image", "branch", "session"]
    session: Session
    images: tuple[Image, ...] = Field(max_length=MOST_IMAGES)
    edges: tuple[Edge, ...] = Field(default=(), max_length=10 * MOST_IMAGES)
    turns: tuple[Turn, ...] = Field(default=(), max_length=MOST_IMAGES)
    jobs: tuple[Job, ...] = Field(default=(), max_length=4 * MOST_IMAGES)

    @model_validator(mode="after")
    def _whole(self) -> "Bundle":
        images = _unique("image", (one.id for one in self.images))
        _unique("handle", (one.handle for one in self.images))
        turns, jobs = _unique("turn", (one.id for one in self.turns)), _unique("job", (one.id for one in self.jobs))
        handles = {one.handle for one in self.images if one.kind != "mask"}
        for one in self.images:
            if one.handle.startswith("m") != (one.kind == "mask"):
                raise ValueError(f"{one.handle} is no handle of a {one.kind}")
            if one.of is not None and self.scope == "session":
                _leads(one.of, handles, "picture")
            _leads(one.turn, turns, "turn")
            _leads(one.job, jobs, "job")
        for job in self.jobs:
            _leads(job.turn, turns, "turn")
            for need in job.needs:
                _leads(need, jobs, "job")
        _leads(self.session.head, turns, "turn")
        for turn in self.turns:
            _leads(turn.asked.answers, turns, "turn")
            _leads(turn.parent, turns, "turn")
        _no_circle(((turn.id, turn.parent) for turn in self.turns if turn.parent), "turn would continue from")
        answers = ((turn.id, turn.asked.answers) for turn in self.turns if turn.asked.answers)
        _no_circle(answers, "turn would answer")
        _unique("output", ((one.job, one.slot) for one in self.images if one.job is not None))
        self._graph(images)
        return self

    def _graph(self, images: set[Any]) -> None:
        _unique("parent of a picture", ((edge.child, edge.role) for edge in self.edges))
        for edge in self.edges:
            _leads(edge.child, images, "picture")
            _leads(edge.parent, images, "picture")
        _no_circle(((edge.child, edge.parent) for edge in self.edges), "picture would be made from")


def _no_circle(pairs: Iterable[tuple[str, str]], what: str) -> None:
    order: TopologicalSorter[str] = TopologicalSorter()
    for child, parent in pairs:
        order.add(child, parent)
    try:
        order.prepare()
    except CycleError as error:
        raise ValueError(f"the graph has a circle: a {what} itself") from error


def _unique(what: str, values: Iterable[Any]) -> set[Any]:
    seen = set()
    for value in values:
        if value in seen:
            raise ValueError(f"there are two of the same {what}")
        seen.add(value)
    return seen


def _leads(name: str | None, known: set[Any], what: str) -> None:
    if name is not None and name not in known:
        raise ValueError(f"{name} leads to no {what} in the bundle")


def schema() -> str:
    """The JSON schema of a bundle, as it is kept in the documentation."""
    said = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Bundle.model_json_schema(by_alias=True)}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"

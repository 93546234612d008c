"""The graph of a bundle: what `pentimento.json` in the zip holds; `docs/bundle.schema.json` says the same.

Whoever reads one has made none of it: every id must lead to something in the same bundle, the graph must have no
circle, texts must be text. Ids are the sender's; the receiver gives new ones.
"""

import json
import math
import unicodedata
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import from_json

from orchestrator.domain.errors import BadRequest, TooLarge
from orchestrator.domain.job import JobState, TurnState
from orchestrator.domain.language import Language
from orchestrator.domain.modest import INTEGERS, Modest
from orchestrator.domain.plan import HANDLE, Creativity, Kinship, Plan, Role
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.review import MOST_ATTEMPTS, End, Way
from orchestrator.domain.rewrite import Rewrite
from tools import MAX_SIDE

FORMAT: Final = "pentimento-bundle"
VERSION: Final = 2
"""Of 1, which is read too, turns had no review, jobs no preset, and checks did not say of what they are."""
MOST_IMAGES: Final = 5_000
HIGHEST: Final = 500_000
"""Number of a handle: six digits are all there are, and a session that arrives must be able to go on."""
LATEST: Final = 4_102_444_800.0
"""Seconds since 1970: the year 2100. No clock is that wrong."""
MOST_VALUES: Final = 3_000_000
"""Of JSON, in a graph: a picture with its turn and its job has some 350, so that the most pictures have 1.7 million."""
MOST_OF_ONE: Final = 30_000
"""Of JSON, in one picture, turn or job: eight steps of a thousand values each."""
DEEPEST: Final = 40
"""Levels of JSON."""

Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,40}$")]
Handle = Annotated[str, StringConstraints(pattern=HANDLE.pattern)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Moment = Annotated[float, Field(ge=0.0, le=LATEST, description="Seconds since 1970.")]
Words = Annotated[str, StringConstraints(max_length=4000)]
LONGEST: Final = 20_000
"""Characters of any text, whatever part of the graph it stands in."""
Text = Annotated[str, StringConstraints(max_length=LONGEST)]


Made = TypeVar("Made", bound="Part")


class Part(BaseModel):
    """Base: closed and unchangeable."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


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


class Missed(Part):
    """A requirement that an attempt was to mend."""

    kind: Annotated[str, StringConstraints(max_length=20)]
    text: Annotated[str, StringConstraints(max_length=1000)]
    of: Annotated[str, StringConstraints(max_length=1000)] = ""


class Change(Part):
    """What an attempt was to mend, and how."""

    way: Way
    failed: tuple[Missed, ...] = Field(default=(), max_length=40)


class Judged(Part):
    """One picture of an attempt, and how much of what was asked it met."""

    image: Handle
    met: int = Field(ge=0, le=40)
    count: int = Field(ge=0, le=40)
    score: float = Field(ge=0, le=40)


class Attempt(Part):
    """Pictures that answer one step of the plan."""

    step: int = Field(ge=1, le=64)
    line: int = Field(ge=1, le=64)
    of: Handle | None = None
    change: Change | None = None
    pictures: tuple[Judged, ...] = Field(default=(), max_length=64)


class Review(Part):
    """How a turn judged its own pictures, as `orchestrator.domain.review` says it."""

    budget: int = Field(ge=0, le=MOST_ATTEMPTS)
    attempts: tuple[Attempt, ...] = Field(default=(), max_length=64)
    best: Handle | None = None
    ended: End | None = None


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


class Check(Part):
    """Whether one requirement is met; `met` is none where the model cannot tell."""

    kind: Annotated[str, StringConstraints(max_length=20)] = ""
    text: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    of: Annotated[str, StringConstraints(max_length=80)] = ""
    met: bool | None = None
    certainty: float | None = Field(default=None, ge=0, le=1)


class Scores(Part):
    """The facts of a picture's latest judgement, as `tools.judge.run` says them."""

    checks: tuple[Check, ...] = Field(default=(), max_length=40)
    met: int = Field(default=0, ge=0, le=40)
    missed: int = Field(default=0, ge=0, le=40)
    open: int = Field(default=0, ge=0, le=40)
    measures: dict[Name, float | None] = Field(default_factory=dict, max_length=50)
    models: tuple[Annotated[str, StringConstraints(max_length=80)], ...] = Field(default=(), max_length=10)


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
    version: Literal[1, 2] = VERSION
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
        _unique("output", ((one.job, one.slot) for one in self.images if one.job is not None))
        self._graph(images)
        return self

    def _graph(self, images: set[Any]) -> None:
        _unique("parent of a picture", ((edge.child, edge.role) for edge in self.edges))
        for edge in self.edges:
            _leads(edge.child, images, "picture")
            _leads(edge.parent, images, "picture")
        _no_circle(((edge.child, edge.parent) for edge in self.edges), "picture would be made from")


PARTS: Final[tuple[tuple[str, type[Part], int], ...]] = (
    ("images", Image, MOST_IMAGES), ("edges", Edge, 10 * MOST_IMAGES), ("turns", Turn, MOST_IMAGES),
    ("jobs", Job, 4 * MOST_IMAGES),
)  # fmt: skip


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


def parsed(data: bytes) -> Bundle:
    """The graph in `pentimento.json`.

    Raises:
        TooLarge: there is far more in it than in the largest.
        BadRequest: it is none, is of another version, or does not hold together; the sentence says what is wrong.
    """
    # Counted as they stand: each but the first of an object or a list comes behind a comma. Once read, each takes 64
    # bytes and more.
    if sum(data.count(sign) for sign in (b",", b"{", b"[")) > MOST_VALUES:
        raise TooLarge("The zip's graph has more values than the most pictures need.")
    try:
        values = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise BadRequest("The zip's pentimento.json is not JSON.") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BadRequest("This zip was not made by Pentimento: its pentimento.json says something else.")
    if values.get("version") not in range(1, VERSION + 1):
        raise BadRequest("This zip was made by another version of Pentimento that this one cannot read.")
    if len(values) > len(Bundle.model_fields) + 10:
        raise BadRequest("The zip's graph has more parts than a graph has.")
    # One by one, since a validator notes all that is wrong with a list before it says so: a kilobyte for each `{}`.
    for name, kind, most in PARTS:
        listed = values.get(name)
        if isinstance(listed, list):
            if len(listed) > most:
                raise TooLarge(f"The zip's graph has more than {most} {name}.")
            values[name] = [_checked(kind, one, f"{name}.{number}") for number, one in enumerate(listed)]
    values["session"] = _checked(Session, values.get("session"), "session")
    for name in values.keys() - {name for name, *_ in PARTS} - {"session"}:
        _see_texts(values[name])
    made = _checked(Bundle, values, "")
    handles = chain((one.handle for one in made.images), *(job.handles for job in made.jobs))
    if max((int(handle[1:]) for handle in handles), default=0) > HIGHEST:
        raise BadRequest(f"A picture in the zip has a number over {HIGHEST}.")
    return made


def _checked(kind: type[Made], value: Any, where: str) -> Made:
    """One part of the graph, or of all the graph whose parts were seen before.

    Raises:
        BadRequest: it is none; says where.
    """
    if where:
        _see_texts(value)
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(filter(None, (where, *map(str, first["loc"]))))[:80]
        what = f"{place}: {first['msg']}" if first["loc"] else first["msg"].removeprefix("Value error, ")
        raise BadRequest(f"The zip's graph does not hold together: {what}") from None


def _see_texts(values: Any) -> None:
    """No control characters anywhere, keys included, no numbers that no row holds, and no bottomless nesting."""
    waiting: list[Iterator[Any]] = [iter([values])]
    seen = 0
    while waiting:
        seen += 1
        if seen > MOST_OF_ONE:
            raise BadRequest("A part of the zip's graph has more values than any has.")
        value = next(waiting[-1], waiting)
        if value is waiting:
            waiting.pop()
            continue
        if len(waiting) > DEEPEST:
            raise BadRequest("The zip's graph is nested too deeply.")
        if isinstance(value, int) and not -INTEGERS <= value < INTEGERS:
            raise BadRequest("A number in the zip has more than 64 bits.")
        if isinstance(value, float) and not math.isfinite(value):
            raise BadRequest("A number in the zip is larger than any number.")  # 1e999, which is JSON
        if isinstance(value, str):
            if len(value) > LONGEST:
                raise BadRequest(f"A text in the zip has more than {LONGEST} characters.")
            if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t\r" for char in value):
                raise BadRequest("A text in the zip has characters that no text needs.")
        elif isinstance(value, dict):
            waiting.append(chain.from_iterable(value.items()))
        elif isinstance(value, list):
            waiting.append(iter(value))


def schema() -> str:
    """The JSON schema of a bundle, as it is kept in the documentation."""
    said = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Bundle.model_json_schema(by_alias=True)}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"

"""What several rooms answer with: pictures, jobs and turns. `model_dump(mode="json", by_alias=True)` of these is the
JSON of the API.

Owns the shapes only. Refuses file paths, blob names, leases and tokens: none of them leaves the house.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from orchestrator.domain.job import JobState, TurnState
from orchestrator.domain.language import Language
from orchestrator.domain.marks import Marks, Was
from orchestrator.domain.plan import Creativity, Kinship, Plan, Role
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.review import Review
from orchestrator.domain.rewrite import Rewrite
from orchestrator.services.shapes.base import Sentence, View
from orchestrator.services.shapes.verdict_views import VerdictView

ImageKind = Literal["image", "upload", "mask"]


class ErrorView(View):
    """Why something failed, in a code and one sentence."""

    code: str
    message: Sentence


class UrlsView(View):
    """Where the bytes of a picture are."""

    full: str
    thumb: str


class ParentView(View):
    """A picture that another was made from."""

    id: str
    handle: str
    role: Kinship = Field(description="origin: the same content, in another session; rederived: what it replaces.")
    session: str


class ImageView(View):
    """A picture, upload or mask."""

    id: str
    session: str
    handle: str
    kind: ImageKind
    tool: str | None = Field(default=None, description="The tool that made it; none for uploads and painted masks.")
    width: int
    height: int
    alt: str
    of: str | None = Field(default=None, description="For a mask: the handle of the picture it belongs to.")
    parents: tuple[ParentView, ...] = ()
    turn: str | None = None
    job: str | None = None
    slot: int = 0
    urls: UrlsView
    rating: int | None = Field(default=None, description="1 to 5 by its owner; none if unrated.")
    star: bool = False
    archived: datetime | None = Field(default=None, description="Since when it is out of the way.")
    trashed: datetime | None = Field(default=None, description="Since when it is in the trash, restorable.")
    purged: datetime | None = Field(
        default=None, description="Since when its bytes and words are gone; it only keeps its place in the lineage."
    )
    created: datetime


class ImageDetail(ImageView):
    """A picture with everything that is known about it."""

    recipe: Recipe | None = Field(default=None, description="How to make it again; none for uploads and painted masks.")
    unreadable: bool = Field(default=False, description="There is a recipe, but out of all bounds: it is not told.")
    prompt: dict[str, Any] | None = Field(default=None, description="The structured prompt it shows.")
    scores: dict[str, Any] = Field(default_factory=dict, description="The facts of its latest `judge`, if any.")
    imported: Was | None = Field(default=None, description="Where it was before.")
    marks: Marks | None = Field(default=None, description="For an upload: what its file said of itself. Claims.")


class JobView(View):
    """One tool call."""

    id: str
    session: str
    turn: str | None = None
    step: int = Field(default=1, description="Which step of its plan.")
    kind: Literal["job", "replay"] = "job"
    state: JobState
    progress: float = Field(description="0 to 1.")
    tool: str
    inputs: dict[Role, str]
    params: dict[str, Any]
    seed: int
    model: str | None = None
    attempt: int
    cancelling: bool = False
    error: ErrorView | None = None
    handles: tuple[str, ...] = Field(default=(), description="Handles reserved for its pictures, in slot order.")
    images: tuple[ImageView, ...] = ()
    of: str | None = Field(default=None, description="Id of the picture that is made again: by a replay, or cleaner.")
    result: VerdictView | None = Field(default=None, description="For a replay that succeeded.")
    facts: dict[str, Any] = Field(
        default_factory=dict, description="What a tool found out, beside or instead of pictures; see /api/v1/tools."
    )
    preview: str | None = Field(default=None, description="Where the latest preview is, once there is one.")
    created: datetime
    started: datetime | None = None
    ended: datetime | None = None


class TurnView(View):
    """One utterance and all it led to."""

    id: str
    session: str
    state: TurnState
    text: str
    language: Language
    focus: str | None = None
    mask: str | None = None
    creativity: Creativity = "medium"
    preset: str | None = Field(
        default=None, description="Name of the preset chosen for it, or named in its words; `none`: refused."
    )
    answers: str | None = None
    parent: str | None = Field(default=None, description="The turn it continues from.")
    dry: bool = Field(default=False, description="Planned only; no part of the conversation.")
    rewrite: Rewrite | None = None
    plan: Plan | None = None
    review: Review | None = Field(default=None, description="Its attempts, judged; none where nothing is checked.")
    jobs: tuple[JobView, ...] = ()
    images: tuple[ImageView, ...] = ()
    reply: str | None = None
    error: ErrorView | None = None
    created: datetime
    ended: datetime | None = None


class OriginView(View):
    """Where a session was forked from; what is gone has no title any more."""

    session: str
    title: str | None = None
    image: str
    handle: str
    turn: str | None = None

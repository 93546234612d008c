"""What the services answer: `model_dump(mode="json", by_alias=True)` of these is the JSON of the API.

Owns the shapes only. Refuses file paths, blob names, leases and tokens: none of them leaves the house.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializationInfo

from orchestrator.domain.job import JobState, TurnState
from orchestrator.domain.language import Language
from orchestrator.domain.marks import Marks, Was
from orchestrator.domain.plan import Creativity, Kinship, Plan, Role
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.review import Review
from orchestrator.domain.rewrite import Rewrite
from orchestrator.domain.taste import Kind, Where

ImageKind = Literal["image", "upload", "mask"]


class View(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


def _for_reader(sentence: str, info: SerializationInfo) -> str:
    tell: Callable[[str], str] = (info.context or {}).get("tell", str)
    return tell(sentence)


Sentence = Annotated[str, PlainSerializer(_for_reader, return_type=str)]
"""What went wrong, kept in English; `model_dump(context={"tell": ...})` tells it as its reader speaks."""


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


class PictureView(ImageView):
    """A picture in the library, with what places it."""

    title: str = Field(description="Its session's title.")
    words: str | None = Field(default=None, description="What was said when it was made.")
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = Field(default=(), description="Ids of the collections it is in.")


class TermView(View):
    """One part of a search as it was read; `text` is how it stands in the query."""

    text: str
    key: str = Field(description="`words` or the filter's name.")
    value: str
    negated: bool = False


class PicturePage(View):
    """Pictures found; `cursor` asks for the next ones."""

    items: tuple[PictureView, ...]
    terms: tuple[TermView, ...] = ()
    cursor: str | None = None


class TasteImageView(View):
    """A picture that a line was learned from."""

    id: str
    session: str
    handle: str
    alt: str
    thumb: str


class TasteLineView(View):
    """One thing a person likes or does not, and why the studio thinks so."""

    kind: Kind
    where: Where = Field(description="A slot of the prompt, or `thing`.")
    text: str
    own: bool = Field(default=False, description="Written by the person, not learned.")
    muted: bool = Field(default=False, description="Learned, and not wanted.")
    liking: float | None = Field(default=None, description="How much pictures with it are liked, 0 to 1.")
    usual: float | None = Field(default=None, description="How much this person's pictures are liked on the whole.")
    families: int = Field(default=0, description="Pictures with it; those made of one another count once.")
    liked: int = 0
    disliked: int = 0
    images: tuple[TasteImageView, ...] = Field(default=(), description="What it was learned from, some of them.")


class TasteView(View):
    """The profile of a person's taste."""

    on: bool
    since: datetime | None = Field(description="When it was last forgotten; older pictures teach nothing.")
    looked: int = Field(description="Pictures it was learned from: the newest ones.")
    decided: int = Field(description="Those among them that were rated, starred, thrown away or gone on from.")
    lines: tuple[TasteLineView, ...]


class TagView(View):
    """A tag and how many pictures carry it."""

    name: str
    pictures: int


class TagsView(View):
    """The tags in use, the most used first."""

    tags: tuple[TagView, ...]


class CollectionView(View):
    """A named set of pictures."""

    id: str
    name: str
    pictures: int
    created: datetime


class CollectionsView(View):
    """All collections, by name."""

    collections: tuple[CollectionView, ...]


class MarkedView(View):
    """What marking many pictures has led to."""

    changed: int = Field(description="How many of them are the caller's and there.")
    missing: tuple[str, ...] = Field(default=(), description="Ids of which there is no picture.")


class PurgedView(View):
    """What purging has led to."""

    purged: int
    freed: int = Field(description="Files deleted now; those that were used lately go within a day.")
    kept: tuple[str, ...] = Field(
        default=(), description="Ids of pictures that open work still needs, or not in the trash."
    )


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


class WalkView(View):
    """Handles that an undo and a redo would lead to."""

    undo: str | None = None
    redo: str | None = None


class SessionRow(View):
    """A session in a list."""

    id: str
    title: str
    created: datetime
    updated: datetime
    images: int = Field(description="How many pictures it holds.")
    cover: ImageView | None = Field(default=None, description="Its newest picture.")
    origin: OriginView | None = None


class EarlierView(View):
    """Cursors of what is older than an answer holds; none where it holds all."""

    turns: str | None = Field(default=None, description="For `GET .../turns`.")
    images: str | None = Field(default=None, description="For `GET .../images`.")


class SessionView(View):
    """A conversation and what was made in it: the latest of it, oldest first, where it is long."""

    id: str
    title: str
    focus: str | None = None
    walk: WalkView = WalkView()
    origin: OriginView | None = None
    created: datetime
    updated: datetime
    seq: int = Field(description="Number of its latest event: a stream opened after it misses nothing.")
    turns: tuple[TurnView, ...] = ()
    images: tuple[ImageView, ...] = Field(default=(), description="The picture in focus is always among them.")
    jobs: tuple[JobView, ...] = Field(default=(), description="Jobs still open, those without a turn included.")
    earlier: EarlierView = EarlierView()


class TurnPage(View):
    """Turns of a session, the latest first; `cursor` asks for earlier ones."""

    items: tuple[TurnView, ...]
    cursor: str | None = None


class ImagePage(View):
    """Pictures and masks of a session, the latest first; `cursor` asks for earlier ones."""

    items: tuple[ImageView, ...]
    cursor: str | None = None


class SessionPage(View):
    """One page of a list; `cursor` asks for the next one."""

    items: tuple[SessionRow, ...]
    cursor: str | None = None


class ReuseView(View):
    """A recipe that came as a file, as a plan for a session; nothing has run."""

    plan: Plan | None = Field(description="None where nothing of it can be made here.")
    seed: int
    tool: str | None = Field(description="What the plan uses: the recipe's own tool, else `generate` with its text.")
    names: str = Field(description="The tool that the recipe names.")
    lacks: Literal["tool", "params", "inputs"] | None = Field(
        default=None, description="Why it is not that one: not offered, changed since, or its pictures are not here."
    )
    missing: tuple[Role, ...] = Field(default=(), description="Inputs whose content no picture of the session has.")

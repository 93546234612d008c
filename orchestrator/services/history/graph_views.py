"""What the graph of a session is told in: a node of each kind, and the edges between them. Owns the shapes only."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from orchestrator.domain.job import JobState, TurnState
from orchestrator.domain.language import Language
from orchestrator.domain.plan import Intent, Kinship
from orchestrator.services.shapes.base import View
from orchestrator.services.shapes.verdict_views import Verdict
from orchestrator.services.shapes.views import ImageKind


class Node(View):
    """Base of all nodes."""

    id: str = Field(description="Unique over all kinds.")
    ref: str = Field(description="The bare id, for other routes: of the turn, job or picture.")
    created: datetime


class TurnNode(Node):
    """What was said."""

    kind: Literal["turn"] = "turn"
    text: str
    state: TurnState
    language: Language
    parent: str | None = Field(default=None, description="The turn it continues from.")
    reply: str | None = None
    ended: datetime | None = None


class PlanNode(Node):
    """What was made of it."""

    kind: Literal["plan"] = "plan"
    intent: Intent | None = None
    text: str | None = Field(default=None, description="The rewritten prompt.")
    tools: tuple[str, ...] = ()


class JobNode(Node):
    """One tool call."""

    kind: Literal["job"] = "job"
    turn: str | None = None
    tool: str
    job: Literal["job", "replay"] = "job"
    state: JobState
    step: int
    seed: int
    model: str | None = None
    verdict: Verdict | None = Field(default=None, description="Of a replay that has ended.")
    error: str | None = Field(default=None, description="Code of what went wrong.")
    started: datetime | None = None
    ended: datetime | None = None


class ImageNode(Node):
    """A picture, upload or mask."""

    kind: Literal["image"] = "image"
    handle: str
    of_kind: ImageKind
    tool: str | None = None
    model: str | None = None
    seed: int | None = None
    alt: str
    words: str | None = None
    width: int
    height: int
    thumb: str
    rating: int | None = None
    star: bool = False
    trashed: datetime | None = None
    purged: datetime | None = Field(default=None, description="A tombstone: its bytes and words are gone.")
    session: str = Field(description="Another one's where it lies outside.")


class JudgementNode(Node):
    """How a picture was judged."""

    kind: Literal["judgement"] = "judgement"
    scores: dict[str, Any]


class LinkView(View):
    """From what was before to what came of it."""

    from_: str = Field(alias="from")
    to: str
    kind: Literal["next", "plan", "step", "made", "input", "lineage", "judged", "replayed"]
    role: Kinship | None = None


class GraphView(View):
    """A session, or a page of it, from sentence to pixel."""

    session: str
    seq: int = Field(description="Number of the latest event that is told here: ask `since` this next time.")
    whole: bool = Field(default=False, description="Too much has changed to be told: read from the start again.")
    cursor: str | None = Field(default=None, description="Asks for the next page.")
    nodes: tuple[TurnNode | PlanNode | JobNode | ImageNode | JudgementNode, ...] = ()
    edges: tuple[LinkView, ...] = ()

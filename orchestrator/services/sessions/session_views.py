"""What is answered of a session: itself with the latest that is in it, pages of what is older, a row in the list."""

from datetime import datetime

from pydantic import Field

from orchestrator.services.shapes.base import View
from orchestrator.services.shapes.views import ImageView, JobView, OriginView, TurnView


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

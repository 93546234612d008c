"""What the library answers: pictures found and how the query was read, tags, collections, what marking has led to."""

from datetime import datetime

from pydantic import Field

from orchestrator.services.shapes.base import View
from orchestrator.services.shapes.views import ImageView


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

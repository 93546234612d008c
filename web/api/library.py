"""Routes of the library: search over all sessions, marks, tags, collections, the trash."""

from flask import Response

from orchestrator.services.library.library_views import (
    CollectionsView,
    CollectionView,
    MarkedView,
    PicturePage,
    PurgedView,
    TagsView,
)
from orchestrator.services.shapes.requests import MarkRequest
from web.api.operation import Operation, answer, operation
from web.api.shapes import CollectionNew, PurgeRequest, SearchQuery
from web.current import studio, user


@operation(Operation("GET", "/search", query=SearchQuery, answer=PicturePage))
def search(query: SearchQuery) -> PicturePage:
    """Find pictures over all sessions: by words, tool, model, seed, rating, star, tag, collection, date."""
    return studio().search.page(user(), query.q, cursor=query.cursor, limit=query.limit, offset=query.offset)


@operation(Operation("PATCH", "/images", body=MarkRequest, answer=MarkedView))
def images_mark(body: MarkRequest) -> MarkedView:
    """Star, rate, tag, collect, archive or trash pictures; up to 500 at once."""
    return studio().library.mark(user(), body)


@operation(Operation("POST", "/trash/purge", body=PurgeRequest, answer=PurgedView))
def trash_purge(body: PurgeRequest) -> PurgedView:
    """Forget pictures in the trash, and what was said for them alone, for good; each leaves a tombstone."""
    return studio().trash.purge(user(), body.ids)


@operation(Operation("GET", "/tags", answer=TagsView))
def tags_list() -> TagsView:
    """The tags in use, the most used first."""
    return studio().library.tags(user())


@operation(Operation("GET", "/collections", answer=CollectionsView))
def collections_list() -> CollectionsView:
    """All collections, by name."""
    return studio().library.collections(user())


@operation(Operation("POST", "/collections", body=CollectionNew, answer=CollectionView, status=201, keyed=True))
def collections_create(body: CollectionNew, key: str | None) -> Response:
    """Make a collection."""
    made = studio().library.collect(user(), body.name, key=key)
    return answer(made, 201)


@operation(Operation("PATCH", "/collections/<collection_id>", body=CollectionNew, answer=CollectionView))
def collections_rename(collection_id: str, body: CollectionNew) -> CollectionView:
    """Rename a collection."""
    return studio().library.rename(user(), collection_id, body.name)


@operation(Operation("DELETE", "/collections/<collection_id>", status=204))
def collections_delete(collection_id: str) -> None:
    """Delete a collection; its pictures stay."""
    studio().library.forget(user(), collection_id)

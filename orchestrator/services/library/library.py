"""How a person keeps pictures: stars, ratings, tags, collections, archive and trash, one or many at once.

Refuses to touch pixels, recipes and lineage; only `purge` in `orchestrator.services.library.trash` forgets anything.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Collection, Image, Member, Tag
from orchestrator.domain.errors import BadRequest, Conflict
from orchestrator.domain.tokens import fold
from orchestrator.services.house.means import Means
from orchestrator.services.library.library_views import CollectionsView, CollectionView, MarkedView, TagsView, TagView
from orchestrator.services.library.search_index import index
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import locked, owned
from orchestrator.services.shapes import present
from orchestrator.services.shapes.requests import MarkRequest, clean

MOST_TAGS: Final = 50
"""Tags of one picture."""
MOST_COLLECTIONS: Final = 500
LISTED: Final = 500
TAG: Final = 60
NAME: Final = 80


class Library:
    """What people do with pictures beyond making them."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def mark(self, user: str, request: MarkRequest) -> MarkedView:
        """Change the marks of many pictures at once: all of them or, after an error, none.

        Raises:
            NotFound: a collection is not there, or another's. Pictures that are not there are passed over.
            BadRequest: a picture would have too many tags, or a tag is none.
        """
        with self._means.database.write() as db:
            mine = (Image.id.in_(request.ids), Image.user_id == user, Image.kind != "mask", Image.purged.is_(None))
            rows = db.scalars(locked(select(Image).where(*mine).order_by(Image.id))).all()
            now = self._means.database.now(db)
            for row in rows:
                _mark(row, request, now)
            ids = [row.id for row in rows]
            _tag(db, user, ids, request)
            for key in (request.collect, request.uncollect):
                if key is not None:
                    owned(db, Collection, user, key)
            if request.collect is not None:
                inside = Member.collection_id == request.collect
                there = set(db.scalars(select(Member.image_id).where(inside, Member.image_id.in_(ids))))
                db.add_all(Member(collection_id=request.collect, image_id=one) for one in ids if one not in there)
            if request.uncollect is not None:
                inside = Member.collection_id == request.uncollect
                db.execute(delete(Member).where(inside, Member.image_id.in_(ids)))
            index(db, ids)
        return MarkedView(changed=len(ids), missing=tuple(one for one in dict.fromkeys(request.ids) if one not in ids))

    def throw_away(self, user: str, image_id: str) -> None:
        """Put one picture into the trash; one that is there, or purged, stays as it is.

        Raises:
            NotFound: there is no such picture.
            Conflict: it is a mask, which goes with its picture.
        """
        with self._means.database.read() as db:
            row = owned(db, Image, user, image_id)
            if row.kind == "mask":
                raise Conflict(f"{row.handle} is a mask: it goes with its picture.")
        self.mark(user, MarkRequest(ids=(image_id,), trashed=True))

    def tags(self, user: str) -> TagsView:
        """The tags in use, the most used first."""
        count = func.count()
        query = (
            select(func.min(Tag.name), count)
            .where(Tag.user_id == user)
            .group_by(Tag.folded)
            .order_by(count.desc(), Tag.folded)
        )
        with self._means.database.read() as db:
            rows = db.execute(query.limit(LISTED)).all()
        return TagsView(tags=tuple(TagView(name=name, pictures=number) for name, number in rows))

    def collections(self, user: str) -> CollectionsView:
        """All collections, by name."""
        with self._means.database.read() as db:
            rows = db.execute(_counted().where(Collection.user_id == user).order_by(Collection.folded)).all()
        return CollectionsView(collections=tuple(_view(row, number) for row, number in rows))

    def collect(self, user: str, name: str, *, key: str | None = None) -> CollectionView:
        """A new, empty collection.

        Raises:
            Conflict: there is one of this name.
            BadRequest: there are too many.
        """
        name = _named(name, NAME)
        digest = keys.digest_of("collection", name)
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            if before is not None:
                return _read(db, user, before)
            mine = Collection.user_id == user
            if (db.scalar(select(func.count()).select_from(Collection).where(mine)) or 0) >= MOST_COLLECTIONS:
                raise BadRequest(f"There are {MOST_COLLECTIONS} collections already: delete one first.")
            now = self._means.database.now(db)
            row = Collection(id=new_id(), user_id=user, name=name, folded=fold(name), created=now)
            _add(db, row)
            keys.remember(db, user, key, digest, row.id, now)
            return _view(row, 0)

    def rename(self, user: str, collection: str, name: str) -> CollectionView:
        """Give a collection another name.

        Raises:
            NotFound, Conflict: see `collect`.
        """
        name = _named(name, NAME)
        with self._means.database.write() as db:
            row = owned(db, Collection, user, collection)
            row.name, row.folded = name, fold(name)
            _add(db, row)
            index(db, db.scalars(select(Member.image_id).where(Member.collection_id == row.id)))
            return _read(db, user, row.id)

    def forget(self, user: str, collection: str) -> None:
        """Delete a collection; its pictures stay.

        Raises:
            NotFound: it is not there, or another's.
        """
        with self._means.database.write() as db:
            owned(db, Collection, user, collection)
            inside = db.scalars(select(Member.image_id).where(Member.collection_id == collection)).all()
            db.execute(delete(Collection).where(Collection.id == collection))
            index(db, inside)


def _mark(row: Image, request: MarkRequest, now: float) -> None:
    if request.star is not None:
        row.star = request.star
    if request.rating is not None:
        row.rating = request.rating or None
    if request.archived is not None:
        row.archived = (row.archived or now) if request.archived else None
    if request.trashed is not None:
        row.trashed = (row.trashed or now) if request.trashed else None


def _tag(db: Session, user: str, ids: Sequence[str], request: MarkRequest) -> None:
    wanted = {fold(name): name for name in (_named(one, TAG) for one in request.tag)}
    if wanted:
        present_tags = select(Tag.image_id, Tag.folded).where(Tag.image_id.in_(ids))
        there: dict[str, set[str]] = {one: set() for one in ids}
        for one, folded in db.execute(present_tags):
            there[one].add(folded)
        for one, has in there.items():
            if len(has | set(wanted)) > MOST_TAGS:
                raise BadRequest(f"A picture can carry {MOST_TAGS} tags at most.")
            db.add_all(
                Tag(image_id=one, folded=key, name=name, user_id=user) for key, name in wanted.items() if key not in has
            )
    unwanted = {fold(name) for name in request.untag}
    if unwanted:
        db.execute(delete(Tag).where(Tag.image_id.in_(ids), Tag.folded.in_(unwanted)))


def _named(name: str, longest: int) -> str:
    name = " ".join(clean(name).replace('"', "").split())
    if not any(char.isalnum() for char in name) or len(name) > longest or len(fold(name)) > longest:
        raise BadRequest(f"A name has 1 to {longest} characters, a letter or digit among them.")
    return name


def _counted() -> Select[Collection, int]:
    return (
        select(Collection, func.count(Member.image_id))
        .outerjoin(Member, Member.collection_id == Collection.id)
        .group_by(Collection.id)
    )


def _read(db: Session, user: str, key: str) -> CollectionView:
    row = owned(db, Collection, user, key)
    inside = select(func.count()).select_from(Member).where(Member.collection_id == key)
    return _view(row, db.scalar(inside) or 0)


def _add(db: Session, row: Collection) -> None:
    db.add(row)
    try:
        db.flush()
    except IntegrityError:
        raise Conflict(f"There is a collection called {row.name} already.") from None


def _view(row: Collection, number: int) -> CollectionView:
    return CollectionView(id=row.id, name=row.name, pictures=number, created=present.moment(row.created))

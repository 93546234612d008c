"""Pictures as a person sees them: uploaded, described, given out. Refuses to change one: a change is a new picture."""

import hashlib
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Image, Origin, StudioSession
from orchestrator.db.models.image import MASK_ON, UNTOLD
from orchestrator.domain.errors import BadImage, BadRequest, NotFound
from orchestrator.domain.events import EventKind
from orchestrator.domain.marks import BY_MODEL, Marks
from orchestrator.pixels.formats import MIME, Format, converted
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.inherited import inherit
from orchestrator.services.jobs.results import Made
from orchestrator.services.library.search_index import index
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import by_handle, locked, owned
from orchestrator.services.pictures.exports import Exports
from orchestrator.services.pictures.uploads import clean_picture
from orchestrator.services.sessions import walks
from orchestrator.services.sessions.feed import announce
from orchestrator.services.shapes import present
from orchestrator.services.shapes.requests import clean
from orchestrator.services.shapes.views import ImageDetail, ImageView


class Images:
    """What people do with pictures."""

    def __init__(self, means: Means, exports: Exports) -> None:
        self._means = means
        self._exports = exports

    def upload(
        self,
        user: str,
        session_id: str,
        data: bytes,
        *,
        kind: Literal["upload", "mask"] = "upload",
        of: str | None = None,
        key: str | None = None,
    ) -> ImageView:
        """Take in a picture, at full size, or a mask for the picture `of` (else the focus, else the newest picture).

        A picture comes into focus: what is said next is about it.

        Raises:
            NotFound, BadRequest, BadImage, TooLarge, Conflict, StorageFull: nothing was changed.
        """
        with self._means.database.read() as db:
            session = owned(db, StudioSession, user, session_id)
            target = self._target(db, session, of) if kind == "mask" else None
        digest = keys.digest_of("upload", session_id, kind, of, hashlib.sha256(data).hexdigest())
        made = clean_picture(data, kind)
        if target is not None and (made.width, made.height) != (target.width, target.height):
            raise BadRequest(
                f"The mask is {made.width} x {made.height}, but {target.handle} is {target.width} x {target.height}: "
                "paint it on that picture."
            )
        marks = self._marks(data) if kind == "upload" else Marks()
        blob, thumb = self._means.blobs.put(made.png), self._means.blobs.put(made.thumb)
        original = self._means.blobs.put(data) if marks.credentials else None
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            if before is not None:
                return present.images(db, [owned(db, Image, user, before)])[0]
            session = owned(db, StudioSession, user, session_id, lock=True)
            now = self._means.database.now(db)
            row = _row(db, session_id, user, made, target.handle if target else None, now)
            row.blob, row.thumb = blob, thumb
            row.painted = marks.claimed in BY_MODEL
            inherit(row, ())
            db.add(row)
            db.flush()
            if marks.any:
                db.add(_origin(row, marks, original, data))
            keys.remember(db, user, key, digest, row.id, now)
            news = [(EventKind.IMAGE_ADDED, {"image": row.id, "handle": row.handle})]
            if kind == "upload":
                walks.move(session, row.handle, walks.Ground(db, session_id))
                news.append((EventKind.SESSION_CHANGED, {"focus": row.handle}))
            announce(db, session_id, now, *news)
            index(db, [row.id])
            view = present.images(db, [row])[0]
        self._means.hints.send("gpu")  # a worker with time looks at it
        return view

    def _marks(self, data: bytes) -> Marks:
        """What the file says of itself; nothing where that cannot be read: the picture itself is good."""
        try:
            return self._exports.marks(data)
        except BadImage:
            return Marks()

    def get(self, user: str, image_id: str) -> ImageDetail:
        """One picture with its recipe."""
        with self._means.database.read() as db:
            return present.image_detail(db, owned(db, Image, user, image_id))

    def tell(self, user: str, image_id: str, alt: str) -> ImageDetail:
        """Give a picture another alt text.

        Raises:
            NotFound: there is no such picture.
            BadRequest: there are no words in it.
        """
        words = clean(alt)
        with self._means.database.write() as db:
            row = owned(db, Image, user, image_id, lock=True)
            if row.purged is not None:
                raise NotFound("There is no such picture.")
            row.alt = words
            news = (EventKind.IMAGE_CHANGED, {"image": row.id, "handle": row.handle})
            announce(db, row.session_id, self._means.database.now(db), news)
            index(db, [row.id])
            return present.image_detail(db, row)

    def by_handle(self, user: str, session_id: str, handle: str) -> ImageDetail:
        """The picture called `handle` in a session."""
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            return present.image_detail(db, by_handle(db, session_id, handle))

    def file(
        self,
        user: str,
        image_id: str,
        size: Literal["full", "thumb"] = "full",
        format: Format = "png",  # noqa: A002
    ) -> tuple[bytes, str]:
        """The bytes of a picture and their MIME type. They never change."""
        with self._means.database.read() as db:
            row = owned(db, Image, user, image_id)
        data = self._means.blobs.get(row.thumb if size == "thumb" else row.blob)
        return converted(data, format), MIME[format]

    def _target(self, db: Session, session: StudioSession, of: str | None) -> Image:
        name = of or session.focus
        if name is not None:
            row = by_handle(db, session.id, name)
            if row.kind == "mask":
                raise BadRequest(f"{name} is a mask itself: a mask belongs to a picture, such as #1.")
            return row
        newest = (
            select(Image)
            .where(Image.session_id == session.id, Image.kind != "mask", Image.purged.is_(None))
            .order_by(Image.created.desc(), Image.slot.desc(), Image.id.desc())
            .limit(1)
        )
        found = db.scalar(newest)
        if found is None:
            raise BadRequest("There is no picture yet that a mask could belong to.")
        return found


def _row(db: Session, session_id: str, user: str, made: Made, of: str | None, now: float) -> Image:
    numbers = db.scalars(locked(select(StudioSession).where(StudioSession.id == session_id))).one()
    if of is not None:
        numbers.masks += 1
    else:
        numbers.images += 1
    return Image(
        id=new_id(),
        session_id=session_id,
        user_id=user,
        handle=f"m{numbers.masks}" if of is not None else f"#{numbers.images}",
        kind="upload" if of is None else "mask",
        of=of,
        width=made.width,
        height=made.height,
        alt=UNTOLD if of is None else MASK_ON.format(of),
        scores={},
        created=now,
    )


def _origin(row: Image, marks: Marks, original: str | None, data: bytes) -> Origin:
    kind = "image/png" if data[:4] == b"\x89PNG" else "image/jpeg" if data[:2] == b"\xff\xd8" else "image/webp"
    said = marks.model_dump(mode="json", by_alias=True)
    return Origin(image_id=row.id, marks=said, blob=original, mime=kind if original else None)

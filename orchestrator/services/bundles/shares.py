"""Links under which others may look at a session: who has the link sees, who has not finds nothing.

A link shows pictures and how they were made, nothing of the person, and can be taken back at any time. Refuses to tell
an unknown, an ended and a revoked link apart.
"""

import secrets
from typing import Final

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from orchestrator.carry.bundle import Bundle
from orchestrator.carry.discreet import discreet
from orchestrator.carry.page import page
from orchestrator.db.base import new_id
from orchestrator.db.models import Image, Share, StudioSession
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.language import Language
from orchestrator.provenance.recipe_text import wrapped
from orchestrator.services.bundles.bundles import Bundles
from orchestrator.services.bundles.carried_views import SharesView, ShareView
from orchestrator.services.house.means import Means
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import owned
from orchestrator.services.people.users import digest_of
from orchestrator.services.shapes import present

DAY: Final = 24 * 3600.0
MOST: Final = 100
"""Links of one session."""
GONE: Final = "There is nothing here (any more)."


class Shares:
    """What people show to others."""

    def __init__(self, means: Means, bundles: Bundles) -> None:
        self._means = means
        self._bundles = bundles

    def add(self, user: str, session_id: str, *, words: bool, days: int | None, key: str | None = None) -> ShareView:
        """A new link to a session, for `days` or until it is taken back.

        Raises:
            NotFound: there is no such session.
            Conflict: it has a hundred links already.
        """
        digest = keys.digest_of("share", session_id, words, days)
        with self._means.database.write() as db:
            quota.hold(db, user)
            if (before := keys.seen(db, user, key, digest)) is not None:
                return _view(owned(db, Share, user, before))
            owned(db, StudioSession, user, session_id)
            now = self._means.database.now(db)
            db.execute(delete(Share).where(Share.session_id == session_id, Share.expires < now))
            there = db.scalar(select(func.count()).select_from(Share).where(Share.session_id == session_id))
            if (there or 0) >= MOST:
                raise Conflict(f"This session has {MOST} links: take some back first.")
            token = secrets.token_urlsafe(32)
            row = Share(
                id=new_id(), digest=digest_of(token), token=token, session_id=session_id, user_id=user, words=words,
                created=now, expires=now + days * DAY if days else None,
            )  # fmt: skip
            db.add(row)
            db.flush()
            keys.remember(db, user, key, digest, row.id, now)
            return _view(row)

    def listing(self, user: str, session_id: str) -> SharesView:
        """The links that open a session now, the newest first."""
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            query = select(Share).where(Share.session_id == session_id, _stands(self._means.database.now(db)))
            rows = db.scalars(query.order_by(Share.created.desc(), Share.id.desc()))
            return SharesView(shares=tuple(_view(row) for row in rows))

    def revoke(self, user: str, share_id: str) -> None:
        """Take a link back; it opens nothing from now on."""
        with self._means.database.write() as db:
            db.delete(owned(db, Share, user, share_id))

    def page(self, token: str, language: Language = "en") -> str:
        """The page that a link shows; its pictures and recipes are below the link.

        Raises:
            NotFound: the link opens nothing.
        """
        return page(self._shown(token), language, shared=True)

    def recipe(self, token: str, name: str) -> str:
        """The recipe file of the picture called `name` (its handle without #).

        Raises:
            NotFound: the link opens nothing, or there is no such recipe.
        """
        for image in self._shown(token).images:
            if image.recipe is not None and image.handle.lstrip("#") == name:
                return wrapped(image.recipe.model_dump(mode="json", by_alias=True))
        raise NotFound(GONE)

    def picture(self, token: str, digest: str) -> bytes:
        """A picture's file (PNG) by its sha256, if it is in the session that the link shows.

        Raises:
            NotFound: the link opens nothing, or there is no such picture.
        """
        with self._means.database.read() as db:
            row = self._opened(db, token)
            there = (Image.session_id == row.session_id, Image.blob == digest, Image.trashed.is_(None))
            if db.scalar(select(Image.id).where(*there).limit(1)) is None:
                raise NotFound(GONE)
        return self._means.blobs.get(digest)

    def _shown(self, token: str) -> Bundle:
        with self._means.database.read() as db:
            row = self._opened(db, token)
        whole = self._bundles.graph_of(row.user_id, row.session_id)
        return whole if row.words else discreet(whole)

    def _opened(self, db: Session, token: str) -> Share:
        row = db.scalar(select(Share).where(Share.digest == digest_of(token), _stands(self._means.database.now(db))))
        if row is None:
            raise NotFound(GONE)
        return row


def _stands(now: float) -> ColumnElement[bool]:
    return or_(Share.expires.is_(None), Share.expires > now)


def _view(row: Share) -> ShareView:
    return ShareView(
        id=row.id, session=row.session_id, path=f"/shared/{row.token}/", words=row.words,
        created=present.moment(row.created), expires=present.maybe(row.expires),
    )  # fmt: skip

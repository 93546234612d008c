"""Links under which others may look at a session: who has the link sees, who has not finds nothing.

A link shows pictures and how they were made, nothing of the person, and can be taken back at any time. Refuses to tell
an unknown, an ended and a revoked link apart.
"""

import secrets
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from orchestrator.carry.discreet import discreet
from orchestrator.carry.page import page
from orchestrator.db.base import new_id
from orchestrator.db.models import Image, Share, StudioSession
from orchestrator.domain.errors import Busy, Conflict, NotFound
from orchestrator.domain.language import Language
from orchestrator.domain.recipe import Recipe, readable
from orchestrator.provenance.recipe_text import wrapped
from orchestrator.provenance.work import told
from orchestrator.services.bundles.bundles import Bundles
from orchestrator.services.bundles.carried_views import SharesView, ShareView
from orchestrator.services.house.means import Means
from orchestrator.services.library.silence import gone
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import owned
from orchestrator.services.people.users import digest_of
from orchestrator.services.shapes import present

DAY: Final = 24 * 3600.0
MOST: Final = 100
"""Links of one session."""
AT_ONCE: Final = BoundedSemaphore(2)
PATIENCE: Final = 2.0
"""Seconds for which further visitors wait."""
REMEMBERED: Final = 8
"""Pages kept; each may have some megabytes."""
GONE: Final = "There is nothing here (any more)."


class Shares:
    """What people show to others."""

    def __init__(self, means: Means, bundles: Bundles) -> None:
        self._means = means
        self._bundles = bundles
        self._page = lru_cache(REMEMBERED)(self._make)

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

        Made once for each state of the session, since whoever has the link may ask as often as they like.

        Raises:
            NotFound: the link opens nothing.
            Busy: pages of other sessions are being made.
        """
        with self._means.database.read() as db:
            row = self._opened(db, token)
            state = _state(db, row.session_id)
        return self._page(row.user_id, row.session_id, row.words, language, state)

    def _make(self, user: str, session: str, words: bool, language: Language, _: tuple[Any, ...]) -> str:  # noqa: FBT001  # a key
        if not AT_ONCE.acquire(timeout=PATIENCE):
            raise Busy("Many are looking at this: try again in a moment.")
        try:
            whole = self._bundles.graph_of(user, session)
            return page(whole if words else discreet(whole), language, shared=True)
        finally:
            AT_ONCE.release()

    def recipe(self, token: str, name: str) -> str:
        """The recipe file of the picture called `name` (its handle without #).

        Raises:
            NotFound: the link opens nothing, or there is no such recipe.
        """
        with self._means.database.read() as db:
            row = self._opened(db, token)
            there = (Image.session_id == row.session_id, Image.handle == (name if name[:1] == "m" else f"#{name}"))
            said = db.scalar(select(Image.recipe).where(*there, ~gone(trash=True)))
        if (whole := readable(said)) is None:
            raise NotFound(GONE)
        recipe = Recipe.model_validate(told(whole, "full" if row.words else "wordless"))
        return wrapped(recipe.model_dump(mode="json", by_alias=True))

    def picture(self, token: str, digest: str) -> bytes:
        """A picture's file (PNG) by its sha256, if it is in the session that the link shows.

        Raises:
            NotFound: the link opens nothing, or there is no such picture.
        """
        with self._means.database.read() as db:
            row = self._opened(db, token)
            there = (Image.session_id == row.session_id, Image.blob == digest, ~gone(trash=True))
            if db.scalar(select(Image.id).where(*there).limit(1)) is None:
                raise NotFound(GONE)
        return self._means.blobs.get(digest)

    def _opened(self, db: Session, token: str) -> Share:
        row = db.scalar(select(Share).where(Share.digest == digest_of(token), _stands(self._means.database.now(db))))
        if row is None:
            raise NotFound(GONE)
        return row


def _state(db: Session, session_id: str) -> tuple[Any, ...]:
    """What changes whenever a page of the session would: its news, and what is in the trash, which is none."""
    seq = db.scalar(select(StudioSession.seq).where(StudioSession.id == session_id))
    counted = (func.count(), func.count(Image.trashed), func.max(Image.trashed), func.max(Image.purged))
    return seq, *db.execute(select(*counted).where(Image.session_id == session_id)).one()


def _stands(now: float) -> ColumnElement[bool]:
    return or_(Share.expires.is_(None), Share.expires > now)


def _view(row: Share) -> ShareView:
    return ShareView(
        id=row.id, session=row.session_id, path=f"/shared/{row.token}/", words=row.words,
        created=present.moment(row.created), expires=present.maybe(row.expires),
    )  # fmt: skip

"""Finds pictures over all sessions of a person: words, filters, an order, page by page. Writes nothing.

Ownership stands twice: in the index's token of the person, and in the query that reads the rows.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Find, Image, Member, StudioSession, Turn
from orchestrator.domain.days import Calendar
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.search import BEST_RATING, Query, in_words, read
from orchestrator.domain.tokens import mark
from orchestrator.locale import meanings
from orchestrator.services.house.means import Means
from orchestrator.services.library import meaning
from orchestrator.services.library.library_views import PicturePage, PictureView, TermView
from orchestrator.services.library.near import Nearest
from orchestrator.services.library.search_index import home, tags_of
from orchestrator.services.library.text_index import EVER, Tier, matches, tiers
from orchestrator.services.shapes import present
from orchestrator.services.shapes.cursors import FOREIGN, decoded, encoded

MILLION: Final = 1_100_000
"""Nearness is told in millionths."""
MOST: Final = 200
"""Pictures of one page."""
WHOLE: Final = re.compile(r"-?[0-9]{1,20}")


@dataclass(frozen=True)
class Stretch:
    """One part of an order: all its pictures come before those of the next."""

    query: Query
    tier: Tier = "any"


class Search:
    """What people look for."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._nearest = Nearest()

    def page(
        self, user: str, q: str = "", *, cursor: str | None = None, limit: int = 60, offset: int = 0
    ) -> PicturePage:
        """Pictures that match `q`, best first; `offset` is the person's clock in minutes east of Greenwich.

        Raises:
            BadRequest: a filter makes no sense, or the cursor is none of ours.
            ModelUnavailable: the sentence encoder for a search by meaning is not installed.
        """
        limit = min(max(limit, 1), MOST)
        with self._means.database.read() as db:
            names = meanings("zh")
            query = read(q, Calendar(self._means.database.now(db), offset).day, names)
            if query.about and not meaning.readable(query.about):
                query = in_words(query, names)
            near = bool(query.about or query.like)
            after = _after(cursor, MILLION if near else BEST_RATING)
            if near:
                found = self._nearest.found(db, user, query, home(user, query.state), after, limit + 1)
            else:
                found = self._found(db, user, query, after, limit + 1)
            items = pictures(db, user, [moment for _, moment in found[:limit]])
        more = encoded(found[limit - 1][0], str(found[limit - 1][1])) if len(found) > limit else None
        terms = tuple(TermView(text=t.text, key=t.key, value=t.value, negated=t.negated) for t in query.terms)
        return PicturePage(items=items, terms=terms, cursor=more)

    def _found(
        self, db: Session, user: str, query: Query, after: tuple[int, int] | None, limit: int
    ) -> list[tuple[int, int]]:
        """Stretch and moment of the next `limit` pictures."""
        oldest = query.order == "old"
        low, high = query.after or -EVER, query.before or EVER
        token = home(user, query.state)
        if query.order == "best" and query.phrases:
            first = tiers(db, query, token, after=after or (0, EVER), low=low, high=high, limit=limit)
            if first is not None:
                return first
        found: list[tuple[int, int]] = []
        for number, stretch in enumerate(_stretches(query)):
            if after is not None and number < after[0]:
                continue
            begin, end = low, high
            if after is not None and number == after[0]:
                begin, end = (max(low, after[1] + 1), high) if oldest else (low, min(high, after[1]))
            some = matches(
                db, stretch.query, token, tier=stretch.tier, low=begin, high=end,
                limit=limit - len(found), oldest=oldest,
            )  # fmt: skip
            found += [(number, moment) for moment in some]
            if len(found) == limit:
                break
        return found


def _stretches(query: Query) -> list[Stretch]:
    """What shows the words before what only speaks of them; or the ratings from the top."""
    if query.order == "rating":
        ratings = [mark("rating", str(stars)) for stars in range(BEST_RATING, -1, -1)]
        asked = [group for group in query.marks if {*group} <= {*ratings}]
        rest = tuple(group for group in query.marks if group not in asked)
        wanted = (token for token in ratings if all(token in group for group in asked))
        return [Stretch(replace(query, marks=(*rest, (token,)))) for token in wanted]
    if query.order == "best" and query.phrases:
        return [Stretch(query, "shown"), Stretch(query, "rest")]
    return [Stretch(query)]


def pictures(db: Session, user: str, moments: list[int]) -> tuple[PictureView, ...]:
    """The pictures of these moments, in this order; whatever is not the person's is left out."""
    mine = func.coalesce(Image.user_id, "")  # not by the index of all that a person has
    rows = db.execute(
        select(Find.moment, *present.SEEN, StudioSession.title, Turn.text.label("words"))
        .select_from(Find)
        .join(Image, Image.id == Find.image_id)
        .join(StudioSession, StudioSession.id == Image.session_id)
        .outerjoin(Turn, Turn.id == Image.turn_id)
        .where(Find.moment.in_(moments), mine == user, Image.purged.is_(None))
    ).all()
    by_moment = {row.moment: row for row in rows}
    ordered = [by_moment[moment] for moment in moments if moment in by_moment]
    ids = [row.id for row in ordered]
    tags = tags_of(db, ids)
    collections: dict[str, list[str]] = defaultdict(list)
    for key, one in db.execute(select(Member.image_id, Member.collection_id).where(Member.image_id.in_(ids))):
        collections[key].append(one)
    views = present.images(db, ordered)
    return tuple(
        PictureView(
            **dict(view),
            title=row.title,
            words=row.words,
            tags=tuple(tags[view.id]),
            collections=tuple(sorted(collections[view.id])),
        )
        for view, row in zip(views, ordered, strict=True)
    )


def _after(cursor: str | None, most: int) -> tuple[int, int] | None:
    if cursor is None:
        return None
    stretch, moment = decoded(cursor)
    if not (
        stretch.is_integer() and -MILLION <= stretch <= most and WHOLE.fullmatch(moment) and abs(int(moment)) < EVER
    ):
        raise BadRequest(FOREIGN)
    return int(stretch), int(moment)

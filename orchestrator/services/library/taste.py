"""A person's taste: learned from their own pictures alone, read, edited, switched off and forgotten by themselves.

Learning is done anew each time it is looked at, so there is nothing learned to be stale or to leak; what is stored is
the person's own will. Refuses other people's pictures, and pictures from before the taste was last forgotten.
"""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Taste
from orchestrator.domain.additions import Additions
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.plan import Creativity
from orchestrator.domain.taste import Line, additions, learned
from orchestrator.services.house.means import Means
from orchestrator.services.library.evidence import evidence
from orchestrator.services.library.taste_views import TasteImageView, TasteLineView, TasteView
from orchestrator.services.people.access import locked
from orchestrator.services.shapes.present import maybe, thumb_url
from orchestrator.services.shapes.requests import TasteChange, TasteWish

MOST: Final = 60
"""Lines that a person writes or mutes."""
WISHES: Final = ("own", "muted")
Key = tuple[str, str, str]


class Tastes:
    """What is known of people's tastes."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def get(self, user: str) -> TasteView:
        """The whole profile, with the pictures each line was learned from."""
        with self._means.database.read() as db:
            return _view(db, user, db.get(Taste, user))

    def additions(self, user: str, creativity: Creativity) -> Additions | None:
        """What the agent may fill gaps with: the person's own lines first; None where there is nothing or it is off."""
        if creativity == "low":
            return None
        with self._means.database.read() as db:
            row = db.get(Taste, user)
            if row is not None and not row.active:
                return None
            own, muted = _wishes(row)
            found = learned(evidence(db, user, row.since if row else 0.0))
        kept = [line for line in found if _key(line) not in muted]
        return additions([*(Line(wish.kind, wish.where, wish.text) for wish in own), *kept], creativity)

    def change(self, user: str, change: TasteChange) -> TasteView:
        """Switch it, add a line of one's own, take one away, or take a muted one back.

        Raises:
            BadRequest: there would be more than 60 lines of one's own, or muted.
        """
        with self._means.database.write() as db:
            row = _row(db, user)
            own, muted = _wishes(row)
            if change.on is not None:
                row.active = change.on
            if change.remove is not None:
                gone = _key(change.remove)
                there = [wish for wish in own if _key(wish) != gone]
                muted |= {gone} if len(there) == len(own) else set()
                own = there
            if change.restore is not None:
                muted -= {_key(change.restore)}
            if change.add is not None:
                muted -= {_key(change.add)}
                own = [*(wish for wish in own if _key(wish) != _key(change.add)), change.add]
            if max(len(own), len(muted)) > MOST:
                raise BadRequest(f"At most {MOST} lines can be kept.")
            row.wishes = {
                "own": [wish.model_dump() for wish in own],
                "muted": [dict(zip(("kind", "where", "text"), key, strict=True)) for key in sorted(muted)],
            }
            db.flush()
            return _view(db, user, row)

    def forget(self, user: str) -> None:
        """Everything written and muted is gone, and no picture made until now teaches anything any more."""
        with self._means.database.write() as db:
            row = _row(db, user)
            row.wishes, row.since = {}, self._means.database.now(db)


def _row(db: Session, user: str) -> Taste:
    row = db.scalar(locked(select(Taste).where(Taste.user_id == user)))
    if row is None:
        row = Taste(user_id=user, active=True, wishes={}, since=0.0)
        db.add(row)
        db.flush()
    return row


def _key(line: Line | TasteWish) -> Key:
    return line.kind, line.where, line.text


def _wishes(row: Taste | None) -> tuple[list[TasteWish], set[Key]]:
    own, muted = ([TasteWish.model_validate(one) for one in (row.wishes if row else {}).get(key, ())] for key in WISHES)
    return own, {_key(wish) for wish in muted}


def _view(db: Session, user: str, row: Taste | None) -> TasteView:
    own, muted = _wishes(row)
    since = row.since if row else 0.0
    seen = evidence(db, user, since)
    found = learned(seen)
    shown = {image for line in found for image in line.examples}
    images = {one.id: one for one in db.scalars(select(Image).where(Image.id.in_(shown)))} if shown else {}
    lines = [TasteLineView(**wish.model_dump(), own=True) for wish in own]
    for line in found:
        pictures = tuple(_picture(images[one]) for one in line.examples if one in images)
        lines.append(
            TasteLineView(
                kind=line.kind, where=line.where, text=line.text, muted=_key(line) in muted, liking=line.liking,
                usual=line.usual, families=line.families, liked=line.liked, disliked=line.disliked, images=pictures,
            )
        )  # fmt: skip
    decided = sum(1 for one in seen if one.verdict[0] != 0.5)
    return TasteView(
        on=row is None or row.active, since=maybe(since or None), looked=len(seen), decided=decided, lines=tuple(lines)
    )


def _picture(row: Image) -> TasteImageView:
    return TasteImageView(id=row.id, session=row.session_id, handle=row.handle, alt=row.alt, thumb=thumb_url(row.id))

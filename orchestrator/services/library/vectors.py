"""Which pictures still lack a vector, and keeping those that were made. A worker with nothing else to do asks.

Refuses to compute: meaning is `orchestrator.services.library.meaning`'s, look is the tool worker's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Vector
from orchestrator.services.house.means import Means
from orchestrator.services.library.captions import words_of

Kind = Literal["meaning", "look"]
KINDS: Final[tuple[Kind, ...]] = ("meaning", "look")
Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Wanting:
    """A picture without a vector: what it shows in words, and its file."""

    image: str
    words: str
    blob: str


class Vectors:
    """What a worker does about vectors."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def wanting(self, kind: Kind, space: str, limit: int) -> list[Wanting]:
        """Pictures without a vector in `space`: new ones first, the latest of them before all."""
        new = (Vector.kind == kind, Vector.space == "")
        old = (Vector.kind == kind, (Vector.space > space) | ((Vector.space < space) & (Vector.space > "")))
        with self._means.database.read() as db:
            for which in (new, old):
                query = select(Vector.image_id).where(*which).order_by(Vector.image_id.desc()).limit(limit)
                if ids := list(db.scalars(query)):
                    rows = db.scalars(select(Image).where(Image.id.in_(ids)).order_by(Image.id.desc()))
                    return [Wanting(row.id, words_of(row), row.blob) for row in rows]
        return []

    def keep(self, kind: Kind, space: str, found: Iterable[tuple[str, Numbers | None]]) -> None:
        """Keep vectors of length 1; None says that there is nothing to be told of that picture."""
        rows = sorted(found)
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            for image, numbers in rows:
                data = b"" if numbers is None else numbers.astype(np.float16).tobytes()
                mine = (Vector.image_id == image, Vector.kind == kind)
                db.execute(update(Vector).where(*mine).values(space=space, made=now, data=data))


def want(db: Session, wanted: Sequence[tuple[Image, int, Sequence[Kind]]]) -> None:
    """Note that vectors are to be made, or made anew: each picture with its place in time, and which kinds."""
    ids = [row.id for row, _, _ in wanted]
    there = {(one.image_id, one.kind): one for one in db.scalars(select(Vector).where(Vector.image_id.in_(ids)))}
    for row, moment, kinds in wanted:
        for kind in kinds:
            known = there.get((row.id, kind))
            if known is None:
                db.add(Vector(image_id=row.id, kind=kind, user_id=row.user_id, moment=moment))
            else:
                known.moment, known.space, known.made, known.data = moment, "", 0.0, b""
    db.flush()

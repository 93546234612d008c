"""A person's pictures as evidence of their taste: what each shows, which family it is of, what was done with it.

Reads the newest pictures only. Refuses uploads, masks, what came in a bundle, and what others or a preset said.
"""

from collections import defaultdict
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Image, Member, Origin
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.taste import Seen, verdict

NEWEST: Final = 2000
"""Pictures that are looked at: about 50 ms."""
AT_ONCE: Final = 500
"""Ids of one query: SQLite takes a bounded number of values."""
COLUMNS: Final = (Image.id, Image.job_id, Image.turn_id, Image.prompt, Image.star, Image.rating, Image.trashed)
RATED: Final = frozenset("12345")
"""What came from elsewhere may be rated otherwise: one such picture must not take the taste from all the others."""
Picture = Row[tuple[str, str | None, str | None, dict[str, object] | None, bool, int | None, float | None]]


def evidence(db: Session, user: str, since: float) -> list[Seen]:
    """The newest pictures made from structured prompts after `since` (seconds since 1970), each with its verdict."""
    brought = select(Origin.image_id).where(Origin.image_id == Image.id).exists()
    mine = (Image.user_id == user, Image.kind == "image", Image.purged.is_(None), Image.created >= since, ~brought)
    rows: list[Picture] = list(db.execute(select(*COLUMNS).where(*mine).order_by(Image.id.desc()).limit(NEWEST)))
    ids = [row.id for row in rows]
    parents, collected = dict[str, str](), set[str]()
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        made_of = select(Edge.child, Edge.parent).where(Edge.child.in_(some), Edge.role == "source")
        parents |= {child: parent for child, parent in db.execute(made_of)}  # noqa: C416  # rows are no pairs to mypy
        collected |= set(db.scalars(select(Member.image_id).where(Member.image_id.in_(some))))
    turns = {row.id: row.turn_id or row.id for row in rows}  # within a turn it was the plan that went on, not a person
    went_on = {parent for child, parent in parents.items() if turns[child] != turns.get(parent)}
    jobs: dict[str | None, set[str]] = defaultdict(set)
    for row in rows:
        jobs[row.job_id].add(row.id)
    found = []
    for row in rows:
        prompt = _prompt(row.prompt)
        if prompt is None:
            continue
        marks = {"star"} if row.star else set()
        marks |= {str(row.rating)} & RATED
        marks |= {"trash"} if row.trashed is not None else set()
        marks |= {"kept"} if row.id in collected | went_on else set()
        rivals = jobs[row.job_id] - {row.id} if row.job_id else set[str]()
        marks |= {"passed over"} if not marks and rivals & went_on else set()
        found.append(Seen(row.id, _root(row.id, parents), prompt, verdict(_heeded(marks))))
    return found


def _heeded(marks: set[str]) -> set[str]:
    """A rating is a word of its own: it stands above what was done with the picture, and throwing it away above all."""
    if "trash" in marks:
        return {"trash"}
    rated = marks & RATED
    return rated or marks


def _root(image: str, parents: dict[str, str]) -> str:
    seen = {image}
    while image in parents and parents[image] not in seen:
        image = parents[image]
        seen.add(image)
    return image


def _prompt(wire: dict[str, object] | None) -> Prompt | None:
    if not wire:
        return None
    try:
        return Prompt.model_validate(wire)
    except ValidationError:
        return None

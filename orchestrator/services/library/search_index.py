"""Keeps what search knows of each picture in step with it: called in the transaction that changes it, last of all.

Refuses to be the truth: everything in `finds` is derived, and what was missed is made good by `catch_up`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from orchestrator.db.models import Collection, Find, Image, Member, StudioSession, Tag, Turn
from orchestrator.domain.search import State
from orchestrator.domain.tokens import mark, tokens
from orchestrator.services.house.means import Means
from orchestrator.services.library.captions import prompt_of
from orchestrator.services.library.vectors import KINDS, Kind, want
from tools.base import slot_seed

AT_ONCE: Final = 500
MILLI: Final = 1000
ADD: Final = text(
    "INSERT INTO finds (moment, image_id, shown, said, marks) VALUES (:moment, :image_id, :shown, :said, :marks)"
    " ON CONFLICT (moment) DO NOTHING RETURNING moment"
)


def home(user: str, state: State) -> str:
    """The token that every picture of a person in this state has, and no other."""
    return mark("home", f"{user} {state}")


def state_of(row: Image) -> State:
    """Where in the library a picture is."""
    return "trash" if row.trashed is not None else "archived" if row.archived is not None else "live"


def index(db: Session, ids: Iterable[str]) -> None:
    """Write what search knows of these pictures anew. Takes locks after all others, in the order of time."""
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), AT_ONCE):
        _index(db, wanted[at : at + AT_ONCE])


def index_session(db: Session, session_id: str) -> None:
    """The same for every picture of a session, whose title has changed."""
    index(db, db.scalars(select(Image.id).where(Image.session_id == session_id, Image.kind != "mask")).all())


def catch_up(means: Means) -> int:
    """Index pictures that have no entry: those of older versions, and of whoever forgot; returns how many."""
    done, last = 0, ""
    known = select(Find.image_id).where(Find.image_id == Image.id).exists()
    while True:
        with means.database.read() as db:
            missing = (Image.kind != "mask", Image.purged.is_(None), Image.id > last, ~known)
            ids = db.scalars(select(Image.id).where(*missing).order_by(Image.id).limit(AT_ONCE)).all()
        if not ids:
            return done
        with means.database.write() as db:
            index(db, ids)
        done, last = done + len(ids), ids[-1]


def _index(db: Session, ids: Sequence[str]) -> None:
    db.flush()
    rows = db.execute(
        select(Image, StudioSession.title, Turn.text)
        .join(StudioSession, StudioSession.id == Image.session_id)
        .outerjoin(Turn, Turn.id == Image.turn_id)
        .where(Image.id.in_(ids), Image.kind != "mask", Image.purged.is_(None))
        .order_by(Image.created, Image.slot, Image.id)
    ).all()
    tags, collections = tags_of(db, ids), _collections(db, ids)
    known = db.execute(select(Find.image_id, Find.moment, Find.shown).where(Find.image_id.in_(ids))).all()
    there = {key: moment for key, moment, _ in known}
    entries = [
        {"image_id": row.id, **tokens_of(row, title, said, tags[row.id], collections[row.id])}
        for row, title, said in rows
    ]
    created = {row.id: row.created for row, _, _ in rows}
    before = {key: shown for key, _, shown in known}
    changed = {one["image_id"] for one in entries if before.get(one["image_id"], one["shown"]) != one["shown"]}
    gone = set(there) - set(created)
    if gone:
        db.execute(delete(Find).where(Find.image_id.in_(gone)))
    for entry in sorted(entries, key=lambda entry: there.get(entry["image_id"], 0)):
        if entry["image_id"] in there:
            values = {name: entry[name] for name in ("shown", "said", "marks")}
            db.execute(update(Find).where(Find.moment == there[entry["image_id"]]).values(values))
    moment = 0
    for entry in entries:
        if entry["image_id"] not in there:
            moment = max(moment + 1, int(created[entry["image_id"]] * MILLI))
            while db.execute(ADD, {**entry, "moment": moment}).first() is None:
                moment += 1
            there[entry["image_id"]] = moment
    wanted: list[tuple[Image, int, Sequence[Kind]]] = []
    for row in sorted((row for row, _, _ in rows), key=lambda row: row.id):
        if row.id in changed:
            wanted.append((row, there[row.id], ("meaning",)))
        elif row.id not in before:
            wanted.append((row, there[row.id], KINDS))
    want(db, wanted)


def tokens_of(row: Image, title: str, said: str | None, tags: list[str], collections: list[str]) -> dict[str, str]:
    """The tokens of one picture by column: `shown`, `said`, `marks`."""
    recipe: dict[str, Any] = row.recipe or {}
    shown = tokens(prompt_of(row))
    alt = tokens(row.alt)
    if not set(alt) <= set(shown):
        shown += alt
    words = dict.fromkeys(filter(None, (said, recipe.get("words"), title, *tags)))
    facts = {
        "home": [f"{row.user_id} {state_of(row)}"],
        "tool": [row.tool or ""],
        "model": [recipe.get("model") or ""],
        "seed": _seeds(recipe),
        "rating": [str(row.rating or 0)],
        "is": ["upload" if row.kind == "upload" else "made", *(["starred"] if row.star else [])],
        "tag": tags,
        "collection": collections,
        "session": [row.session_id, title],
    }
    marks = (mark(kind, value) for kind, values in facts.items() for value in values if value)
    return {
        "shown": " ".join(shown),
        "said": " ".join(one for part in words for one in tokens(part)),
        "marks": " ".join(dict.fromkeys(marks)),
    }


def _seeds(recipe: dict[str, Any]) -> list[str]:
    """The job's seed and the picture's own: either may be what somebody has noted."""
    if "seed" not in recipe:
        return []
    return [str(recipe["seed"]), str(slot_seed(recipe["seed"], recipe.get("slot", 0)))]


def tags_of(db: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """Tags of each picture, as they sort; none for one without."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, name in db.execute(select(Tag.image_id, Tag.name).where(Tag.image_id.in_(ids)).order_by(Tag.folded)):
        found[key].append(name)
    return found


def _collections(db: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """Ids and names of the collections of each picture."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = select(Member.image_id, Collection.id, Collection.name).join(
        Collection, Collection.id == Member.collection_id
    )
    for key, one, name in db.execute(rows.where(Member.image_id.in_(ids))):
        found[key] += [one, name]
    return found

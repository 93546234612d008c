"""Sessions and branches made ready to be carried away. Reads rows first, pictures as the zip is written.

What is in the trash stays here: its place in the lineage goes along, its pixels and what was said for it alone do not.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from orchestrator.carry import bundle as shape
from orchestrator.carry.pack import packed
from orchestrator.db.models import Edge, Image, Job, StudioSession, Turn
from orchestrator.db.models.image import MASK_ON
from orchestrator.domain.errors import BadRequest, TooLarge
from orchestrator.domain.job import JOB_END, TURN_END
from orchestrator.domain.language import Language
from orchestrator.domain.recipe import readable
from orchestrator.provenance.work import PRODUCT, VERSION, wordless
from orchestrator.services.history.lineage import ancestors, descendants
from orchestrator.services.house.means import Means
from orchestrator.services.library.search_index import tags_of
from orchestrator.services.library.silence import bare, gone, silent
from orchestrator.services.people.access import owned
from orchestrator.services.pictures.exports import Exports

Reach = Literal["alone", "ancestors", "family"]
FEW: Final = 500


@dataclass(frozen=True)
class Parcel:
    """A zip to be saved, its bytes made as they are asked for."""

    name: str
    chunks: Iterator[bytes]


class Bundles:
    """What people carry away."""

    def __init__(self, means: Means, exports: Exports) -> None:
        self._means = means
        self._exports = exports

    def session(self, user: str, session_id: str, language: Language = "en") -> Parcel:
        """A whole session: its turns, jobs and pictures, and what its pictures descend from in other sessions.

        Raises:
            NotFound: there is no such session.
            TooLarge: these are more pictures than a bundle holds.
        """
        return self._parcel(self.graph_of(user, session_id, origins=True), language, "session")

    def graph_of(self, user: str, session_id: str, *, origins: bool = False) -> shape.Bundle:
        """The graph of a whole session; see `session`. Without its `origins` nothing of other sessions is in it."""
        with self._means.database.read() as db:
            row = owned(db, StudioSession, user, session_id)
            images = list(db.scalars(select(Image).where(Image.session_id == row.id)))
            images += _origins(db, user, row.id) if origins else ()
            said = select(Turn).where(Turn.session_id == row.id, Turn.dry.is_(False), Turn.state.in_(list(TURN_END)))
            turns = db.scalars(said.order_by(Turn.created, Turn.id)).all()
            done = (Job.session_id == row.id, Job.kind == "job", Job.state.in_(list(JOB_END)))
            jobs = db.scalars(select(Job).where(*done).order_by(Job.created, Job.step, Job.id)).all()
            known = {None, *(turn.id for turn in turns)}
            return self._graph(db, row, images, "session", turns, [job for job in jobs if job.turn_id in known])

    def branch(self, user: str, image_id: str, reach: Reach = "ancestors", language: Language = "en") -> Parcel:
        """A picture alone, with all it was made from, or with all that was made from it too, in whatever session.

        Raises:
            NotFound: there is no such picture.
            BadRequest: it was thrown away.
            TooLarge: there are more pictures than a bundle holds.
        """
        with self._means.database.read() as db:
            row = owned(db, Image, user, image_id)
            if db.scalar(_gone([row.id])) is not None:
                raise BadRequest(f"{row.handle} was thrown away: take it out of the trash first.")
            ids = _reached(db, row.id, reach)
            mine = select(Image).where(Image.user_id == user)
            images = [one for some in _some(sorted(ids)) for one in db.scalars(mine.where(Image.id.in_(some)))]
            session = db.get_one(StudioSession, row.session_id)
            graph = self._graph(db, session, images, "image" if reach == "alone" else "branch", (), ())
        return self._parcel(graph, language, row.handle.lstrip("#"))

    def _parcel(self, graph: shape.Bundle, language: Language, name: str) -> Parcel:
        return Parcel(f"pentimento-{name}.zip", packed(graph, self._means.blobs.get, language))

    def _graph(
        self,
        db: Session,
        session: StudioSession,
        images: Sequence[Image],
        scope: Literal["image", "branch", "session"],
        turns: Sequence[Turn],
        jobs: Sequence[Job],
    ) -> shape.Bundle:
        if len(images) > shape.MOST_IMAGES:
            raise TooLarge(f"There are more than {shape.MOST_IMAGES} pictures: take a branch at a time.")
        ids = {image.id for image in images}
        edges = [edge for some in _some(sorted(ids)) for edge in db.scalars(select(Edge).where(Edge.child.in_(some)))]
        tags = {key: names for some in _some(sorted(ids)) for key, names in tags_of(db, some).items()}
        away = {key for some in _some(sorted(ids)) for key in db.scalars(_gone(some))}
        silent_jobs, silent_turns = silent(db, {session.id}, trash=True)
        known_turns, known_jobs = {turn.id for turn in turns}, {job.id for job in jobs}
        ordered = sorted(images, key=lambda one: (one.created, one.slot, one.id))
        named = _handles(ordered, session if scope == "session" else None)
        called = {(one.session_id, one.handle): named[one.id] for one in ordered}
        return shape.Bundle(
            software=f"{PRODUCT} {VERSION}",
            installation=hashlib.sha256(self._exports.installation.root).hexdigest()[:32],
            exported=self._means.database.now(db),
            scope=scope,
            session=shape.Session(
                id=session.id,
                title=session.title,
                focus=called.get((session.id, session.focus or "")),
                head=session.head if session.head in known_turns else None,
                created=session.created,
            ),
            images=tuple(
                _image(one, called, tags.get(one.id, []), known_turns, known_jobs, away=one.id in away)
                for one in ordered
            ),
            edges=tuple(
                shape.Edge(child=edge.child, parent=edge.parent, role=edge.role) for edge in edges if edge.parent in ids
            ),
            turns=tuple(_turn(one, known_turns, quiet=one.id in silent_turns) for one in turns),
            jobs=tuple(_job(one, known_jobs, quiet=one.id in silent_jobs) for one in jobs),
        )


def _reached(db: Session, image_id: str, reach: Reach) -> set[str]:
    if reach == "alone":
        return {image_id}
    above = ancestors(db, image_id, shape.MOST_IMAGES)
    return above if reach == "ancestors" else above | descendants(db, image_id, shape.MOST_IMAGES)


def _origins(db: Session, user: str, session_id: str) -> list[Image]:
    """What the pictures of a session descend from in other sessions."""
    parent = aliased(Image)
    crossing = select(Edge.parent).join(Image, Image.id == Edge.child).join(parent, parent.id == Edge.parent)
    crossing = crossing.where(Image.session_id == session_id, parent.session_id != session_id).distinct()
    ids = {one for key in db.scalars(crossing) for one in ancestors(db, key, shape.MOST_IMAGES)}
    mine = select(Image).where(Image.user_id == user, Image.session_id != session_id)
    return [one for some in _some(sorted(ids)) for one in db.scalars(mine.where(Image.id.in_(some)))]


def _handles(ordered: Sequence[Image], session: StudioSession | None) -> dict[str, str]:
    """The handle of each by id: its own in one session; counted anew, oldest first, where a branch crosses several.

    Of a whole `session`, whose words name its pictures, only those of others are called otherwise.
    """
    several = len({one.session_id for one in ordered}) > 1
    own = {one.id: one.handle for one in ordered if not several or (session and one.session_id == session.id)}
    images, masks = (session.images, session.masks) if session else (0, 0)
    others = [one for one in ordered if one.id not in own]
    pictures = (one.id for one in others if one.kind != "mask")
    marks = (one.id for one in others if one.kind == "mask")
    return (
        own
        | {key: f"#{number}" for number, key in enumerate(pictures, start=images + 1)}
        | {key: f"m{number}" for number, key in enumerate(marks, start=masks + 1)}
    )


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + FEW] for at in range(0, len(ids), FEW))


def _gone(ids: Sequence[str]) -> Select[str]:
    return select(Image.id).where(Image.id.in_(ids), gone(trash=True))


def _image(
    row: Image, called: dict[tuple[str, str], str], tags: list[str], turns: set[str], jobs: set[str], *, away: bool
) -> shape.Image:
    place: dict[str, Any] = {
        "id": row.id, "handle": called[row.session_id, row.handle], "kind": row.kind, "tool": row.tool,
        "of": called.get((row.session_id, row.of or "")), "slot": row.slot,
        "turn": row.turn_id if row.turn_id in turns else None, "job": row.job_id if row.job_id in jobs else None,
        "width": row.width, "height": row.height, "created": row.created,
        "painted": row.painted, "brought": row.brought,
    }  # fmt: skip
    if away:
        return shape.Image(**place)
    unknown = row.kind == "mask" and row.alt == MASK_ON.format(row.of)
    alt = MASK_ON.format(place["of"] or row.of) if unknown else row.alt
    return shape.Image(
        **place, sha256=row.blob, alt=alt, prompt=row.prompt, recipe=readable(row.recipe),
        scores=row.scores or None, rating=row.rating, star=row.star, tags=tuple(tags),
    )  # fmt: skip


def _turn(row: Turn, turns: set[str], *, quiet: bool) -> shape.Turn:
    asked = {name: row.request[name] for name in shape.Asked.model_fields if row.request.get(name) is not None}
    if asked.get("answers") not in turns:
        asked.pop("answers", None)
    return shape.Turn.model_validate(
        {
            "id": row.id, "parent": row.parent if row.parent in turns else None, "state": row.state, "text": row.text,
            "language": row.language, "asked": asked, "rewrite": None if quiet else row.rewrite,
            "plan": bare(row.plan) if quiet else row.plan, "review": None if quiet else row.review, "reply": row.reply,
            "error": _error(row), "created": row.created, "ended": row.ended,
        }
    )  # fmt: skip


def _job(row: Job, jobs: set[str], *, quiet: bool) -> shape.Job:
    said = {"params": row.params, "prompt": row.prompt, "patch": row.patch, "words": row.words, "alt": row.alt}
    if quiet:
        said = {"params": wordless(row.tool, row.params)}
    return shape.Job.model_validate(
        {
            "id": row.id, "turn": row.turn_id, "step": row.step, "state": row.state, "tool": row.tool,
            "inputs": row.inputs, "seed": row.seed, **said, "needs": [one for one in row.needs if one in jobs],
            "handles": row.handles, "model": row.model_key, "preset": row.preset, "error": _error(row),
            "created": row.created, "started": row.started, "ended": row.ended,
        }
    )  # fmt: skip


def _error(row: Turn | Job) -> dict[str, str] | None:
    return {"code": row.error_code, "message": row.error or ""} if row.error_code else None

"""Bundles taken in: everything is checked before anything is kept, and all of it is written in one commit.

New ids throughout; where each picture was before is remembered. Pictures are decoded and encoded anew, and kept once
however often they come. Refuses whole what is not exactly a bundle.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from threading import Lock
from typing import BinaryIO, Final

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.carry import bundle as shape
from orchestrator.carry.unpack import Unpacked
from orchestrator.db.base import new_id
from orchestrator.db.models import Arrival, Edge, Image, Job, Origin, Output, StudioSession, Tag, Turn
from orchestrator.domain.errors import BadImage, Busy
from orchestrator.domain.job import Phase
from orchestrator.domain.tokens import fold
from orchestrator.services.bundles.carried_views import ArrivalView
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.inherited import inherit
from orchestrator.services.jobs.results import Made
from orchestrator.services.library.search_index import index
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import owned
from orchestrator.services.pictures.uploads import Reader
from tools import catalog

ONE_AT_A_TIME: Final = Lock()
"""Taking one in needs as much disk as it has pictures, twice."""
PATIENCE: Final = 30.0
"""Seconds that one waits for another: who waits holds a thread of the web server, of which there are 64."""


@dataclass(frozen=True)
class _Kept:
    """Where a clean picture lies in the spool, and its thumbnail behind it."""

    at: int
    png: int
    thumb: int


class Arrivals:
    """What people bring from other studios."""

    def __init__(self, means: Means, patience: float = PATIENCE) -> None:
        self._means, self._patience = means, patience

    def take_in(self, user: str, file: BinaryIO, *, again: bool = False, key: str | None = None) -> ArrivalView:
        """A new session with everything in the zip; the one it made before where it is here already, unless `again`.

        Raises:
            BadRequest, TooLarge, BadImage: it is not exactly a bundle; nothing was changed.
            StorageFull: nothing was changed.
            Busy: another one is being taken in, and takes long.
        """
        if not ONE_AT_A_TIME.acquire(timeout=self._patience):
            raise Busy("Another zip is being taken in: try again when that is done.")
        try:
            unpacked = Unpacked(file)
            digest = keys.digest_of("bundle", unpacked.digest, again)
            if not again and (there := self._there(user, unpacked.digest)) is not None:
                return self._view(there, unpacked.bundle, new=0, already=True)
            with tempfile.TemporaryFile(dir=self._means.settings.home) as spool:
                kept = _checked(unpacked, spool)
                files, new = self._stored(user, kept, spool)
            with self._means.database.write() as db:
                quota.hold(db, user)
                if (before := keys.seen(db, user, key, digest)) is not None:
                    return self._view(owned(db, StudioSession, user, before).id, unpacked.bundle, new=0, already=True)
                now = self._means.database.now(db)
                session = _Writer(db, user, unpacked, files, now).write()
                keys.remember(db, user, key, digest, session, now)
            return self._view(session, unpacked.bundle, new=new, already=False)
        finally:
            ONE_AT_A_TIME.release()

    def _there(self, user: str, digest: str) -> str | None:
        with self._means.database.read() as db:
            query = select(Arrival.session_id).where(Arrival.user_id == user, Arrival.digest == digest)
            return db.scalar(query.order_by(Arrival.created.desc()).limit(1))

    def _stored(self, user: str, kept: Mapping[str, _Kept], spool: BinaryIO) -> tuple[dict[str, tuple[str, str]], int]:
        """The names under which each picture and its thumbnail are kept now, and how many of them `user` had not yet.

        Whether somebody else has one is nobody's business.
        """
        files, new = {}, 0
        for digest, one in kept.items():
            spool.seek(one.at)
            data = spool.read(one.png)
            blob = self._means.blobs.put(data)
            files[digest] = (blob, self._means.blobs.put(spool.read(one.thumb)))
            with self._means.database.read() as db:
                mine = (Image.blob == blob, Image.user_id == user)
                new += db.scalar(select(Image.id).where(*mine).limit(1)) is None
        return files, new

    def _view(self, session: str, bundle: shape.Bundle, *, new: int, already: bool) -> ArrivalView:
        pictures = sum(image.kind != "mask" for image in bundle.images)
        return ArrivalView(
            session=session, title=bundle.session.title, pictures=pictures, turns=len(bundle.turns),
            new=new, already=already,
        )  # fmt: skip


def _checked(unpacked: Unpacked, spool: BinaryIO) -> dict[str, _Kept]:
    """Every picture decoded, compared with what the graph says of it, and laid clean into the spool."""
    said: dict[str, list[shape.Image]] = {}
    for image in unpacked.bundle.images:
        if image.sha256:
            said.setdefault(image.sha256, []).append(image)
    kept = {}
    with Reader() as reader:
        for digest, data in unpacked.pictures():
            mask = all(image.kind == "mask" for image in said[digest])
            made: Made = reader.clean(data, "mask" if mask else "upload")
            for image in said[digest]:
                if (image.width, image.height) != (made.width, made.height):
                    raise BadImage(f"{image.handle} in the zip has another size than the graph says.")
            kept[digest] = _Kept(spool.tell(), len(made.png), len(made.thumb))
            spool.write(made.png + made.thumb)
    return kept


class _Writer:
    """Writes one bundle's rows."""

    def __init__(
        self, db: Session, user: str, unpacked: Unpacked, files: Mapping[str, tuple[str, str]], now: float
    ) -> None:
        self._db, self._user, self._files, self._now = db, user, files, now
        self._bundle, self._digest = unpacked.bundle, unpacked.digest
        self._session = new_id()
        bundle = self._bundle
        self._turns = {turn.id: new_id() for turn in sorted(bundle.turns, key=lambda one: (one.created, one.id))}
        self._jobs = {job.id: new_id() for job in sorted(bundle.jobs, key=lambda one: (one.created, one.step, one.id))}
        ordered = sorted(bundle.images, key=lambda one: (one.created, one.slot, one.id))
        self._images = {image.id: new_id() for image in ordered}

    def write(self) -> str:
        """Everything; the new session's id."""
        bundle, db = self._bundle, self._db
        numbers = [int(one.handle.lstrip("#m")) for one in bundle.images if one.kind != "mask"]
        masks = [int(one.handle.lstrip("#m")) for one in bundle.images if one.kind == "mask"]
        here = {one.handle for one in bundle.images if one.sha256 and one.kind != "mask"}
        focus = bundle.session.focus if bundle.session.focus in here else None
        reserved = [int(name.lstrip("#m")) for job in bundle.jobs for name in job.handles if name.startswith("#")]
        db.add(
            StudioSession(
                id=self._session, user_id=self._user, title=bundle.session.title, focus=focus,
                images=max([*numbers, *reserved], default=0), masks=max(masks, default=0), seq=0,
                head=self._turns.get(bundle.session.head or ""), created=bundle.session.created, updated=self._now,
            )
        )  # fmt: skip
        db.flush()
        db.add_all(self._turn(one) for one in bundle.turns)
        db.flush()
        db.add_all(self._job(one) for one in bundle.jobs)
        db.flush()
        db.add_all(self._pictures())
        db.flush()
        ids = self._images
        db.add_all(
            Output(job_id=self._jobs[one.job], slot=one.slot, image_id=ids[one.id]) for one in bundle.images if one.job
        )
        db.add_all(Edge(child=ids[edge.child], parent=ids[edge.parent], role=edge.role) for edge in bundle.edges)
        db.add_all(self._origin(one) for one in bundle.images if one.sha256)
        for one in bundle.images:
            names = {fold(tag): tag for tag in one.tags if one.sha256 and fold(tag)}
            db.add_all(
                Tag(image_id=self._images[one.id], folded=folded, name=name, user_id=self._user)
                for folded, name in names.items()
            )
        db.add(Arrival(session_id=self._session, user_id=self._user, digest=self._digest, created=self._now))
        index(db, list(self._images.values()))
        return self._session

    def _turn(self, one: shape.Turn) -> Turn:
        asked = one.asked.model_dump(mode="json", exclude_none=True)
        if one.asked.answers:
            asked["answers"] = self._turns[one.asked.answers]
        return Turn(
            id=self._turns[one.id], session_id=self._session, user_id=self._user,
            parent=self._turns.get(one.parent or ""), state=one.state, phase=Phase.OVER, text=one.text,
            language=one.language, request={**asked, "text": one.text}, results={}, rewrite=_json(one.rewrite),
            plan=_json(one.plan), review=_json(one.review), reply=one.reply,
            error_code=one.error.code if one.error else None, error=one.error.message if one.error else None,
            created=one.created, ended=one.ended or one.created,
        )  # fmt: skip

    def _job(self, one: shape.Job) -> Job:
        spec = catalog.specs().get(one.tool)
        return Job(
            id=self._jobs[one.id], session_id=self._session, user_id=self._user,
            turn_id=self._turns.get(one.turn or ""), step=one.step, state=one.state, tool=one.tool,
            inputs=dict(one.inputs), params=one.params, seed=one.seed, prompt=_json(one.prompt), patch=one.patch,
            words=one.words, alt=one.alt, needs=[self._jobs[need] for need in one.needs], handles=list(one.handles),
            model_key=one.model, preset=one.preset, queue=spec.queue if spec else "cpu", progress=1.0,
            error_code=one.error.code if one.error else None, error=one.error.message if one.error else None,
            created=one.created, started=one.started, ended=one.ended or one.created,
        )  # fmt: skip

    def _pictures(self) -> list[Image]:
        """All of them, each knowing what its parents are."""
        rows = {one.id: self._image(one) for one in self._bundle.images}
        parents: dict[str, list[tuple[str, str]]] = {key: [] for key in rows}
        for edge in self._bundle.edges:
            parents[edge.child].append((edge.role, edge.parent))
        for key in TopologicalSorter({key: [one for _, one in above] for key, above in parents.items()}).static_order():
            inherit(rows[key], [(role, rows[parent]) for role, parent in parents[key]])
        return list(rows.values())

    def _image(self, one: shape.Image) -> Image:
        blob, thumb = self._files[one.sha256] if one.sha256 else ("", "")
        recipe = one.recipe
        if recipe is not None:
            known = {role: self._files.get(name, (name,))[0] for role, name in recipe.inputs.items()}
            recipe = recipe.model_copy(update={"inputs": known})
        return Image(
            id=self._images[one.id], session_id=self._session, user_id=self._user,
            turn_id=self._turns.get(one.turn or ""), job_id=self._jobs.get(one.job or ""), slot=one.slot,
            handle=one.handle, kind=one.kind, tool=one.tool, of=one.of, blob=blob, thumb=thumb, width=one.width,
            height=one.height, alt=one.alt, prompt=one.prompt.wire() if one.prompt else None, recipe=_json(recipe),
            scores=_json(one.scores) or {}, rating=one.rating, star=one.star,
            purged=None if one.sha256 else self._now, painted=one.painted, brought=one.brought, created=one.created,
        )  # fmt: skip

    def _origin(self, one: shape.Image) -> Origin:
        bundle = self._bundle
        was = {"installation": bundle.installation, "session": bundle.session.id, "image": one.id, "handle": one.handle}
        return Origin(image_id=self._images[one.id], imported=was)


def _json(value: BaseModel | None) -> dict[str, object] | None:
    return None if value is None else value.model_dump(mode="json", by_alias=True)

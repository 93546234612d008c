"""Pictures given out as files that say how they were made. Writes nothing; what is stored stays pixels alone."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from c2pa import C2paError
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Origin
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.marks import Marks
from orchestrator.domain.plan import ROLES, Role
from orchestrator.domain.recipe import readable
from orchestrator.pixels.formats import MIME
from orchestrator.provenance import authority
from orchestrator.provenance.signing import DEPTH, MOST, Signatory
from orchestrator.provenance.stamp import Wish, stamped
from orchestrator.provenance.work import Work
from orchestrator.services.history.lineage import made_from
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import owned
from orchestrator.services.pictures.verify import Verify
from orchestrator.services.shapes.present import moment


@dataclass(frozen=True)
class Exported:
    """A file to be saved."""

    data: bytes
    mime: str
    name: str


class Exports:
    """What people take away as single files, and what they bring to be checked."""

    def __init__(self, means: Means) -> None:
        self._means = means

    @cached_property
    def installation(self) -> authority.Credential:
        """This installation's own certificates, made now if there are none."""
        return authority.installed(self._means.settings.credentials)

    @cached_property
    def credential(self) -> authority.Credential:
        """What signs: the person's own certificate where the settings name one, else this installation's.

        Raises:
            Conflict: the certificate named cannot be used.
        """
        settings = self._means.settings
        try:
            if settings.certificate and settings.certificate_key:
                return authority.own(settings.certificate, settings.certificate_key)
            return self.installation
        except authority.BadCertificate as error:
            raise Conflict(str(error)) from error

    @cached_property
    def _signatory(self) -> Signatory:
        return Signatory(self.credential, self._means.settings.timestamp_url or None)

    @cached_property
    def _verify(self) -> Verify:
        known = [self.installation.root]
        with suppress(Conflict):  # signing says what is wrong with it; looking needs it not
            known.append(self.credential.root)
        if path := self._means.settings.anchors:
            try:
                known.append(path.read_bytes())
            except OSError as error:
                raise Conflict(f"The trusted roots in PENTIMENTO_ANCHORS cannot be read: {error.strerror}.") from error
        return Verify(b"\n".join(dict.fromkeys(known)).decode("ascii", "replace"))

    def picture(self, user: str, image_id: str, wish: Wish) -> Exported:
        """A picture's file with label, XMP, recipe and credentials, as far as they are wanted.

        Raises:
            NotFound: there is no such picture.
            Conflict: it cannot be signed; see `credential`.
        """
        with self._means.database.read() as db:
            row = owned(db, Image, user, image_id)
            if row.purged is not None:
                raise NotFound("This picture was thrown away for good.")
            work = self._work(db, row)
        try:
            data = stamped(work, wish, self._signatory, self._means.settings.producer)
        except C2paError as error:
            raise Conflict(f"The picture could not be signed: {error}. Look at the certificate's settings.") from error
        name = f"pentimento-{work.handle.lstrip('#')}.{'jpg' if wish.format == 'jpeg' else wish.format}"
        return Exported(data, MIME[wish.format], name)

    def marks(self, data: bytes) -> Marks:
        """What a file from outside says of itself; see `Verify.file`."""
        return self._verify.file(data)

    def root(self) -> bytes:
        """The certificate (PEM) that others must trust to know our signatures."""
        return self.credential.root

    def _work(self, db: Session, tip: Image) -> Work:
        """The picture with its parents: `DEPTH` generations, the nearest `MOST` pictures; beyond, they stand alone."""
        rows, parents, border = {tip.id: tip}, dict[str, list[tuple[Role, Image]]](), [tip]
        for _ in range(DEPTH):
            further: list[Image] = []
            for row in border[: MOST - len(parents)]:
                parents[row.id] = _parents(db, row.id)
                further += [parent for _, parent in parents[row.id] if parent.id not in rows]
                rows |= {parent.id: parent for _, parent in parents[row.id]}
            border = list({row.id: row for row in further}.values())
        works: dict[str, Work] = {}
        order = TopologicalSorter({key: [parent.id for _, parent in parents.get(key, ())] for key in rows})
        for key in order.static_order():
            above = [(role, works[parent.id]) for role, parent in parents.get(key, ())]
            works[key] = self._alone(db, rows[key], above, whole=key in parents)
        return works[tip.id]

    def _alone(self, db: Session, row: Image, parents: list[tuple[Role, Work]], *, whole: bool) -> Work:
        origin = db.get(Origin, row.id)
        return Work(
            id=row.id,
            handle=row.handle,
            kind=row.kind,  # type: ignore[arg-type]  # one of the three, by who writes it
            width=row.width,
            height=row.height,
            created=moment(row.created),
            recipe=readable(row.recipe),
            png=lambda: self._means.blobs.get(row.blob),
            parents=tuple(sorted(parents, key=lambda pair: ROLES.index(pair[0]))),
            original=self._original(origin),
            claimed=_claimed(origin),
            whole=whole,
            brought=row.brought,
            painted=row.painted,
        )

    def _original(self, origin: Origin | None) -> "_Original | None":
        if origin is None or origin.blob is None or origin.mime is None:
            return None
        return _Original(self._means, origin.blob, origin.mime)


@dataclass(frozen=True)
class _Original:
    """Reads an upload as it came."""

    means: Means
    blob: str
    mime: str

    def __call__(self) -> tuple[bytes, str]:
        return self.means.blobs.get(self.blob), self.mime


def _parents(db: Session, image_id: str) -> list[tuple[Role, Image]]:
    """What a picture was made from, one for each role, as far as it is there."""
    return [(role, one) for role, one in made_from(db, [image_id])[image_id].items() if one.purged is None]


def _claimed(origin: Origin | None) -> str | None:
    return None if origin is None or origin.marks is None else Marks.model_validate(origin.marks).claimed

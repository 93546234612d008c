"""Which workers have been heard of, and whether a turn would be served now."""

from typing import Final

from sqlalchemy import delete, select

from orchestrator.db.models import Worker
from orchestrator.services.house.house_views import HealthView, WorkerView
from orchestrator.services.house.means import Means

SILENT_SECONDS: Final = 12.0
"""A worker that was not heard of for so long does not count."""
FORGOTTEN_SECONDS: Final = 3600.0
KINDS: Final = ("agent", "tool")


class Health:
    """The register of workers."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def report(self, name: str, kind: str, *, ready: bool, busy: bool = False, detail: str = "") -> None:
        """A worker says how it is; called every few seconds."""
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            row = db.get(Worker, name)
            if row is None:
                row = Worker(name=name, kind=kind, started=now)
                db.add(row)
            row.ready, row.busy, row.detail, row.seen = ready, busy, detail, now

    def names(self, node: str) -> list[str]:
        """The workers of a node that have been heard of."""
        with self._means.database.read() as db:
            return list(db.scalars(select(Worker.name).where(Worker.name.startswith(f"{node}/", autoescape=True))))

    def forget(self, worker: str) -> None:
        """Strike out a worker that is known to be gone, and any not heard of for an hour."""
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            db.execute(delete(Worker).where(Worker.name == worker))
            db.execute(delete(Worker).where(Worker.seen < now - FORGOTTEN_SECONDS))

    def silence(self, name: str) -> float | None:
        """Seconds since a worker was heard of; None if it never was."""
        with self._means.database.read() as db:
            row = db.get(Worker, name)
            return None if row is None else self._means.database.now(db) - row.seen

    def idle(self, name: str) -> bool:
        """Whether a worker says that it is ready and has nothing to do."""
        with self._means.database.read() as db:
            row = db.get(Worker, name)
            return row is not None and row.ready and not row.busy

    def view(self) -> HealthView:
        """`ok` once an agent worker and a tool worker are ready."""
        with self._means.database.read() as db:
            now = self._means.database.now(db)
            rows = db.scalars(select(Worker).where(Worker.seen > now - SILENT_SECONDS).order_by(Worker.name)).all()
        workers = {}
        for kind in KINDS:
            alive = [row for row in rows if row.kind == kind]
            workers[kind] = WorkerView(
                ready=any(row.ready for row in alive),
                running=len(alive),
                detail=next((row.detail for row in alive if row.detail), "" if alive else "not started yet"),
            )
        missing = [
            f"the {kind} worker: {view.detail or 'starting'}" for kind, view in workers.items() if not view.ready
        ]
        return HealthView(
            status="starting" if missing else "ok",
            workers=workers,
            waiting=f"Waiting for {'; '.join(missing)}." if missing else None,
        )

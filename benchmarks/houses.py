"""Studios to be filled and asked: one on each database, and one whose workers run here. Owns how asking is timed."""

import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from orchestrator.bootstrap import Studio, studio
from orchestrator.domain.plan import Plan
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.shapes.views import ImageView, JobView
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.tool_loop import ToolLoop
from tests.servers.databases import PostgreSQL, postgresql

DATABASES: Final = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Opened:
    """A studio on one kind of database, and its one person."""

    name: str
    studio: Studio
    user: str
    home: Path
    server: PostgreSQL | None

    def p95(self, calls: Iterable[Callable[[], object]]) -> tuple[float, float]:
        """Milliseconds on the clock, and of computing in this process and in the database's; Linux tells the latter."""
        gc.collect()
        gc.freeze()  # as the web server does: of a hundred calls several would wait for a look through all modules
        taken = [self._timed(call) for call in calls]
        wall, computed = np.percentile(np.asarray(taken), 95, axis=0)
        return float(wall), float(computed)

    def _timed(self, call: Callable[[], object]) -> tuple[float, float]:
        served, busy, began = self._served(), time.process_time(), time.perf_counter()
        call()
        ended, done = time.perf_counter(), time.process_time()
        return (ended - began) * 1000, (done - busy) * 1000 + self._served() - served

    def _served(self) -> float:
        """Milliseconds of computing by those who serve the connections that are open."""
        if self.server is None:
            return 0.0
        pid = self.server.server.process.pid
        return sum(map(_computed, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()))


def _computed(pid: str) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6
    except (OSError, IndexError):
        return 0.0


def houses(databases: Sequence[str] = DATABASES, kept: Path | None = None) -> Iterator[Opened]:
    """A studio on each database; all are closed when the last was taken.

    They live in the folder `kept` and go on with what is there, or in one of their own that is removed at the end.
    """
    with ExitStack() as stack:
        folder = kept or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pentimento-bench-")))
        for name in databases:
            home = folder / name
            home.mkdir(parents=True, exist_ok=True)
            url, server = f"sqlite:///{home / 'pentimento.db'}", None
            if name == "PostgreSQL":
                server = stack.enter_context(postgresql(kept and folder / "server"))
                url = server.kept("bench") if kept else stack.enter_context(server.database())
            house = studio(Settings(home=home, database_url=url))
            stack.callback(house.close)
            house.migrate()
            yield Opened(name, house, house.users.add("bench", "a token that nobody guesses"), home, server)


class House:
    """A studio with its workers in this process, and one session."""

    def __init__(self, home: Path) -> None:
        self.studio: Studio = studio(Settings(home=home))
        self.studio.migrate()
        self.user = self.studio.users.add("bench", "a token that nobody guesses")
        self.session = self.studio.sessions.create(self.user).id
        self._tools = ToolLoop(self.studio, ("gpu", "cpu"), "bench/tool/1")
        self._agent = AgentLoop(self.studio, None, "bench/agent/1")

    def make(self, step: dict[str, Any], seed: int) -> ImageView:
        """Run one step; what it made, masks left out."""
        plan = Plan.model_validate({"intent": "make", "steps": [step]})
        said = self.studio.turns.submit(self.user, self.session, TurnRequest(text="next", plan=plan, seed=seed))
        self.work()
        turn = self.studio.turns.get(self.user, said.id)
        if not turn.images:
            raise RuntimeError(f"{step['tool']} made nothing: {[job.error for job in turn.jobs]}")
        return turn.images[0]

    def work(self) -> None:
        """What the workers do until nothing is left."""
        self._tools.drain()
        self._agent.drain()

    def job(self, job_id: str) -> JobView:
        """A job as it stands."""
        return self.studio.jobs.get(self.user, job_id)

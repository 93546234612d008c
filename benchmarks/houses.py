"""Studios to be filled and asked: one on each database, and one whose workers run here. Refuses to measure."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from orchestrator.bootstrap import Studio, studio
from orchestrator.domain.plan import Plan
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.shapes.views import ImageView, JobView
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.tool_loop import ToolLoop
from tests.servers.databases import postgresql


def houses(databases: Sequence[str] = ("SQLite", "PostgreSQL")) -> Iterator[tuple[str, Studio, str]]:
    """Name of the database, a studio on it, and its one person; all of them are closed when the last was taken."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pentimento-bench-")))
        for name in databases:
            home = folder / name
            url = f"sqlite:///{home / 'pentimento.db'}"
            if name == "PostgreSQL":
                url = stack.enter_context(stack.enter_context(postgresql()).database())
            house = studio(Settings(home=home, database_url=url))
            stack.callback(house.close)
            house.migrate()
            yield name, house, house.users.add("bench", "a token that nobody guesses")


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

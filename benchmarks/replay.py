"""`python -m benchmarks.replay [--pictures N]`: a chain of N pictures, all made again from the first one on.

Starter models, every tool that has one, in one chain; prints each verdict and exits with 1 unless all are identical.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import track

from orchestrator.bootstrap import Studio, studio
from orchestrator.domain.plan import Plan
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.shapes.views import ImageView, JobView
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.tool_loop import ToolLoop

FIRST: Final = {"tool": "generate", "params": {"prompt": "a red house, lake, sunset"}}
LATER: Final[tuple[dict[str, Any], ...]] = (
    {"tool": "edit", "params": {"prompt": "a red house, lake, night"}},
    {"tool": "inpaint", "params": {"prompt": "a boat, lake"}, "region": "lower left"},
    {"tool": "enhance", "params": {"adjust": "contrast", "amount": "slight"}},
    {"tool": "generate", "params": {"prompt": "a red house, lake, day", "variation": "subtle"}},
    {"tool": "edit", "params": {"prompt": "a blue house, lake, day"}},
    {"tool": "upscale", "params": {"scale": 2}},
    {"tool": "edit", "params": {"prompt": "a blue house, lake, snow"}},
)


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


def chain(house: House, pictures: int) -> ImageView:
    """The newest of `pictures` pictures, each made from the one before."""
    made = house.make(FIRST, seed=1)
    for number in track(range(1, pictures), "making", console=Console(stderr=True)):
        step = LATER[(number - 1) % len(LATER)]
        made = house.make({**step, "inputs": {"source": made.handle}}, seed=number)
    return made


def main() -> None:
    """Make, make again, compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay", description=__doc__)
    parser.add_argument("--pictures", type=int, default=50)
    asked = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="pentimento-replay-") as folder:
        house = House(Path(folder))
        tip = chain(house, asked.pictures)
        began = time.perf_counter()
        job = house.studio.replay.submit(house.user, tip.id, ancestry=True)
        house.work()
        ended = house.job(job.id)
        seconds = time.perf_counter() - began
    if ended.result is None:
        sys.exit(f"the replay {ended.state}: {ended.error}")
    for one in ended.result.pictures:
        console.print(f"{one.handle:>4} {one.tool:9} {one.verdict} {'; '.join(one.because)}")
    counted = Counter(one.verdict for one in ended.result.pictures)
    console.print(f"{len(ended.result.pictures)} pictures again in {seconds:.1f} s: {dict(counted)}")
    sys.exit(0 if set(counted) == {"identical"} else 1)


if __name__ == "__main__":
    main()

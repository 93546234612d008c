"""Jobs for real workers that are killed at random: `kill -9` of a worker, of the supervisor, and a wiped broker."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from PIL import Image

from orchestrator.bootstrap import Studio, studio
from orchestrator.db.models import Job
from orchestrator.services.shapes.requests import JobRequest, TurnRequest
from orchestrator.settings import REPOSITORY, Settings
from orchestrator.worker.agent_loop import AgentLoop
from tests.orchestrator.hands import brighten, making

ADJUSTMENTS = ("brighten", "darken", "contrast", "saturate", "warmer", "cooler", "sharpen")


@dataclass
class Siege:
    """One run; everything that chance decides comes from `seed`."""

    home: Path
    seed: int
    lease: float = 3.0
    database_url: str = ""
    side: int = 700
    acknowledged: set[str] = field(default_factory=set)
    kills: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.settings = Settings(
            home=self.home, database_url=self.database_url, lease=self.lease, threads=1, max_open_jobs=100_000
        )
        self.house: Studio = studio(self.settings)
        self.house.migrate()
        self.process: subprocess.Popen[bytes] | None = None
        self.people = [self._person(name) for name in ("ann", "bo", "cy")]

    def _person(self, name: str) -> tuple[str, str]:
        user = self.house.users.add(name, f"token of {name}")
        session = self.house.sessions.create(user).id
        out = io.BytesIO()
        Image.effect_noise((self.side, self.side), 50).convert("RGB").save(out, "PNG")
        self.house.images.upload(user, session, out.getvalue())
        return user, session

    def submit(self, count: int) -> None:
        """Have `count` jobs acknowledged: single ones, and turns of two steps of which one needs the other."""
        while len(self.acknowledged) < count:
            user, session = self.chance.choice(self.people)
            if count - len(self.acknowledged) >= 2 and self.chance.random() < 0.2:
                plan = making(brighten("#1"), brighten("@1"))
                turn = self.house.turns.submit(user, session, TurnRequest(text="two steps", plan=plan))
                self.acknowledged |= {job.id for job in turn.jobs}
            else:
                params = {"adjust": self.chance.choice(ADJUSTMENTS)}
                request = JobRequest(tool="enhance", inputs={"source": "#1"}, params=params)
                self.acknowledged.add(self.house.jobs.submit(user, session, request).id)

    def open_jobs(self) -> int:
        """Acknowledged jobs that have not ended."""
        return sum(len(self.house.sessions.get(user, session).jobs) for user, session in self.people)

    def start(self) -> None:
        """Start the supervisor."""
        environment = {
            **os.environ,
            "PENTIMENTO_HOME": str(self.home),
            "PENTIMENTO_DATABASE_URL": self.database_url,
            "PENTIMENTO_LEASE": str(self.lease),
            "PENTIMENTO_THREADS": "1",
            "PYTHONPATH": str(REPOSITORY),
        }
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.house"],
                env=environment,
                cwd=REPOSITORY,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )

    def stop(self) -> None:
        """End it in good order."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)

    def kill_one(self) -> None:
        """Kill something: three times out of four at a random point of a running job, else at any moment."""
        assert self.process is not None
        busy = self._busy_worker() if self.chance.random() < 0.75 else None
        time.sleep(self.chance.uniform(0.0, 0.3 if busy else 2.0))
        draw = self.chance.random()
        if draw < 0.1:
            for path in (self.home / "broker" / "queue").glob("*"):
                path.unlink(missing_ok=True)
            self.kills["broker wiped"] += 1
        elif draw < 0.25:
            self.process.kill()
            self.process.wait()
            self.kills["supervisor"] += 1
            self.start()
        elif pid := busy or self.chance.choice([child.pid for child in self._workers()] or [0]):
            self.kills["worker at work" if busy else "worker"] += _killed(pid)

    def _workers(self) -> list[psutil.Process]:
        assert self.process is not None
        try:
            return psutil.Process(self.process.pid).children()
        except psutil.NoSuchProcess:
            return []

    def _busy_worker(self, patience: float = 60.0) -> int | None:
        limit = time.monotonic() + patience
        while time.monotonic() < limit:
            alive = {worker.pid for worker in self._workers()}
            for user, session in self.people:
                for event in self.house.events.live(user, session):
                    pid = self._holder(event.data["job"])
                    if pid in alive:
                        return pid
            time.sleep(0.02)
        return None

    def _holder(self, job: str) -> int | None:
        with self.house.means.database.read() as db:
            row = db.get(Job, job)
        return int(row.worker.rpartition("/")[2]) if row is not None and row.worker else None

    def wait_for_ended(self, count: int, patience: float) -> None:
        """Wait until so many jobs have ended, or patience has."""
        limit = time.monotonic() + patience
        while len(self.acknowledged) - self.open_jobs() < count and time.monotonic() < limit:
            time.sleep(0.05)

    def settle(self, patience: float) -> None:
        """Wait until all jobs have ended, and end the turns (there is no agent here)."""
        limit = time.monotonic() + patience
        while self.open_jobs() and time.monotonic() < limit:
            time.sleep(0.1)
        AgentLoop(self.house, None, "judge").drain()


def _killed(pid: int) -> int:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1

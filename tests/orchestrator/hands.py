"""Somebody who uses a studio, and a worker at its side, both through the services."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image
from sqlalchemy import text

from orchestrator.bootstrap import Studio
from orchestrator.domain.plan import Plan
from orchestrator.pixels.formats import png_bytes, thumbnail
from orchestrator.services.jobs.job_queue import Claim
from orchestrator.services.jobs.results import Circumstances, Made
from orchestrator.services.shapes.requests import JobRequest, TurnRequest
from orchestrator.services.shapes.views import ImageDetail, ImageView, JobView, TurnView
from orchestrator.services.turns.turn_queue import TurnClaim

QUEUES = ("gpu", "cpu")
AROUND = Circumstances(version="1", libraries={"pillow": "1"}, device="cpu", threads=1)


def until(true: Callable[[], bool], seconds: float = 90.0) -> None:
    """Return once `true()`; fails after `seconds`."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.02)


def brighten(source: str) -> dict[str, Any]:
    """A step that needs no model."""
    return {"tool": "enhance", "inputs": {"source": source}, "params": {"adjust": "brighten"}}


def making(*steps: dict[str, Any]) -> Plan:
    """A plan of such steps."""
    return Plan.model_validate({"intent": "make", "steps": steps})


@dataclass
class Hands:
    """One person in one session."""

    house: Studio
    user: str
    session: str

    @classmethod
    def on(cls, house: Studio, name: str = "someone") -> "Hands":
        user = house.users.add(name, f"token of {name}")
        return cls(house, user, house.sessions.create(user).id)

    def upload(self, size: tuple[int, int] = (32, 24), colour: str = "navy") -> ImageView:
        out = io.BytesIO()
        Image.new("RGB", size, colour).save(out, "PNG")
        return self.house.images.upload(self.user, self.session, out.getvalue())

    def mask(self, size: tuple[int, int]) -> ImageView:
        out = io.BytesIO()
        Image.new("L", size, "white").save(out, "PNG")
        return self.house.images.upload(self.user, self.session, out.getvalue(), kind="mask")

    def job(self, source: str = "#1", **more: Any) -> JobView:
        request = JobRequest(tool="enhance", inputs={"source": source}, params={"adjust": "brighten"})
        return self.house.jobs.submit(self.user, self.session, request, **more)

    def say(self, words: str, plan: Plan | None = None, **more: Any) -> TurnView:
        return self.house.turns.submit(self.user, self.session, TurnRequest(text=words, plan=plan, **more))

    def claim(self, worker: str = "w", loaded: tuple[str, ...] = ()) -> Claim | None:
        return self.house.job_queue.claim(QUEUES, worker, loaded)

    def claimed(self, worker: str = "w") -> Claim:
        claim = self.claim(worker)
        assert claim is not None
        return claim

    def turn_claimed(self, worker: str = "a") -> TurnClaim:
        claim = self.house.turn_queue.claim(worker)
        assert claim is not None
        return claim

    def finish(self, claim: Claim, colour: str = "teal") -> None:
        self.house.results.finish(claim, [made(colour) for _ in range(claim.slots)], AROUND)

    def now(self, job: JobView | Claim) -> JobView:
        """How the job stands now."""
        return self.house.jobs.get(self.user, job.id)

    def state(self, job: JobView) -> str:
        return self.now(job).state.value

    def picture(self, handle: str) -> ImageDetail:
        return self.house.images.by_handle(self.user, self.session, handle)

    def found(self, q: str, **more: Any) -> list[str]:
        """Alt texts of what is found."""
        return [one.alt for one in self.house.search.page(self.user, q, **more).items]

    def kinds(self) -> list[str]:
        return [event.kind.value for event in self.house.events.after(self.user, self.session, 0, 1000)]

    def execute(self, sql: str, **values: Any) -> None:
        with self.house.means.database.write() as db:
            db.execute(text(sql), values)

    def let_leases_lapse(self) -> None:
        self.execute("UPDATE jobs SET lease_until = 1 WHERE lease_until IS NOT NULL")
        self.execute("UPDATE turns SET lease_until = 1 WHERE lease_until IS NOT NULL")

    def let_pauses_pass(self) -> None:
        self.execute("UPDATE jobs SET not_before = 0")
        self.execute("UPDATE turns SET not_before = 0")


def made(colour: str = "teal", size: tuple[int, int] = (32, 24)) -> Made:
    picture = Image.new("RGB", size, colour)
    return Made(png_bytes(picture), thumbnail(picture), *size)

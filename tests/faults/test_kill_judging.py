"""A turn that judges and mends its own pictures, while the parts of a whole studio are killed: it comes to its end."""

import random
import time
from pathlib import Path
from typing import Final

import pytest

from orchestrator.bootstrap import studio as house_of
from orchestrator.settings import Settings
from tests.faults.ledger import judge
from tests.servers.studios import studio
from tests.system.talk import Json, Talk
from tests.tools import lookers

pytestmark = [pytest.mark.serial, pytest.mark.slow, pytest.mark.timeout(1800)]

STEPS: Final = ("generate", "judge", "generate", "judge", "generate", "judge")


def test_the_loop_goes_on_after_every_kill(tmp_path: Path) -> None:
    """Killed in every stage of it: no attempt is lost, none is made twice, the best one is in focus."""
    lookers.sure("eye", tmp_path / "models" / "eye", -5.0)  # it surely sees nothing of what was asked for
    chance = random.Random(11)
    with studio({"models": str(tmp_path / "models"), "attempts": "2"}) as running:
        running.start()
        talk = Talk(running.client)
        turn = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json={"text": "a red house and a boat on a lake"})
        for stage in range(1, len(STEPS) + 1):
            _reached(talk, turn["id"], stage)
            time.sleep(chance.uniform(0.0, 0.5))
            running.strike(("worker.main agent", "worker.main tool", "everything")[stage % 3])
        running.wait_ready()
        ended = talk.wait(turn["id"])
        focus = talk.call("GET", f"/sessions/{talk.id}")["focus"]
        running.stop()
        house = house_of(Settings(home=running.home))
        verdict = judge(house, {job["id"] for job in ended["jobs"]})
        house.close()
    assert [job["tool"] for job in ended["jobs"]] == list(STEPS)
    assert (ended["state"], ended["review"]["ended"], focus) == ("done", "budget", ended["review"]["best"])
    assert [len(attempt["pictures"]) for attempt in ended["review"]["attempts"]] == [1, 1, 1]
    assert verdict.good, verdict


def _reached(talk: Talk, turn: str, jobs: int) -> None:
    """Wait until the turn has so many jobs."""
    end = time.monotonic() + 300
    while True:
        view: Json = talk.call("GET", f"/turns/{turn}")
        if len(view["jobs"]) >= jobs:
            return
        assert time.monotonic() < end, view
        time.sleep(0.1)

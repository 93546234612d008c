"""A person goes on talking while the parts of a whole studio are killed: each sentence is answered once, in full."""

import random
import time
import uuid
from collections import Counter
from typing import Final

import httpx
import pytest

from orchestrator.bootstrap import studio as house_of
from orchestrator.settings import Settings
from tests.faults.ledger import Verdict, judge
from tests.servers.studios import Studio, studio
from tests.system.talk import Json, Talk

pytestmark = [pytest.mark.serial, pytest.mark.slow, pytest.mark.timeout(600)]

PARTS: Final = ("web.server", "worker.main agent", "worker.main tool", "everything")
SENTENCES: Final = (
    "a red house by a lake at sunset",
    "make it night",
    "一只狗在草地上奔跑",
    "two white sailboats on the sea",
    "make it twice as large",
    "a castle in the mountains",
    "夕阳下的海滩",
    "make it brighter",
)


def test_no_sentence_is_lost_or_answered_twice() -> None:
    chance = random.Random(7)
    with studio({"attempts": "0"}) as running:  # the loop has a test of its own
        running.start()
        talk = Talk(running.client)
        turns = []
        for number, words in enumerate(SENTENCES):
            turns.append(_insist(running, talk, words))
            time.sleep(chance.uniform(0.0, 1.2))
            running.strike(PARTS[number % len(PARTS)], wait=False)
        running.wait_ready()
        ended = [talk.wait(turn) for turn in turns]
        assert [(turn["text"], turn["state"]) for turn in ended] == [(words, "done") for words in SENTENCES]
        jobs = {job["id"] for turn in ended for job in turn["jobs"]}
        assert len(jobs) == len(SENTENCES)
        running.stop()
        verdict = _verdict(running, jobs)
    assert verdict.good, verdict
    assert verdict.states == Counter(succeeded=len(SENTENCES))


def _insist(running: Studio, talk: Talk, words: str) -> str:
    """Send a sentence until it is acknowledged, as a patient client does: always with the same key."""
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    end = time.monotonic() + 120
    while True:
        try:
            response = running.client.post(f"/api/v1/sessions/{talk.id}/turns", json={"text": words}, headers=headers)
        except httpx.TransportError:
            assert time.monotonic() < end, running.tail()
            time.sleep(0.2)
            continue
        assert response.status_code == 202, response.text
        turn: Json = response.json()
        return str(turn["id"])


def _verdict(running: Studio, jobs: set[str]) -> Verdict:
    house = house_of(Settings(home=running.home))
    try:
        return judge(house, jobs)
    finally:
        house.close()

"""The limit on open work holds under any race; so does an idempotency key."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from orchestrator.bootstrap import studio
from orchestrator.domain.errors import QueueFull
from orchestrator.settings import Settings
from tests.orchestrator.hands import Hands


def test_a_race_for_the_last_places(tmp_path: Path, database_url: str) -> None:
    house = studio(Settings(home=tmp_path / "home", database_url=database_url, max_open_jobs=7))
    house.migrate()
    hands = Hands.on(house)
    hands.upload()

    def try_one(number: int) -> bool:
        try:
            hands.job() if number % 2 else hands.say(f"turn {number}")
        except QueueFull:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        accepted = sum(pool.map(try_one, range(40)))
    assert accepted == 7
    claim = hands.claim()
    if claim is not None:
        hands.finish(claim)
        hands.job()
    house.close()


def test_a_race_with_one_key(tmp_path: Path, database_url: str) -> None:
    house = studio(Settings(home=tmp_path / "home", database_url=database_url))
    house.migrate()
    hands = Hands.on(house)
    hands.upload()
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: hands.job(key="once").id, range(16)))
    assert len(made) == 1
    assert len(house.sessions.get(hands.user, hands.session).jobs) == 1
    house.close()

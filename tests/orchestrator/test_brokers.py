"""A real worker on every broker: hints wake it, junk does not harm it, a wiped broker costs a hint and no job."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestrator.bootstrap import studio
from orchestrator.services.house.hints import ENOUGH, celery_app, publish
from orchestrator.settings import REPOSITORY, Settings
from tests.orchestrator.hands import Hands, until


@pytest.mark.slow
@pytest.mark.serial
@pytest.mark.timeout(300)
def test_hints_wake_a_worker(tmp_path: Path, broker_url: str) -> None:
    settings = Settings(home=tmp_path / "home", broker_url=broker_url)
    house = studio(settings)
    house.migrate()
    hands = Hands.on(house)
    hands.upload()
    environment = {
        **os.environ,
        "PENTIMENTO_HOME": str(settings.home),
        "PENTIMENTO_BROKER_URL": broker_url,
        "PYTHONPATH": str(REPOSITORY),
    }
    before = hands.job()
    worker = subprocess.Popen(
        [sys.executable, "-m", "orchestrator.worker.main", "tool", "cpu"], env=environment, cwd=REPOSITORY
    )
    try:
        until(lambda: hands.state(before) == "succeeded")  # what waited is found at the start
        until(lambda: house.health.idle(_name(house.settings, worker.pid)))
        after = hands.job()
        until(lambda: hands.state(after) == "succeeded")
        app = celery_app(settings)
        app.send_task("os.system", args=["touch /tmp/never"], queue="cpu")
        last = hands.job()
        until(lambda: hands.state(last) == "succeeded")
        assert worker.poll() is None
    finally:
        worker.terminate()
        worker.wait(30)
    for _ in range(4 * ENOUGH):
        publish(app, "cpu")
    with app.connection_for_write() as connection, connection.channel() as channel:
        assert app.amqp.queues["cpu"](channel).queue_declare().message_count <= ENOUGH
    house.close()


def _name(settings: Settings, pid: int) -> str:
    from orchestrator.worker.process import node

    return f"{node(settings)}/tool/{pid}"

"""Workers with real tools: run, cancelled, broken, leaving; and what keeps them alive."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from orchestrator.bootstrap import Studio
from orchestrator.domain.job import TurnState
from orchestrator.pixels.formats import opened
from orchestrator.services.shapes.requests import JobRequest
from orchestrator.services.shapes.views import ImageView
from orchestrator.settings import REPOSITORY
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.home_lock import HomeLock, HomeTaken
from orchestrator.worker.process import node
from orchestrator.worker.pulse import Pulse
from orchestrator.worker.supervisor import Supervisor
from orchestrator.worker.tool_loop import ToolLoop
from tests.orchestrator.hands import QUEUES, Hands, brighten, making, until


def loop(house: Studio, name: str = "node/tool/1") -> ToolLoop:
    return ToolLoop(house, QUEUES, name)


def test_steps_run_in_order_and_are_recorded(hands: Hands, uploaded: ImageView) -> None:
    said = hands.say("twice", making(brighten("#1"), brighten("@1")))
    loop(hands.house).drain()
    AgentLoop(hands.house, None, "node/agent/1").drain()
    turn = hands.house.turns.get(hands.user, said.id)
    assert (turn.state, [job.state.value for job in turn.jobs]) == (TurnState.DONE, ["succeeded", "succeeded"])
    detail = hands.picture("#3")
    assert [parent.handle for parent in detail.parents] == ["#2"]
    assert detail.recipe is not None
    assert (detail.recipe.tool, detail.recipe.params["adjust"]) == ("enhance", "brighten")
    assert "pillow" in detail.recipe.libraries
    picture = opened(hands.house.images.file(hands.user, detail.id)[0])
    assert picture.getpixel((0, 0)) != (0, 0, 128)


def test_a_tool_that_refuses(hands: Hands, uploaded: ImageView) -> None:
    job, fine = hands.job(), hands.job()
    hands.execute("""UPDATE jobs SET params = '{"adjust": "nonsense"}' WHERE id = :id""", id=job.id)
    loop(hands.house).drain()
    error = hands.now(job).error
    assert error is not None
    assert (error.code, "adjust" in error.message) == ("tool", True)
    assert hands.state(fine) == "succeeded"


def test_a_lost_file_fails_the_job_only(hands: Hands, uploaded: ImageView) -> None:
    job = hands.job()
    for path in (hands.house.settings.home / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
    loop(hands.house).drain()
    error = hands.now(job).error
    assert error is not None
    assert error.message.endswith(".")


def test_a_model_that_is_gone(hands: Hands, uploaded: ImageView) -> None:
    job = hands.job()
    hands.execute("UPDATE jobs SET model_key = 'gone' WHERE id = :id", id=job.id)
    loop(hands.house).drain()
    error = hands.now(job).error
    assert error is not None
    assert error.code == "model-unavailable"


def test_a_turn_without_a_language_model_says_so(hands: Hands) -> None:
    said = hands.say("你好")
    AgentLoop(hands.house, None, "node/agent/1", "chat.gguf is missing.").drain()
    turn = hands.house.turns.get(hands.user, said.id)
    assert turn.state is TurnState.FAILED
    assert turn.reply is not None
    assert "chat.gguf is missing." in turn.reply


@pytest.mark.slow
@pytest.mark.usefixtures("unowned_models")
def test_cancelled_half_way_the_next_job_finds_the_model_loaded(hands: Hands) -> None:
    params = {"prompt": "a red house", "steps": 150}
    long = hands.house.jobs.submit(hands.user, hands.session, JobRequest(tool="generate", params=params, seed=1))
    short = JobRequest(tool="generate", params={**params, "steps": 1}, seed=1)
    worker = loop(hands.house)
    worker.warm_up()
    thread = threading.Thread(target=worker.drain)
    thread.start()
    until(lambda: hands.now(long).progress > 0.0)
    next_one = hands.house.jobs.submit(hands.user, hands.session, short)
    hands.house.jobs.cancel(hands.user, long.id)
    thread.join(60)
    assert (hands.state(long), hands.state(next_one)) == ("cancelled", "succeeded")
    from tools.runtime.cache import loaded

    assert hands.now(next_one).model in loaded()


@pytest.mark.slow
@pytest.mark.usefixtures("unowned_models")
def test_a_worker_that_leaves_gives_its_job_back(hands: Hands) -> None:
    request = JobRequest(tool="generate", params={"prompt": "a boat", "steps": 150}, seed=1)
    job = hands.house.jobs.submit(hands.user, hands.session, request)
    worker = loop(hands.house)
    thread = threading.Thread(target=worker.drain)
    thread.start()
    until(lambda: hands.now(job).progress > 0.0)
    worker.leave()
    thread.join(60)
    assert (hands.now(job).state.value, hands.now(job).attempt) == ("queued", 0)


def test_a_pulse_stops_when_it_is_refused_and_passes_on_the_latest() -> None:
    seen: list[tuple[float | None, bytes | None]] = []
    with Pulse(lambda progress, preview: seen.append((progress, preview)), lease=0.4) as pulse:
        pulse.tell(progress=0.1)
        pulse.tell(progress=0.2, picture=Image.new("RGB", (8, 8)))
        until(lambda: any(preview for _, preview in seen))
    assert not pulse._thread.is_alive(), "no more beats once it has stopped"
    assert 0.2 in [progress for progress, _ in seen]


def test_one_supervisor_per_home(tmp_path: Path) -> None:
    first = HomeLock(tmp_path)
    with pytest.raises(HomeTaken, match=str(os.getpid())):
        HomeLock(tmp_path)
    first.release()
    HomeLock(tmp_path).release()


def test_a_new_life_frees_the_dead_and_disturbs_nobody_else(hands: Hands) -> None:
    house, here = hands.house, node(hands.house.settings)
    with subprocess.Popen(["sleep", "60"]) as other, subprocess.Popen(["true"]) as dead:
        dead.wait()
        hands.upload()
        jobs = {pid: (hands.job(), hands.claimed(f"{here}/tool/{pid}")) for pid in (other.pid, dead.pid)}
        for pid in jobs:
            house.health.report(f"{here}/tool/{pid}", "tool", ready=True)
        supervisor = Supervisor(house, children=[])
        supervisor.stop()
        supervisor.run()
        house.job_queue.heartbeat(jobs[other.pid][1])
        assert [hands.state(job) for job, _ in jobs.values()] == ["running", "queued"]
        assert house.health.names(here) == [f"{here}/tool/{other.pid}"]
        other.kill()


def test_health(house: Studio) -> None:
    name = node(house.settings)
    assert house.health.view().status == "starting"
    house.health.report(f"{name}/agent/1", "agent", ready=True)
    house.health.report(f"{name}/tool/2", "tool", ready=False, detail="loading")
    found = house.health.view()
    assert (found.status, found.waiting) == ("starting", "Waiting for the tool worker: loading.")
    house.health.report(f"{name}/tool/2", "tool", ready=True)
    assert house.health.view().status == "ok"
    house.health.forget(f"{name}/tool/2")
    assert house.health.view().workers["tool"].running == 0


def test_a_log_without_room_ends_nobody() -> None:
    code = (
        "import structlog; from orchestrator.worker.process import set_up_logging\n"
        "set_up_logging()\n"
        "for _ in range(99): structlog.get_logger().error('no room', detail='x' * 999)\n"
        "print('still here')"
    )
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=full, text=True, check=False
        )
    assert done.stdout == "still here\n"

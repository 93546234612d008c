"""How long until work goes on after `kill -9` of a worker and of everything, and what the web process weighs."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.bare import Bare
from benchmarks.report import Figure
from tests.servers.studios import Studio
from tests.system.talk import Talk

WEB_FLOOR = "import flask, gunicorn, sqlalchemy, pydantic, PIL.Image, psutil; print(psutil.Process().memory_info().rss)"
LONG = {"tool": "generate", "params": {"prompt": "a red house, lake, sunset", "count": 4, "steps": 60}}


def _killed_worker(studio: Studio) -> float:
    """Seconds from killing the tool worker in the middle of a job to that job running again."""
    talk = Talk(studio.client)
    job = talk.call("POST", f"/sessions/{talk.id}/jobs", 202, json=LONG)["id"]
    while talk.call("GET", f"/jobs/{job}")["progress"] <= 0:
        time.sleep(0.02)
    studio.process("worker.main tool").kill()
    began = time.perf_counter()
    while (seen := talk.call("GET", f"/jobs/{job}"))["attempt"] < 2 or seen["state"] != "running":
        time.sleep(0.02)
    taken = time.perf_counter() - began
    talk.call("POST", f"/jobs/{job}/cancel", 200)
    talk.wait_job(job)
    return taken


def _killed_studio(studio: Studio) -> float:
    """Seconds from starting again after everything was killed to being ready for a turn."""
    studio.kill9()
    began = time.perf_counter()
    studio.start()
    return time.perf_counter() - began


def measure(studio: Studio, bare: Bare, rounds: int) -> Iterator[Figure]:
    """Kills; then the memory of the web process, which has served all of the above."""
    web = max(process.memory_info().rss for process in studio.family() if "gunicorn" in " ".join(process.cmdline()))
    done = subprocess.run([sys.executable, "-c", WEB_FLOOR], check=True, capture_output=True, text=True)
    yield Figure("memory of the web process", web / 1e6, "MB", int(done.stdout) / 1e6, "its libraries, imported")
    some = max(1, rounds // 3)
    worker = statistics.median([_killed_worker(studio) for _ in range(some)])
    yield Figure(
        "kill -9 of the tool worker to running again", worker, "s", bare.start_seconds, "loading the same models"
    )
    whole = statistics.median([_killed_studio(studio) for _ in range(some)])
    yield Figure(
        "start after kill -9 of everything to ready", whole, "s", bare.start_seconds, "loading the same models"
    )

"""How many jobs a second go through the whole path, with the cheapest tool and with the painter."""

import io
import time
from collections.abc import Iterator
from statistics import median

from PIL import Image

from benchmarks.bare import Bare
from benchmarks.report import Figure
from tests.servers.studios import Studio
from tests.system.talk import JOB_ENDED, Json, Talk

SIZE = (128, 128)
PROMPT = "a red house, lake, sunset"


def through(talks: list[Talk], bodies: list[Json]) -> float:
    """Jobs a second from the first submission to the last end; the bodies go round the sessions."""
    began = time.perf_counter()
    jobs = []
    for number, body in enumerate(bodies):
        talk = talks[number % len(talks)]
        jobs.append(talk.call("POST", f"/sessions/{talk.id}/jobs", 202, json=body)["id"])
    for job in reversed(jobs):
        while (seen := talks[0].call("GET", f"/jobs/{job}"))["state"] not in JOB_ENDED:
            time.sleep(0.01)
        if seen["state"] != "succeeded":
            raise RuntimeError(f"a job {seen['state']}: {seen['error']}")
    return len(jobs) / (time.perf_counter() - began)


def measure(studio: Studio, bare: Bare, rounds: int) -> Iterator[Figure]:
    """The cheap tool first, then the painter for four sessions at once."""
    talk = Talk(studio.client)
    file = io.BytesIO()
    Image.new("RGB", SIZE, (120, 90, 60)).save(file, "PNG")
    source = talk.upload(file.getvalue())["handle"]
    params = {"adjust": "brighten"}
    enhance = {"tool": "enhance", "inputs": {"source": source}, "params": params}
    through([talk], [enhance] * 4)
    rate = through([talk], [enhance] * 20 * rounds)
    alone = bare.ask(do="enhance", params=params, size=SIZE, times=50)["seconds"]
    yield Figure("jobs through the whole path", rate, "/s", 1 / alone, "enhance called as a function")
    four = [Talk(studio.client) for _ in range(4)]
    bodies = [{"tool": "generate", "params": {"prompt": PROMPT}, "seed": seed} for seed in range(4 * rounds)]
    paints = [bare.ask(do="paint", prompt=PROMPT, steps=None, seed=seed)["seconds"] for seed in range(rounds)]
    pictures = through(four, bodies)
    paints += [bare.ask(do="paint", prompt=PROMPT, steps=None, seed=seed)["seconds"] for seed in range(rounds)]
    yield Figure(
        "pictures for four sessions", pictures, "/s", 1 / median(paints), "bare diffusers, one by one", "≥ 0.97"
    )

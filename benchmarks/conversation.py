"""From the message to the readable picture and to the first preview, over bare diffusers and bare llama.cpp."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.bare import Bare
from benchmarks.report import Figure
from tests.servers.studios import Studio
from tests.system.talk import ENDED, Json, Talk

WORDS = "a red house by a lake at sunset"


@dataclass(frozen=True)
class Timing:
    """Seconds since the message was sent; the job as it ended."""

    planned: float
    preview: float | None
    whole: float
    job: Json


def once(studio: Studio, seed: int, steps: int | None = None) -> Timing:
    """One message in a session of its own, looked at fifty times a second."""
    talk = Talk(studio.client)
    began = time.perf_counter()
    turn = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json={"text": WORDS, "seed": seed})["id"]
    planned = preview = None
    while True:
        seen = talk.call("GET", f"/turns/{turn}")
        if seen["jobs"]:
            planned = planned or time.perf_counter() - began
            if preview is None:
                shown = studio.client.get(f"/api/v1/jobs/{seen['jobs'][0]['id']}/preview")
                preview = time.perf_counter() - began if shown.status_code == 200 else None
        if seen["images"]:
            picture = studio.client.get(f"/api/v1/images/{seen['images'][0]['id']}/file")
            picture.raise_for_status()
            return Timing(planned or 0.0, preview, time.perf_counter() - began, seen["jobs"][0])
        if seen["state"] in ENDED:
            raise RuntimeError(f"no picture came of {WORDS!r}: {seen['reply']}")
        time.sleep(0.02)  # whoever asks without a pause takes a core from the painter


def measure(studio: Studio, bare: Bare, rounds: int) -> Iterator[Figure]:
    """Studio and floor take turns, so that whatever else the machine does meets both."""
    timings, paints, agents, talks = [], [], [], []
    once(studio, 0)
    bare.ask(do="talk", words=WORDS)
    for seed in range(1, rounds + 1):
        timing = once(studio, seed)
        timings.append(timing)
        params = timing.job["params"]
        asked = {"prompt": params["prompt"], "steps": params.get("steps"), "seed": seed}
        paints.append(bare.ask(do="paint", **asked)["seconds"])
        said = bare.ask(do="talk", words=WORDS)
        agents.append(said["seconds"])
        talks.append(said["bare"])
    floor = median(paints) + median(talks)
    whole = median([timing.whole for timing in timings])
    yield Figure("message to picture", whole, "s", floor, "bare diffusers + bare llama.cpp", "≤ 1.25")
    painting = median([timing.whole - timing.planned for timing in timings])
    yield Figure("planned to picture", painting, "s", median(paints), "bare diffusers", "≤ 1.25")
    yield Figure("agent turn, warm", median(agents), "s", median(talks), "the same tokens by bare llama.cpp", "≤ 1.10")
    previews = [timing.preview - timing.planned for timing in timings if timing.preview is not None]
    if previews:
        note = f"seen in {len(previews)} of {rounds}"
        yield Figure(
            "planned to first preview", median(previews), "s", painting, "planned to picture", "≤ 0.15", note=note
        )

"""The painter, asked as the studio asks it: which of the things the eye finds in its pictures, and how long one takes.

Things beside each other are told apart (`orchestrator/domain/regions.py`); of some kinds also without that."""

from __future__ import annotations

import time

from starter.train.measure.held import Measured, apart, draw, judged, pipeline, scenes, share, told
from starter.train.sizes import SIDE, Run
from starter.world import captions, paint, tags, unseen

GOALS = {"subject": "0.90", "colour": "0.90", "count": "0.80", "place": "0.90", "time": "0.90", "relation": "0.80"}
GUIDANCE = 4.0
APART = ("colour", "relation", "subject")


def measure(run: Run) -> Measured:
    pipe, found = pipeline(run, "paint"), Measured()
    met: dict[str, list[bool]] = {}
    best: dict[str, list[bool]] = {}
    at_once: dict[str, list[bool]] = {}
    parted: dict[str, list[bool]] = {}
    worded: list[bool] = []
    began = time.perf_counter()
    for k, scene in enumerate(scenes(run)):
        made = draw(pipe, k, apart(scene), prompt=tags(scene), guidance_scale=GUIDANCE)
        claims = told(scene)
        for results, picture in ((met, made), (best, paint(scene, SIDE))):
            for claim, yes in zip(claims, judged(run, picture, claims), strict=True):
                results.setdefault(claim.kind, []).append(yes)
        found.pictures.append(made)
    spent = time.perf_counter() - began
    for k, scene in enumerate(scenes(run)):
        if apart(scene):
            claims = [claim for claim in told(scene) if claim.kind in APART]
            made = draw(pipe, k, prompt=tags(scene), guidance_scale=GUIDANCE)
            for results, picture in ((at_once, made), (parted, found.pictures[k])):
                for claim, yes in zip(claims, judged(run, picture, claims), strict=True):
                    results.setdefault(claim.kind, []).append(yes)
    for kind, values in sorted(met.items()):
        found.row(f"{kind} (on the painted scene itself {share(best[kind]):.3f})", share(values), GOALS.get(kind, ""))
    for kind, values in sorted(at_once.items()):
        found.row(
            f"{kind}, of scenes with things beside each other (told of all at once {share(values):.3f})",
            share(parted[kind]),
        )
    for k, scene in enumerate(scenes(run, 5000)):
        subjects = [claim for claim in told(scene) if claim.kind == "subject"]
        worded += judged(run, draw(pipe, k, prompt=captions(scene, 2)[1], guidance_scale=GUIDANCE), subjects)
    found.row("subject, asked for in wordings and words never trained on", share(worded))
    rare: list[bool] = []
    for k in range(len(found.pictures)):
        scene = unseen(10_000_000 + k)
        rare += judged(
            run,
            draw(pipe, k, prompt=tags(scene), guidance_scale=GUIDANCE),
            [c for c in told(scene) if c.kind == "colour"],
        )
    found.row("colour on subject, of combinations of thing, colour and place never trained on", share(rare))
    found.row("seconds a picture, judging included", spent / max(1, len(found.pictures)), "3 on 2 cores")
    return found

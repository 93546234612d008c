"""The eye: where things are, whether they are there at all, whether statements hold, and what it says of a picture."""

from __future__ import annotations

import random

import numpy as np

from starter.train.claims import Claim, facts, lies
from starter.train.data import Array
from starter.train.measure.held import PLAIN, Measured, eye, scenes, share
from starter.train.sizes import SIDE, Run
from starter.world import Scene, masks, paint
from starter.world.words.nouns import Speaker
from tools.manifest import load as manifest_of
from tools.runtime.eye_sight import EyeSight
from tools.runtime.looking import LIKELY, Described, described, look

BINS = 10
SHOWN = 24


def measure(run: Run) -> Measured:
    model, found = eye(run), Measured()
    overlaps: list[float] = []
    absent: list[bool] = []
    sure: list[float] = []
    true: list[bool] = []
    counts = np.zeros(3)
    kinds: dict[str, list[bool]] = {}
    words = manifest_of(run.weights / "eye").vocabulary
    sight = EyeSight(model, words)
    for scene in scenes(run, 30_000):
        picture, real = paint(scene, SIDE), [np.asarray(m) > 0 for m in masks(scene, SIDE)]
        asked = [*facts(scene, Speaker(random.Random(scene.seed), fresh=True)), *lies(scene, PLAIN)]
        seen = look(model, picture, [claim.words for claim in asked])
        for k, (claim, judged) in enumerate(zip(asked, sight.certainties(picture, asked), strict=True)):
            if judged is not None:
                sure.append(judged)
                true.append(claim.met)
                kinds.setdefault(claim.kind, []).append((judged > 0.5) == claim.met)
            if claim.kind in ("subject", "colour") and judged is not None:
                _find(claim, judged, seen.heat(k) > 0.5, real, overlaps, absent)
        counts += _compared(_said(scene), {*_found(described(model, picture, words))})
        found.pictures.append(picture)
    found.pictures = found.pictures[:SHOWN]
    found.row("find: mean IoU of things that are there", float(np.mean(overlaps)), "0.80")
    found.row("find: says that it is not there when it is not", share(absent), "0.95")
    certain, met = np.array(sure), np.array(true)
    balanced = ((certain[met] > 0.5).mean() + (certain[~met] <= 0.5).mean()) / 2
    found.row("judge: balanced accuracy", float(balanced), "0.95")
    found.row("judge: expected calibration error", calibration_error(certain, met), "0.05")
    for kind, values in sorted(kinds.items()):
        found.row(f"judge: right about {kind}", share(values))
    found.row("describe: F1 over elements", float(2 * counts[0] / max(1, counts[1] + counts[2])), "0.90")
    return found


def _find(
    claim: Claim, certain: float, made: Array, real: list[Array], overlaps: list[float], absent: list[bool]
) -> None:
    if not claim.met:
        absent.append(certain < LIKELY)
        return
    wanted = np.logical_or.reduce([real[k] for k in claim.parts])
    if wanted.sum() >= 60:
        both, either = np.logical_and(made, wanted).sum(), np.logical_or(made, wanted).sum()
        overlaps.append(float(both / either) if certain >= LIKELY else 0.0)


def calibration_error(certain: Array, met: Array) -> float:
    """How far, on average, a certainty is from the share of such statements that hold."""
    bins = np.minimum((certain * BINS).astype(int), BINS - 1)
    parts = [(abs(certain[bins == k].mean() - met[bins == k].mean()), (bins == k).sum()) for k in set(bins.tolist())]
    return float(sum(gap * size for gap, size in parts) / len(certain))


def _said(scene: Scene) -> set[tuple[str, ...]]:
    """The scene's elements, as the description counts them: things, their colours and numbers, and the surroundings."""
    found: set[tuple[str, ...]] = {("settings", scene.place), ("times", scene.time), ("weather", scene.weather)}
    found.add(("styles", scene.style or "flat"))
    for e in scene.elements:
        found |= {(e.subject,), (e.subject, e.paint_colour)}
        found.add((e.subject, str(sum(o.count for o in scene.elements if o.subject == e.subject))))
    return found


def _found(seen: Described) -> list[tuple[str, ...]]:
    things = [part for t in seen.things for part in ((t.subject,), (t.subject, t.colour), (t.subject, str(t.count)))]
    return [*things, *seen.around.items()]


def _compared(real: set[tuple[str, ...]], made: set[tuple[str, ...]]) -> Array:
    return np.array([len(real & made), len(real), len(made)], float)

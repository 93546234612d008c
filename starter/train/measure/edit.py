"""The editor: whether what was asked for is to be seen, what was there is gone, and the rest stays."""

from __future__ import annotations

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from starter.train.measure.held import Measured, draw, judged, pipeline, scenes, share, told
from starter.train.sizes import SIDE, Run
from starter.world import Change, change, paint
from tools.runtime.keeping import carried, echo

GUIDANCE, PICTURE_GUIDANCE = 4.0, 1.5
PLACED = ("position", "relation")


def measure(run: Run) -> Measured:
    pipe, found = pipeline(run, "edit"), Measured(columns=6)
    done: dict[str, list[bool]] = {}
    best: list[bool] = []
    alike: dict[str, list[float]] = {"as the model made it": [], "with the source kept where it left it alone": []}
    for k, scene in enumerate(scenes(run, 10_000)):
        asked = change(scene, scene.seed)
        before, after = (paint(one, SIDE) for one in (asked.before, asked.after))
        made = draw(
            pipe, k, prompt=asked.words, image=before, guidance_scale=GUIDANCE, image_guidance_scale=PICTURE_GUIDANCE
        )
        best.append(carried_out(run, asked, after))
        whole = carried(before, echo(pipe, before), made).image
        done.setdefault(asked.kind, []).append(carried_out(run, asked, whole))
        outside = np.asarray(asked.mask(SIDE)) == 0
        if outside.any():
            for values, picture in zip(alike.values(), (made, whole), strict=True):
                values.append(likeness(before, picture, outside))
        found.pictures += [before, after, whole]
    every = [value for one in done.values() for value in one]
    found.row(f"carried out (the painted answer itself {share(best):.3f})", share(every), "0.85")
    for kind, tried in sorted(done.items()):
        found.row(f"carried out: {kind} ({len(tried)} tried)", share(tried))
    for what, found_alike in alike.items():
        found.row(f"SSIM outside the true change, {what}", float(np.mean(found_alike or [0.0])), "0.90")
    return found


def carried_out(run: Run, asked: Change, picture: Image.Image) -> bool:
    """Everything newly true is found and nothing that ceased to be true; places only where something was to move."""
    old, new = (
        {c.words: c for c in told(scene) if c.kind not in PLACED or asked.kind == "move"}
        for scene in (asked.before, asked.after)
    )
    gained, lost = [new[w] for w in new.keys() - old.keys()], [old[w] for w in old.keys() - new.keys()]
    return all(judged(run, picture, gained)) and not any(judged(run, picture, lost))


def likeness(one: Image.Image, other: Image.Image, where: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> float:
    """SSIM where nothing was to change."""
    _, local = structural_similarity(np.asarray(one), np.asarray(other), channel_axis=2, full=True)
    return float(local.mean(2)[where].mean())

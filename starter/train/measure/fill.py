"""Inpainting: whether the thing asked for appears in the hole, and whether the hole's edge can be seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_dilation, binary_erosion

from starter.train.claims import Claim
from starter.train.data import numbered
from starter.train.holes import covered, hole
from starter.train.measure.held import Measured, draw, judged, pipeline, scenes, share, told
from starter.train.sizes import SIDE, Run
from starter.world import paint
from tools.runtime.imaging import pasted

FEATHER = 6
Field = NDArray[np.float64]


def measure(run: Run) -> Measured:
    pipe, found = pipeline(run, "edit"), Measured(columns=6)
    appeared: list[bool] = []
    seams: list[float] = []
    for k, scene in enumerate(scenes(run, 20_000)):
        numbers = numbered(scene)
        one = hole(scene, numbers, scene.seed)
        if one.element < 0:
            continue
        whole, mask = paint(scene, SIDE).convert("RGB"), one.mask(numbers)
        shown = covered(whole, mask)
        made = draw(pipe, k, prompt=one.words, image=shown, guidance_scale=4.0, image_guidance_scale=1.5)
        where = np.asarray(mask) > 0
        result = pasted(whole, made, (0, 0, SIDE, SIDE), where, FEATHER)
        wanted: list[Claim] = [c for c in told(scene) if c.kind == "subject" and one.element in c.parts]
        appeared += judged(run, result, wanted)
        seams.append(seam(result, where) / max(1e-6, seam(whole, where)))
        if not np.array_equal(np.asarray(result)[~where], np.asarray(whole)[~where]):
            raise AssertionError("a pixel outside the mask has changed")
        found.pictures += [shown, whole, result]
    found.row("the thing asked for appears", share(appeared), "0.85")
    found.row("steps across the hole's edge, beside the untouched picture's", float(np.median(seams or [0.0])), "1.0")
    found.row("pixels outside the mask are bit-identical", 1.0, "1.0")
    return found


def seam(picture: Image.Image, mask: NDArray[np.bool_]) -> float:
    """Mean difference between neighbours right at the mask's edge."""
    grey: Field = np.asarray(picture.convert("L"), float)
    edge = binary_dilation(mask) & ~binary_erosion(mask)
    down, across = np.gradient(grey)
    return float(np.hypot(down, across)[edge].mean())

"""The committed weights load in the stock classes, their manifests are complete and no file is too large for git."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from starter.world.vocabulary import manifest as world

WEIGHTS = Path(__file__).parents[2] / "starter" / "weights"
LARGEST = 15_000_000
TOGETHER = 60_000_000


def manifest(name: str) -> dict[str, Any]:
    return tomllib.loads((WEIGHTS / name / "model.toml").read_text())


def test_no_file_is_too_large() -> None:
    sizes = {
        p: p.stat().st_size for name in ("paint", "upscale", "eye") for p in (WEIGHTS / name).rglob("*") if p.is_file()
    }
    assert sizes
    assert max(sizes.values()) < LARGEST
    assert sum(sizes.values()) < TOGETHER


def test_paint_manifest_is_complete() -> None:
    found = manifest("paint")
    assert found["family"] == "stable-diffusion"
    assert found["capabilities"] == ["generate", "edit", "inpaint"]
    assert found["text_encoder"] == "minilm"
    assert found["prompt"] == {"form": "tags", "negative": False, "regions": True}
    assert found["defaults"] == {"width": 256, "height": 256, "steps": 20, "guidance": found["defaults"]["guidance"]}
    assert found["licence"]
    assert found["trained"]
    words = found["vocabulary"]
    known = world()
    assert words["subjects"]
    assert set(words["subjects"]) <= set(known["subjects"])
    assert all(any(word in place for place in known["settings"]) for word in words["settings"])
    assert set(words["times"]) <= set(known["times"])
    assert set(words["weather"]) <= set(known["weather"])
    assert set(words["colours"]) <= set(known["colours"])
    assert [len(row) for row in found["preview"]["latent_rgb"]] == [3] * 32
    assert len(found["preview"]["bias"]) == 3
    assert found["measured"]


def test_upscale_manifest_is_complete() -> None:
    found = manifest("upscale")
    assert (found["family"], found["capabilities"], found["scale"]) == ("swin2sr", ["upscale"], 2)
    assert found["measured"]["psnr"] > found["measured"]["psnr_lanczos"]


@pytest.mark.parametrize("kind", ["StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline"])
def test_paint_loads_in_the_stock_pipeline(kind: str) -> None:
    import diffusers

    made = getattr(diffusers, kind).from_pretrained(WEIGHTS / "paint", text_encoder=None, tokenizer=None)
    assert made.scheduler.config.prediction_type == "v_prediction"
    assert made.scheduler.config.rescale_betas_zero_snr
    assert made.unet.config.in_channels == made.vae.config.latent_channels == 32
    assert made.vae_scale_factor == 16


def test_a_picture_comes_out_as_asked() -> None:
    """Night is dark and day is bright: a trained model, not merely a loadable one."""
    from starter.train.measure.held import draw, pipeline
    from starter.train.sizes import Run

    made = pipeline(Run("small", Path(), WEIGHTS), "paint")
    night, day = (
        draw(made, 1, prompt=f"a house, meadow, {time}", guidance_scale=4.0, width=256, height=256)
        for time in ("night", "day")
    )
    assert np.asarray(night).mean() < np.asarray(day).mean() - 30


def test_upscaler_doubles() -> None:
    import torch
    from transformers import Swin2SRForImageSuperResolution

    model = Swin2SRForImageSuperResolution.from_pretrained(WEIGHTS / "upscale").eval()
    with torch.inference_mode():
        assert model(torch.rand(1, 3, 40, 48)).reconstruction.shape == (1, 3, 80, 96)


def test_the_eye_finds_what_was_painted() -> None:
    """Masks overlap what they are asked for, in pictures that nobody trained on; of a thing the painter paints, too."""
    from starter.train.data import HELD_OUT
    from starter.train.measure.held import draw, eye, pipeline
    from starter.train.sizes import SIDE, Run
    from starter.world import masks, paint, sample
    from tools.runtime.looking import LIKELY, look, one

    run = Run("small", Path(), WEIGHTS)
    overlaps = []
    for scene in filter(lambda scene: len(scene.elements) == 1, map(sample, range(HELD_OUT, HELD_OUT + 60))):
        (real,) = (np.asarray(mask) > 0 for mask in masks(scene, SIDE))
        made = look(eye(run), paint(scene, SIDE), [one(scene.elements[0].subject)]).heat(0) > 0.5
        overlaps.append((made & real).sum() / max(1, (made | real).sum()))
    assert len(overlaps) > 8
    assert np.mean(overlaps) > 0.5
    house = draw(pipeline(run, "paint"), 3, prompt="a red house, lake, sunset", guidance_scale=4.0)
    seen = look(eye(run), house, ["a red house"])
    assert seen.certainties[0] >= LIKELY
    assert 0.05 < (seen.heat(0) > 0.5).mean() < 0.6

"""Sets of pictures: torchmetrics with the features of a tiny network, held against the formulas written out."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from scipy.linalg import sqrtm

from tests.tools.conftest import Model
from tools.base import ToolError
from tools.judge.sets import frechet, in_folder, inception, measured
from tools.manifest import ModelBroken


def noise(seed: int, count: int = 40, width: int = 6, shift: float = 0.0) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(seed).normal(shift, 1 + shift, (count, width)))


def pictures(folder: Path, count: int, hue: int) -> Path:
    folder.mkdir()
    for k in range(count):
        spot = Image.effect_noise((40 + k, 50), 90).convert("RGB")
        Image.blend(spot, Image.new("RGB", spot.size, (hue, 255 - hue, 40)), 0.7).save(folder / f"{k}.png")
    return folder


def test_the_distance_is_that_of_two_normal_distributions() -> None:
    one, other = noise(1), noise(2, shift=0.7)
    a, b = one.numpy(), other.numpy()
    covariances = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    apart = np.square(a.mean(0) - b.mean(0)).sum()
    wanted = apart + np.trace(covariances[0] + covariances[1] - 2 * sqrtm(covariances[0] @ covariances[1]).real)
    assert frechet(one, other) == pytest.approx(wanted, rel=1e-6)
    assert frechet(one, one) == pytest.approx(0, abs=1e-6)
    with pytest.raises(ToolError, match="needs 2 pictures"):
        frechet(one[:1], other)


def test_the_score_is_that_of_the_classes() -> None:
    logits = noise(3, width=4) * 3
    shares = logits.softmax(1).numpy()
    wanted = np.exp((shares * np.log(shares / shares.mean(0))).sum(1).mean())
    assert inception(logits)[0] == pytest.approx(wanted, rel=1e-6)
    assert inception(torch.zeros(9, 4))[0] == pytest.approx(1, abs=1e-6)
    mean, spread = inception(noise(4, count=200, width=4))
    assert spread > 0
    assert 1 < mean < 4


@pytest.mark.parametrize("family", ["classifier", "eye", "clip", "siglip"])
def test_pictures_of_any_size_are_compared(model: Model, tmp_path: Path, family: str) -> None:
    red, also_red = (in_folder(pictures(tmp_path / name, 8, 250)) for name in ("red", "too"))
    green = in_folder(pictures(tmp_path / "green", 8, 10))
    near, far = (measured(model(family), red, other) for other in (also_red, green))
    assert 0 <= near["frechet"] < far["frechet"]
    assert (near["pictures"], near["against"]) == (8, 8)
    assert ("inception" in near) == (family == "classifier")


def test_a_model_that_gives_no_features_is_named(model: Model, tmp_path: Path) -> None:
    with pytest.raises(ModelBroken, match="promises to give features"):
        measured(model("blip"), in_folder(pictures(tmp_path / "red", 2, 250)))


def test_the_command_says_it_in_json(model: Model, tmp_path: Path) -> None:
    folders = [str(pictures(tmp_path / name, 3, hue)) for name, hue in (("a", 250), ("b", 10))]
    command = [sys.executable, "-m", "tools.judge.sets", str(model("classifier").folder)]
    told = json.loads(subprocess.run([*command, *folders], check=True, capture_output=True).stdout)
    assert set(told) == {"model", "pictures", "inception", "inception_spread", "frechet", "against"}
    (tmp_path / "none").mkdir()
    failed = subprocess.run([*command, str(tmp_path / "none")], check=False, capture_output=True, text=True)
    assert (failed.returncode, failed.stderr.strip()) == (1, "there are no pictures")

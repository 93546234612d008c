"""Parts of a picture with words of their own: each is what its words make of it, together they are one picture."""

from typing import Any

import numpy as np
import pytest
import torch

from orchestrator.domain.requirements import Requirement
from tests.tools.conftest import STARTER, Job, Model
from tools.base import ToolError
from tools.edit.run import run as edit
from tools.edit.spec import EditParams
from tools.generate.run import run
from tools.generate.spec import SPEC, GenerateParams
from tools.manifest import Manifest, load
from tools.painting import Region
from tools.runtime.cache import models
from tools.runtime.regional import regional
from tools.runtime.seeds import generator
from tools.runtime.seeing import judge

LOUD = {"width": 64, "height": 64, "num_inference_steps": 1, "guidance_scale": 30.0, "output_type": "latent"}
"""Random weights listen little."""
LEFT, RIGHT = {"left": 0.0, "width": 0.5}, {"left": 0.5, "width": 0.5}


def painted(manifest: Manifest, prompt: str, *regions: Region, steps: int = 1, guidance: float = 4.0) -> np.ndarray:
    params = GenerateParams(prompt=prompt, regions=regions, steps=steps, guidance=guidance)
    return np.asarray(run(params, {}, Job(7, manifest)).images[0], int)


@pytest.mark.parametrize("form", ["sd", "sdxl"])
def test_each_part_is_what_its_words_alone_make_of_it(model: Model, form: str) -> None:
    """After one step, where the parts have not yet heard of each other; the rest is the whole picture's."""
    pipe = models().get(model(form))

    def latents(prompt: str, *regions: Region) -> torch.Tensor:
        with regional(pipe, regions):
            made: torch.Tensor = pipe(prompt, **LOUD, generator=generator(7)).images[0]
        return made

    boat, lake = latents("a red boat"), latents("a lake at night")
    both = latents("a lake at night", Region(prompt="a red boat", **LEFT))
    middle = both.shape[-1] // 2
    assert torch.allclose(both[..., :middle], boat[..., :middle], atol=1e-4)
    assert torch.allclose(both[..., middle:], lake[..., middle:], atol=1e-4)
    assert not torch.allclose(boat, lake, atol=1e-3)


@pytest.mark.parametrize("form", ["sd", "sdxl"])
@pytest.mark.parametrize("guidance", [4.0, 0.0])
def test_parts_of_the_same_words_are_the_whole(model: Model, form: str, guidance: float) -> None:
    manifest = model(form)
    parts = [Region(prompt="a red house", **side) for side in (LEFT, RIGHT)]
    apart = painted(manifest, "a red house", *parts, steps=4, guidance=guidance)
    assert np.abs(apart - painted(manifest, "a red house", steps=4, guidance=guidance)).max() <= 1


def test_the_next_picture_knows_nothing_of_them(model: Model) -> None:
    manifest = model("sd")
    before = painted(manifest, "a red house")
    painted(manifest, "a red house", Region(prompt="a boat", **LEFT))
    assert np.array_equal(painted(manifest, "a red house"), before)


@pytest.mark.parametrize("form", ["sd3", "flux"])
def test_a_model_that_cannot_says_so(model: Model, form: str) -> None:
    with pytest.raises(ToolError, match="leave the regions out"):
        painted(model(form), "a red house", Region(prompt="a boat", **LEFT))


def test_they_do_not_go_with_outlines() -> None:
    params = GenerateParams(prompt="a red house", regions=(Region(prompt="a boat"),))
    with pytest.raises(ToolError, match="do not go together"):
        SPEC.check(params, {"reference"})


def test_the_starter_does_not_blend_two_things_into_one() -> None:
    """What its own eye sees of eight things, told of two at once and told apart."""
    painter, sight = load(STARTER / "paint"), judge(load(STARTER / "eye"))
    pairs = [
        ("house", "boat", "lake"),
        ("balloon", "castle", "mountains"),
        ("cat", "tulip", "meadow"),
        ("car", "tree", "city street"),
    ]
    seen = {False: 0, True: 0}
    for one, other, place in pairs:
        parts = [
            Region(prompt=f"a {one} on the left, {place}", **LEFT),
            Region(prompt=f"a {other} on the right, {place}", **RIGHT),
        ]
        asked = [Requirement(kind="subject", text=f"a {thing}", of=thing) for thing in (one, other)]
        for apart in seen:
            params = GenerateParams(prompt=f"a {one}, a {other}, {place}", regions=tuple(parts) if apart else ())
            picture = run(params, {}, Job(3, painter)).images[0]
            seen[apart] += sum((sure or 0) > 0.5 for sure in sight.certainties(picture, asked))
    assert seen[True] >= 7
    assert seen[True] > seen[False]


def test_a_change_of_the_light_keeps_both_things_apart() -> None:
    """The revision of a picture painted in parts is painted in the same parts."""
    painter, sight = load(STARTER / "paint"), judge(load(STARTER / "eye"))

    def worded(time: str) -> dict[str, Any]:
        parts = (
            Region(prompt=f"a red house on the left, lake, {time}", **LEFT),
            Region(prompt=f"a boat on the right, lake, {time}", **RIGHT),
        )
        return {"prompt": f"a red house, a boat, lake, {time}", "regions": parts}

    evening = run(GenerateParams(**worded("sunset")), {}, Job(11, painter)).images[0]
    night = edit(EditParams(**worded("night")), {"source": evening}, Job(11, painter)).images[0]
    said = {"subject": ("a house", "a boat"), "colour": ("a red house",), "time": ("at night",)}
    asked = [Requirement(kind=kind, text=text) for kind, texts in said.items() for text in texts]
    assert all((sure or 0) > 0.5 for sure in sight.certainties(night, asked))

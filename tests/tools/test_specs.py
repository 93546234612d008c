"""The declarations: what the language model may set, bounds, sizes and what does not go together."""

import contextlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import catalog
from tools.base import ToolError
from tools.manifest import Defaults, Manifest
from tools.painting import fitted

AGENT = {
    "combine": ["layout"],
    "cutout": [],
    "describe": [],
    "edit": [],
    "enhance": ["adjust", "amount"],
    "find": ["which", "invert"],
    "generate": ["count", "variation"],
    "inpaint": [],
    "judge": [],
    "outpaint": ["sides", "amount"],
    "restyle": ["amount"],
    "transform": ["crop", "turn", "flip", "width", "height", "percent"],
    "upscale": ["scale"],
}
MODEL = Manifest(name="m", family="f", capabilities=(), defaults=Defaults(width=128, height=128))
TOLD = MODEL.model_copy(update={"pipeline": "StableDiffusionInstructPix2PixPipeline"})


def test_agent_parameters_are_those_of_the_wire_format() -> None:
    found = {}
    for name, spec in catalog.specs().items():
        properties = spec.params.model_json_schema().get("properties", {})
        found[name] = [key for key, value in properties.items() if value.get("agent")]
    assert found == AGENT


def test_every_parameter_is_described() -> None:
    for spec in catalog.specs().values():
        for name, value in spec.params.model_json_schema().get("properties", {}).items():
            assert value.get("description"), f"{spec.name}.{name}"


@pytest.mark.parametrize(
    ("tool", "params"),
    [
        ("generate", {"count": 9}),
        ("generate", {"count": 0}),
        ("generate", {"width": 100}),
        ("generate", {"height": 4096}),
        ("generate", {"steps": 0}),
        ("generate", {"steps": 151}),
        ("generate", {"guidance": 31}),
        ("generate", {"prompt": "x" * 2001}),
        ("generate", {"colour": "red"}),
        ("edit", {"strength": 0}),
        ("inpaint", {"feather": -1}),
        ("upscale", {"scale": 3}),
        ("enhance", {}),
        ("enhance", {"adjust": "explode"}),
        ("find", {"what": "x" * 201}),
        ("find", {"grow": 65}),
        ("find", {"which": "prettiest"}),
        ("judge", {"requirements": [{"kind": "subject", "text": ""}]}),
        ("judge", {"requirements": [{"kind": "subject", "text": "a dog"}] * 41}),
        ("outpaint", {"sides": "up"}),
        ("outpaint", {"amount": 205}),
    ],
)
def test_out_of_bounds_is_named(tool: str, params: dict[str, object]) -> None:
    with pytest.raises(ToolError, match=next(iter(params), "adjust")):
        catalog.spec(tool).validate(params)


@pytest.mark.parametrize(
    ("tool", "params", "roles", "message"),
    [
        ("generate", {}, [], "prompt is empty"),
        ("generate", {"prompt": " "}, [], "prompt is empty"),
        ("generate", {"prompt": "a cat", "variation": "subtle"}, [], "picture to vary"),
        ("generate", {"prompt": "a cat"}, ["mask"], "takes no mask"),
        ("edit", {"prompt": "a cat"}, [], "needs a source"),
        ("edit", {}, ["source"], "no words"),
        ("inpaint", {"prompt": "a cat"}, ["source"], "needs a mask"),
        ("upscale", {}, [], "needs a source"),
        ("find", {}, ["source"], "no words"),
        ("find", {"what": " "}, ["source"], "no words"),
        ("describe", {}, [], "needs a source"),
        ("judge", {}, ["reference"], "needs a source"),
    ],
)
def test_what_does_not_go_together_is_said(
    tool: str, params: dict[str, object], roles: list[str], message: str
) -> None:
    spec = catalog.spec(tool)
    with pytest.raises(ToolError, match=message):
        spec.check(spec.validate(params), roles)


def test_what_goes_together_passes() -> None:
    for tool, params, roles in (
        ("generate", {"prompt": "a cat"}, []),
        ("generate", {"count": 3}, ["source"]),
        ("edit", {"prompt": "a cat"}, ["source"]),
        ("inpaint", {}, ["source", "mask"]),
        ("enhance", {"adjust": "auto"}, ["source"]),
    ):
        spec = catalog.spec(tool)
        spec.check(spec.validate(params), roles)


def test_sizes_are_known_before_work_starts() -> None:
    def size(
        tool: str, source: tuple[int, int] | None, model: Manifest = MODEL, **params: object
    ) -> tuple[int, int] | None:
        spec = catalog.spec(tool)
        return spec.size(spec.validate(params), source, model)

    assert size("generate", None) == (128, 128)
    assert size("generate", None, width=256) == (256, 128)
    assert size("generate", (4000, 3000)) == (144, 112)
    assert size("edit", (256, 256)) == (128, 128)
    assert size("edit", (4000, 3000), TOLD) == (4000, 3000)
    assert size("edit", (64, 48), TOLD) == (144, 112)
    assert size("inpaint", (4000, 3000)) == (4000, 3000)
    assert size("upscale", (128, 100), scale=4) == (512, 400)
    assert size("enhance", (4000, 3000), adjust="auto") == (4000, 3000)
    assert catalog.spec("generate").size(catalog.spec("generate").validate({}), None) is None


@given(st.integers(1, 8000), st.integers(1, 8000), st.sampled_from([128, 512, 1024]))
def test_a_fitted_size_is_one_a_model_paints(width: int, height: int, side: int) -> None:
    found = fitted((width, height), Defaults(width=side, height=side))
    assert all(n % 16 == 0 and 64 <= n <= 2048 for n in found)
    if max(width, height) <= 2 * min(width, height) and side >= 512:
        assert abs(found[0] / found[1] - width / height) < 0.1


def test_declarations_load_no_torch() -> None:
    code = (
        "import sys; from tools import catalog; import tools.runtime.report as r; r.report(); catalog.specs();"
        "assert not {'torch', 'diffusers', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("value", [[], {}, None, -1, "x", 10**400])
def test_what_a_recipe_from_elsewhere_says_of_its_parameters_need_not_be_any(value: object) -> None:
    for tool, spec in catalog.specs().items():
        for name in spec.params.model_fields:
            params = {name: value}
            assert isinstance(catalog.moved(tool, params), bool)
            if catalog.follows(tool, params):
                with contextlib.suppress(ToolError):
                    assert len(catalog.along(tool, params, (64, 48), (32, 32))) == 6

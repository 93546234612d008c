"""A size larger than the picture is made with an upscaler's detail, exactly as large as was asked for."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orchestrator.agent.agent import Agent
from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.grammar.shapes import shapes_of
from orchestrator.agent.grammar.wire import WireError, read_plan
from orchestrator.agent.language.sizes import figures_in, many, shares_in, times_in
from orchestrator.agent.plans.enlarge import as_large, with_detail
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.preset import Preset, Told
from tests.agent.ledgers import generated, task
from tools import MAX_PIXELS, MAX_SIDE
from tools.catalog import specs
from tools.combine.spec import CombineParams, canvas

PHOTO = LedgerImage("#1", "upload", width=600, height=400)


def planned(*steps: tuple[str, str, dict[str, Any]], there: AgentTask | None = None) -> list[tuple[str, str, Any]]:
    plan = Plan(
        intent=Intent.MAKE,
        steps=tuple(Step(tool=tool, inputs={"source": source}, params=params) for tool, source, params in steps),
    )
    found = with_detail(there or task("x", (PHOTO,)), plan)
    return [(step.tool, step.inputs["source"], step.params) for step in found.steps]


@pytest.mark.parametrize(
    ("params", "scale"),
    [
        ({"width": 1000}, 2),
        ({"width": 2000}, 4),
        ({"crop": "left half", "width": 600}, 2),
        ({"height": 1900, "width": 100}, 4),
        ({"width": 700}, None),
        ({"height": 100}, None),
        ({"crop": "square"}, None),
        ({"percent": 50}, None),
    ],
)
def test_many_more_pixels_are_painted_first(params: dict[str, Any], scale: int | None) -> None:
    source = "#1" if scale is None else "@1"
    before = [] if scale is None else [("upscale", "#1", {"scale": scale})]
    assert planned(("transform", "#1", params)) == [*before, ("transform", source, params)]


def test_a_share_above_the_whole_is_counted_in_pixels_of_what_is_there() -> None:
    assert planned(("transform", "#1", {"percent": 150})) == [
        ("upscale", "#1", {"scale": 2}),
        ("transform", "@1", {"width": 900}),
    ]
    half = ("transform", "#1", {"crop": "left half", "percent": 110})
    assert planned(half) == [("transform", "#1", {"crop": "left half", "width": 330})]


@pytest.mark.parametrize(
    ("words", "shares", "figures"),
    [
        ("scale it to 50%", (50,), ()),
        ("20 percent smaller, 800 wide", (80,), (800,)),
        ("缩小百分之30", (70,), ()),
        ("缩小到30%", (30,), ()),
        ("放大50%", (150,), ()),
        ("放大到150%", (150,), ()),
        ("shrink it by 25%", (75,), ()),
        ("scale it down by 10%, then up by 5%", (90, 105), ()),
        ("40% please", (40, 60, 140), ()),
        ("20% wider", (120,), ()),
        ("make it 30% narrower", (70,), ()),
        ("加宽20%", (120,), ()),
        ("宽度为20%", (20,), ()),
        ("变窄20%", (80,), ()),
        ("zoom in 20%", (120,), ()),
        ("300 dpi, below 500 kb, 20厘米", (), ()),
        ("make it 4K", (), (3840,)),
        ("full hd", (), (1920, 1080)),
    ],
)
def test_shares_and_named_sizes_are_read(words: str, shares: tuple[int, ...], figures: tuple[int, ...]) -> None:
    assert shares_in(words) == shares
    assert figures_in(words) == figures


def test_exactly_twice_as_wide_needs_no_resizing() -> None:
    assert planned(("transform", "#1", {"width": 1200})) == [("upscale", "#1", {"scale": 2})]


def test_later_steps_still_mean_what_they_meant() -> None:
    found = planned(
        ("transform", "#1", {"width": 1000}),
        ("enhance", "@1", {"adjust": "auto"}),
        ("transform", "@2", {"width": 2400}),
    )
    assert found == [
        ("upscale", "#1", {"scale": 2}),
        ("transform", "@1", {"width": 1000}),
        ("enhance", "@2", {"adjust": "auto"}),
        ("upscale", "@3", {"scale": 4}),
        ("transform", "@4", {"width": 2400}),
    ]


def test_without_an_upscaler_or_a_known_size_nothing_is_put_before() -> None:
    few = {name: spec for name, spec in specs().items() if name != "upscale"}
    step = ("transform", "#1", {"width": 2000})
    assert planned(step, there=task("x", (PHOTO,), tools=few)) == [step]
    stern = Preset(name="stern", title=Told(en="Stern"), about=Told(en="No painting."), only=("transform",))
    assert planned(step, there=task("x", (PHOTO,), preset=stern)) == [step], "nor where the preset allows none"
    two: tuple[tuple[str, str, dict[str, Any]], ...] = (("generate", "#1", {}), ("transform", "@1", {"width": 2000}))
    assert planned(*two) == list(two)


@given(*[st.integers(8, MAX_SIDE)] * 4, st.sampled_from(["beside", "below"]))
@settings(deadline=None, max_examples=80)
def test_two_that_are_too_large_in_one_are_made_smaller_first(a: int, b: int, c: int, d: int, layout: str) -> None:
    """Two photographs of a phone failed: the result would have had 24 megapixels."""
    pair = (LedgerImage("#1", "upload", width=a, height=b), LedgerImage("#2", "upload", width=c, height=d))
    assume(all(image.width * image.height <= MAX_PIXELS for image in pair))
    join = Step(tool="combine", inputs={"source": "#1", "reference": "#2"}, params={"layout": layout})
    later = Step(tool="enhance", inputs={"source": "@1"}, params={"adjust": "sharpen"})
    plan = Plan(intent=Intent.MAKE, steps=(join, later))
    found = with_detail(task("x", pair), plan).steps
    spec, params = specs()["combine"], CombineParams.model_validate({"layout": layout})
    width, height = canvas(params, (a, b), (c, d))
    if width * height <= MAX_PIXELS and max(width, height) <= MAX_SIDE:
        assert found == plan.steps
    elif len(found) == len(plan.steps):  # nothing one could see of the first would be left
        assert 8 * min(width, height) < max(width, height)
    else:
        smaller, joined, last = found
        assert (joined.inputs, last.inputs) == ({"source": "@1", "reference": "#2"}, {"source": "@2"})
        size = specs()["transform"].sized(specs()["transform"].validate(smaller.params), (a, b))
        whole = spec.sized(params, size, reference=(c, d))
        assert whole is not None
        assert whole[0] * whole[1] > 0.75 * MAX_PIXELS or max(whole) > 0.85 * MAX_SIDE


def test_it_stays_below_the_largest_picture() -> None:
    wide = LedgerImage("#1", "upload", width=3000, height=200)
    assert planned(("transform", "#1", {"width": 8000}), there=task("x", (wide,)))[0] == (
        "upscale",
        "#1",
        {"scale": 2},
    )
    huge = LedgerImage("#1", "upload", width=4000, height=2000)
    assert planned(("transform", "#1", {"height": 2600}), there=task("x", (huge,)))[0][0] == "transform"


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("make #12 2000 pixels wide", (2000,)),
        ("把#3改成1920像素宽,1080高", (1920, 1080)),
        ("crop it to 16:9, 50% of m2 at 2.5", ()),
        ("1200x800.", (1200, 800)),
        ("make it 1,920 pixels wide, 1,080 high", (1920, 1080)),
        ("make #1,200 wide, or 800,600", (200, 800, 600)),
        (" ".join(map(str, range(100, 2000))), tuple(range(100, 108))),
    ],
)
def test_sizes_are_what_the_words_say_in_digits(words: str, figures: tuple[int, ...]) -> None:
    assert figures_in(words) == figures


def test_a_size_that_was_said_can_be_planned_and_an_empty_step_cannot() -> None:
    given = task("make it 1234 wide", (PHOTO,))
    offer = offer_of(given, given.text)
    step = {"tool": "transform", "source": "#1"}
    assert read_plan({"intent": "make", "steps": [{**step, "width": 1234}]}, offer).steps[0].params == {"width": 1234}
    for wrong in ({}, {"width": 1235}, {"width": "1234"}):
        with pytest.raises(WireError):
            read_plan({"intent": "make", "steps": [{**step, **wrong}]}, offer)


def test_only_a_tool_that_would_have_nothing_to_do_must_be_told_something() -> None:
    idle = {shape.tool for spec in specs().values() for shape in shapes_of(spec) if shape.idle}
    assert idle == {"transform"}


def test_a_mask_fits_what_it_can_be_turned_along_to_and_nothing_before() -> None:
    square = [
        LedgerImage("#1", "upload", width=64, height=64),
        LedgerImage("m1", "mask", width=64, height=64, of="#1"),
        LedgerImage("#2", "image", tool="enhance", parents=("#1",), width=64, height=64),
        LedgerImage("#3", "image", tool="transform", parents=("#2",), width=64, height=64, moved=True),
    ]
    blended = replace(square[3], tool="combine", follows=False)
    for last, focus, fits in (
        (square[3], "#2", ("#1", "#2")),
        (square[3], "#3", ("#1", "#3")),
        (blended, "#3", ("#1",)),
    ):
        given = task("brighten it", (*square[:3], last), mask="m1", focus=focus)
        assert offer_of(given, given.text).masks == {"m1": fits}
    after = replace(square[1], of="#3")
    again = LedgerImage("#4", "image", tool="enhance", parents=("#3",), width=64, height=64)
    for focus, fits in (("#2", ("#3",)), ("#4", ("#3", "#4"))):
        given = task("brighten it", (square[0], *square[2:], again, after), mask="m1", focus=focus)
        assert offer_of(given, given.text).masks == {"m1": fits}


@pytest.mark.parametrize(
    ("words", "width"),
    [
        ("make it 10 times bigger", 1280),
        ("make it 8x bigger", 1024),
        ("放大8倍", 1024),
        ("把#1放大到原来的三倍", 384),
        ("enlarge it 3 times", 384),
        ("make #1 three times as large", 384),
        ("upscale #1 by 3", 384),
    ],
)
def test_so_many_times_as_large_is_that_width(starter: Agent, words: str, width: int) -> None:
    plan = starter.understand(task(words, (generated(),), known=specs()), {}, lambda name, result: None).plan
    assert [(step.tool, step.inputs, step.params) for step in plan.steps] == [
        ("upscale", {"source": "#1"}, {"scale": 4}),
        ("transform", {"source": "@1"}, {"width": width}),
    ]


@pytest.mark.parametrize("words", ["enlarge it 100 times", "放大八十倍"])
def test_larger_than_a_picture_may_be_is_asked_about(starter: Agent, words: str) -> None:
    def planned_for(text: str, **more: Any) -> Plan:
        given = task(text, (generated(),), known=specs(), **more)
        return starter.understand(given, {}, lambda name, result: None).plan

    assert planned_for(words).intent is Intent.ASK
    assert planned_for(words, creativity="high").reason == "enlarging"
    (step,) = planned_for("4x", answers=(words, "How large?")).steps
    assert (step.tool, step.params) == ("upscale", {"scale": 4})


def test_of_what_is_still_to_be_made_it_is_a_share() -> None:
    plan = Plan(
        intent=Intent.MAKE,
        steps=(
            Step(tool="generate", params={}, words="a boat"),
            Step(tool="upscale", inputs={"source": "@1"}, params={"scale": 2}),
        ),
    )
    assert as_large(task("x"), plan, 3).steps[1].params == {"percent": 300}
    assert as_large(task("x"), plan, 30).intent is Intent.ASK
    assert as_large(task("x"), plan, None) is plan


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("make it 2 times bigger", []),
        ("4x larger", []),
        ("1.5 times as large", []),
        ("放大四倍", []),
        ("upscale #1 x8", [8]),
        ("scale it up by a factor of 3", [3]),
        ("make it 2.5 times as large", [2.5]),
        ("a house three times as large as the tree", []),
        ("亮3倍", []),
        ("scale it down by 3", []),
    ],
)
def test_how_many_times_as_large(words: str, said: list[float]) -> None:
    assert [many(found) for found in times_in(words)] == said

"""Sessions of many pictures: a small model is shown few of them, one digit each, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.agent.agent import Agent
from orchestrator.agent.grammar.numbering import MOST, Numbering
from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.ledger.table import plan_message
from orchestrator.agent.reading.narrowing import narrowed
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Intent, Plan, Step
from tests.agent.ledgers import HOUSE, SESSION, generated, task

SEA = {"subjects": [{"what": "lighthouse"}], "setting": {"text": "sea"}, "time": {"text": "day"}}
MANY = tuple(
    LedgerImage(f"#{at}", "image", "edit", (f"#{at - 1}",), prompt=SEA, width=128, height=128)
    if at % 3 == 0
    else generated(f"#{at}", HOUSE if at % 2 else SEA)
    for at in range(1, 31)
)

MASKS = tuple(LedgerImage(f"m{at}", "mask", of="#2", width=128, height=128) for at in range(1, 8))
BARE = Lexicon({"nouns": {}, "looks": {}})
PAINTED = (*MANY, *MASKS)
"""Seven masks on an early picture, of which the last four are shown unless others are named."""


@pytest.mark.parametrize(
    ("focus", "words", "tool", "source", "count"),
    [
        ("#12", "make it night", "edit", "#12", None),
        ("#26", "make it night", "edit", "#26", None),
        ("#27", "make it night", "edit", "#27", None),
        ("#12", "make #17 brighter", "enhance", "#17", None),
        ("#12", "give me three variations", "generate", "#12", 3),
        ("#10", "give me eight variations", "generate", "#10", 8),
        ("#26", "把它变成红色的", "edit", "#26", None),
        ("#20", "第一张放大两倍", "upscale", "#1", None),
        ("#20", "make the fifth one larger", "upscale", "#5", None),
    ],
)
def test_the_picture_that_is_meant(
    starter: Agent, focus: str, words: str, tool: str, source: str, count: int | None
) -> None:
    (step,) = starter.understand(task(words, MANY, focus=focus), {}, lambda name, result: None).plan.steps
    assert (step.tool, dict(step.inputs), step.params.get("count")) == (tool, {"source": source}, count)
    assert step.words == words


@pytest.mark.parametrize(
    ("focus", "words", "image"),
    [
        ("#12", "go back to the first one", "#1"),
        ("#16", "回到第一张", "#1"),
        ("#12", "undo", "#11"),
        ("#20", "撤销", "#19"),
        ("#12", "show me #20", "#20"),
    ],
)
def test_the_picture_that_is_gone_to(starter: Agent, focus: str, words: str, image: str) -> None:
    plan = starter.understand(task(words, MANY, focus=focus), {}, lambda name, result: None).plan
    assert (plan.intent, plan.image) == (Intent.SELECT, image)


@pytest.mark.parametrize("images", [(*MANY[:3], *MASKS), PAINTED])
@pytest.mark.parametrize("words", ["paint m1 red", "把m1涂成红色"])
def test_a_mask_that_is_named_is_that_mask(images: tuple[LedgerImage, ...], words: str) -> None:
    given = task(words, images, focus="#2")
    assert "m1" in offer_of(given, words).masks
    numbering = Numbering.of(given, (), words)
    seen, shown = numbering.task(given), numbering.words(words)
    assert f"\n{numbering.shown.get('m1', 'm1')} mask on " in plan_message(seen, shown)
    (mask,) = narrowed(offer_of(seen, shown), BARE.heard(shown), seen).masks
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="inpaint", inputs={"source": "#2", "mask": mask}, words=shown),))
    (step,) = numbering.real(plan).steps
    assert (step.inputs["mask"], step.words) == ("m1", words)


@pytest.mark.parametrize(("images", "focus"), [((*MANY[:3], *MASKS), "#2"), (PAINTED, "#12")])
@pytest.mark.parametrize(
    ("words", "tool"), [("put a boat in m1", "inpaint"), ("把m1涂成红色", "inpaint"), ("make m1 brighter", "enhance")]
)
def test_the_part_that_is_meant(
    starter: Agent, images: tuple[LedgerImage, ...], focus: str, words: str, tool: str
) -> None:
    """It painted the whole picture anew, or took the digit for a picture's."""
    (step,) = starter.understand(task(words, images, focus=focus), {}, lambda name, result: None).plan.steps
    assert (step.tool, step.inputs, step.words) == (tool, {"source": "#2", "mask": "m1"}, words)


def test_a_mask_on_a_picture_long_ago_brings_that_picture_along() -> None:
    given = task("paint m1 red", PAINTED, focus="#30")
    assert "#2" in offer_of(given, given.text).masks["m1"]
    assert {"#2", "m1"} <= {*Numbering.of(given, (), given.text).shown}


@pytest.mark.parametrize("images", [(*MANY[:3], *MASKS), PAINTED])
def test_no_mask_comes_back_uninvited(images: tuple[LedgerImage, ...]) -> None:
    words = "make the sky red"
    given = task(words, images, focus="#2", mask="m6")
    numbering, offer = Numbering.of(given, (), words), offer_of(given, words)
    here = offer_of(numbering.task(given), words)
    assert len(here.masks) > 1
    allowed = numbering.offer(here, narrowed(offer, BARE.heard(words), given))
    assert {*allowed.masks} == {numbering.shown.get("m6", "m6")}


@given(st.sets(st.integers(1, 30), max_size=4), st.integers(1, 30), st.text("#m0123456789 ,a", max_size=30))
def test_no_handle_in_the_words_comes_to_name_something_else(named: set[int], focus: int, words: str) -> None:
    numbering = Numbering.of(task(words, PAINTED, focus=f"#{focus}"), [f"#{at}" for at in named], words)
    shown = numbering.words(words)
    for handle, name in zip(HANDLE.findall(words), HANDLE.findall(shown), strict=True):
        assert numbering.shown.get(handle) == name or name not in numbering.shown.values()
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="edit", inputs={"source": "#1"}, words=shown),))
    assert numbering.real(plan).steps[0].words == words


@given(st.sets(st.integers(1, 30), max_size=4), st.integers(1, 30), st.text("#m0123456789 ,a", max_size=30))
def test_there_and_back(named: set[int], focus: int, words: str) -> None:
    given = task(words, MANY, focus=f"#{focus}")
    numbering = Numbering.of(given, [f"#{at}" for at in named], words)
    assert len(numbering.shown) == MOST
    assert {f"#{at}" for at in named} | {f"#{focus}"} <= {*numbering.shown} or "#" in words
    seen = numbering.task(given)
    assert [image.handle for image in seen.images] == [f"#{at}" for at in range(1, MOST + 1)]
    for handle, name in numbering.shown.items():
        plan = Plan(intent=Intent.MAKE, steps=(Step(tool="edit", inputs={"source": name}, words=f"make {name} red"),))
        (step,) = numbering.real(plan).steps
        assert (step.inputs, step.words) == ({"source": handle}, f"make {handle} red")


def test_what_the_model_is_shown() -> None:
    given = task("make #17 brighter", MANY, focus="#12")
    numbering = Numbering.of(given, (), given.text)
    shown = plan_message(numbering.task(given), numbering.words(given.text))
    assert "\nfocus #2, before #1, original #1\n" in shown
    assert shown.endswith("---\nmake #3 brighter")
    undone = task("redo", MANY, focus="#3", after="#4")
    shown = plan_message(Numbering.of(undone, (), undone.text).task(undone), undone.text)
    assert "\nfocus #2, before #1, original #1, after #3\n" in shown
    assert Numbering.of(task("make it night", SESSION), (), "make it night").shown == {}

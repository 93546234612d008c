"""The generated data is well formed, every copy is a copy, and no hand-written utterance is among them."""

import json
import re
from itertools import islice
from typing import Any

import pytest

from orchestrator.agent.language.lexicon import read_lexicon
from orchestrator.agent.language.sizes import figures_in, shares_in
from orchestrator.agent.language.spelling import spelled
from starter.train.chat.dictionary import dictionary
from starter.train.chat.marking import spans
from starter.train.chat.report import utterances
from starter.train.chat.samples import HELD_OUT, NEWCOMERS, STRANGERS, held_out, plain, samples
from starter.train.chat.wire import STEP_KEYS, Sample

TOOLS = {
    "generate": {"source", "count", "variation", "words"},
    "edit": {"source", "words"},
    "inpaint": {"source", "mask", "region", "words"},
    "upscale": {"source", "scale"},
    "enhance": {"source", "mask", "region", "adjust", "amount"},
    "find": {"source", "which", "invert", "words"},
    "outpaint": {"source", "sides", "amount"},
    "restyle": {"source", "style", "words"},
    "describe": {"source"},
    "judge": {"source"},
    "combine": {"source", "reference", "layout"},
    "transform": {"source", "crop", "turn", "flip", "width", "height", "percent"},
}
INTENTS = {
    "make": ["steps"],
    "answer": ["about", "image", "images"],
    "select": ["image"],
    "ask": ["question", "choices"],
    "decline": ["reason"],
}
SLOTS = [
    "subjects",
    "setting",
    "time",
    "weather",
    "light",
    "style",
    "composition",
    "palette",
    "mood",
    "lettering",
    "avoid",
    "keep",
]


@pytest.fixture(scope="module")
def many() -> list[Sample]:
    """A sample of the stream."""
    return list(islice(samples(987), 6000))


def test_plans_name_only_what_is_there(many: list[Sample]) -> None:
    """Tools, keys in their order, handles of the ledger, words that are copies."""
    for sample in many:
        if not sample.user.startswith("PLAN\n"):
            continue
        ledger = sample.user.split("\n---\n")[0]
        there = set(re.findall(r"^(#\d+|m\d+) ", ledger, re.MULTILINE))
        plan: dict[str, Any] = json.loads(sample.assistant)
        allowed = ["intent", *INTENTS[plan["intent"]]]
        assert [key for key in allowed if key in plan] == list(plan), sample
        assert {*plan.get("choices", []), *([plan["image"]] if "image" in plan else [])} <= there, sample
        for number, step in enumerate(plan.get("steps", [])):
            assert set(step) - {"tool"} <= TOOLS[step["tool"]], sample
            assert [key for key in STEP_KEYS if key in step] == list(step), sample
            earlier = {f"@{before}" for before in range(1, number + 1)}
            assert {step[key] for key in ("source", "mask") if key in step} <= there | earlier, sample
            assert step.get("words", "") in sample.words, sample


def test_sizes_are_said_in_digits_and_redo_leads_where_the_ledger_says(many: list[Sample]) -> None:
    """A number that is nowhere in the words cannot be learnt, nor a picture that is not on the line of the focus."""
    sizes, led = 0, set()
    lexicon = read_lexicon(dictionary())
    assert lexicon
    for sample in (one for one in many if one.user.startswith("PLAN\n")):
        plan = json.loads(sample.assistant)
        for step in plan.get("steps", []):
            for pixels in (step[side] for side in ("width", "height") if side in step):
                assert pixels in figures_in(sample.words), sample
                sizes += 1
            shared = step.get("percent")
            said = {*shares_in(sample.words), *map(int, lexicon.heard(spelled(sample.words, lexicon).text)["shares"])}
            assert shared is None or shared in said, sample
        focus = next((line for line in sample.user.split("\n") if line.startswith("focus ")), "")
        after = re.search(r", after (#\d+)", focus)
        if (
            plan.get("image")
            and after
            and re.search(r"undo the undo|取消撤销|重做上一步|redo please", sample.words.lower())
        ):
            assert plan["image"] == after[1], sample
            led.add(sample.words)
    assert sizes > 20
    assert led


def test_rewrites_copy_the_words_and_keep_the_order_of_slots(many: list[Sample]) -> None:
    """`from` is a contiguous part of the words; slots stand in the order of the contract."""
    for sample in many:
        if sample.user.startswith("REWRITE"):
            prompt: dict[str, Any] = json.loads(sample.assistant)
            assert all(span and span in sample.words for span in spans(prompt)), sample
            assert [slot for slot in SLOTS if slot in prompt] == list(prompt), sample


def test_the_same_seed_gives_the_same_samples() -> None:
    """A run can be repeated."""
    assert list(islice(samples(5), 200)) == list(islice(samples(5), 200))


def test_no_hand_written_utterance_is_learnt() -> None:
    """They are committed before training and filtered out of it; a few of them differ by nothing but signs."""
    written = [len(utterances(path)) for path in (HELD_OUT, STRANGERS, NEWCOMERS)]
    assert written == [200, 87, 114]
    assert len(held_out()) >= sum(written) - 10
    assert not [sample.words for sample in islice(samples(1), 12_000) if plain(sample.words) in held_out()]

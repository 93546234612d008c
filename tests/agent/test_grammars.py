"""Whatever a grammar accepts is a plan or prompt that validates, and names only what exists."""

from collections.abc import Iterator
from typing import Any

import llama_cpp
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from orchestrator.agent.chat.engine import Engine, Request
from orchestrator.agent.grammar.gbnf import Grammar
from orchestrator.agent.grammar.offer import Offer, offer_of
from orchestrator.agent.grammar.plan import plan_grammar
from orchestrator.agent.grammar.rewrite import FREE, change_grammar, new_grammar
from orchestrator.agent.grammar.wire import WireError, read_json, read_patch, read_plan, read_prompt, with_copies
from orchestrator.agent.language.words import atoms
from orchestrator.agent.ledger.table import utterance
from orchestrator.domain.plan import HANDLE, STEP_REF, Creativity, Intent, Plan
from orchestrator.domain.prompt import SLOTS, Prompt, revise
from tests.agent.ledgers import HOUSE, SESSION, generated, task
from tests.agent.walk import walks
from tools.catalog import specs

LEVELS: st.SearchStrategy[Creativity] = st.sampled_from(["low", "medium", "high"])
WORDS = [
    "make it night",
    'write "Zum \\Löwen" on the sign, in red',
    "在左下角画一只小船,还有狗",
    "#1 和 #2 🙂!?",
    "?!",
    "a",
]
HOUSE_PLAIN = [{"what": "house", "attributes": ["red"]}]
TASKS = [
    task("a red house by a lake at sunset"),
    task("make it night", (generated(),)),
    task("make #1 2000 pixels wide", (generated(),)),
    task('put "a boat" there', SESSION, mask="m1", focus="#2"),
    task("在左下角画一只小船", SESSION),
    task("the red one", SESSION, answers=("make it warmer", "Which one?")),
    task("surprise me", SESSION, creativity="high"),
    task("more", tuple(generated(f"#{number}") for number in range(1, 41)), focus="#3"),
]
OFFERS = [offer_of(given_task, utterance(given_task)) for given_task in TASKS]


def check_plan(plan: Plan, offer: Offer) -> None:
    """Nothing in the plan that is not in the offer."""
    for number, step in enumerate(plan.steps, start=1):
        spec = specs()[step.tool]
        mask = step.inputs.get("mask", "@")
        if not mask.startswith("@") and not step.inputs["source"].startswith("@"):
            assert step.inputs["source"] in offer.masks[mask]
        for role, handle in step.inputs.items():
            assert HANDLE.match(handle) or STEP_REF.match(handle)
            if handle.startswith("@"):
                assert int(handle[1:]) < number
                made = specs()[plan.steps[int(handle[1:]) - 1].tool].gives
                assert made == ("masks" if role == "mask" else "pictures")
            else:
                assert handle in (offer.masks if role == "mask" else offer.pictures)
        roles = {*step.inputs, *(["mask"] if step.region else [])}
        texts: dict[str, Any] = {name: "x" for name in ("prompt", "what") if name in spec.params.model_fields}
        params = spec.validate({**step.params, **texts})
        spec.check(params, roles)
        assert step.words is None or step.words in offer.words
    assert plan.image is None or plan.image in offer.pictures
    assert set(plan.choices) <= set(offer.pictures)
    assert offer.may_ask or plan.intent is not Intent.ASK


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_every_plan_of_the_grammar_is_valid(data: st.DataObject) -> None:
    offer = data.draw(st.sampled_from(OFFERS))
    written = data.draw(walks(plan_grammar(offer)))
    check_plan(read_plan(read_json(written), offer), offer)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_every_prompt_of_the_grammar_is_valid(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(WORDS))
    written = data.draw(walks(new_grammar(words, data.draw(LEVELS), empty=data.draw(st.booleans()))))
    read = read_json(written)
    read_prompt(read, words)
    assert with_copies(read, words) == read, "every `from` stands in the words as it was copied"


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_low_creativity_adds_nothing_and_medium_only_setting_and_time(data: st.DataObject) -> None:
    level = data.draw(LEVELS)
    prompt = read_prompt(read_json(data.draw(walks(new_grammar(WORDS[0], level, empty=False)))), WORDS[0])
    assert all(subject.source for subject in prompt.subjects)
    added = {slot for slot in SLOTS if (phrase := getattr(prompt, slot)) and phrase.source is None}
    assert added <= set(FREE[level])


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_every_patch_of_the_grammar_gives_a_prompt(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(WORDS))
    before = Prompt.model_validate(HOUSE)
    written = read_json(data.draw(walks(change_grammar(words, before.wire()))))
    assume(any(subject not in HOUSE_PLAIN for subject in written.get("subjects") or [{}]))  # else nothing changes
    patch = read_patch(written, words, before)
    revise(before, patch)
    for subject in (patch.get("subjects") or ()) if atoms(words) else ():
        assert subject in before.wire()["subjects"] or "from" in subject, "kept as it was, or with the words for it"


def grammars() -> Iterator[Grammar]:
    """One of each."""
    yield from (plan_grammar(offer) for offer in OFFERS)
    yield from (new_grammar(words, "medium", empty=True) for words in WORDS)
    yield from (change_grammar(words, HOUSE) for words in WORDS)


GRAMMARS = list(grammars())


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_llama_cpp_reads_the_grammar_as_we_mean_it(tiny_engine: Engine, data: st.DataObject) -> None:
    """Its text, given to llama.cpp's own engine, accepts what the tree accepts, and after it only the end."""
    grammar = data.draw(st.sampled_from(GRAMMARS))
    written = data.draw(walks(grammar))
    assert accepted(tiny_engine, grammar.text(), written)


def accepted(engine: Engine, grammar: str, written: str) -> bool:
    """Whether llama.cpp's grammar takes `written` whole."""
    from orchestrator.agent.chat.sampler import GrammarSampler

    llama = engine._llama
    vocabulary = llama_cpp.llama_model_get_vocab(llama.model)
    sampler = GrammarSampler(vocabulary, grammar)
    try:
        for token in llama.tokenize(written.encode(), add_bos=False, special=False):
            if not sampler.allows(token):
                return False
            sampler.accept(token)
        return sampler.finished(llama.token_eos())
    finally:
        sampler.close()


@pytest.mark.parametrize(
    "written",
    [
        '{"intent":"make","steps":[]}',
        '{"intent":"make","steps":[{"tool":"edit","source":"#9"}]}',
        '{"intent":"make","steps":[{"tool":"edit","source":"@1"}]}',
        '{"intent":"make","steps":[{"tool":"rm -rf","source":"#1"}]}',
        '{"intent":"make","steps":[{"tool":"generate","count":9}]}',
        '{"intent":"make","steps":[{"tool":"generate","variation":"subtle"}]}',
        '{"intent":"make","steps":[{"tool":"inpaint","source":"#1"}]}',
        '{"intent":"make","steps":[{"tool":"inpaint","source":"#1","mask":"m9"}]}',
        '{"intent":"make","steps":[{"tool":"enhance","source":"#1"}]}',
        '{"intent":"make","steps":[{"tool":"upscale","source":"#1","words":"make it larger"}]}',
        '{"intent":"answer","about":"history","image":"#1"}',
        '{"intent":"select"}',
    ],
)
def test_llama_cpp_refuses_what_no_plan_may_say(tiny_engine: Engine, written: str) -> None:
    offer = offer_of(task("make it larger", SESSION), "make it larger")
    assert not accepted(tiny_engine, plan_grammar(offer).text(), written)
    with pytest.raises(WireError):
        read_plan(read_json(written), offer)


@pytest.mark.parametrize("seed", range(25))
def test_random_weights_at_high_temperature_stay_inside(tiny_engine: Engine, seed: int) -> None:
    """A model that knows nothing, sampled hot, writes valid plans or runs out of tokens; never anything else."""
    offer = OFFERS[seed % len(OFFERS)]
    done = tiny_engine.complete(Request((("user", "PLAN"),), plan_grammar(offer).text(), 500, 2.0, seed))
    if done.complete:
        check_plan(read_plan(read_json(done.text), offer), offer)
    words = WORDS[seed % len(WORDS)]
    done = tiny_engine.complete(
        Request((("user", "REWRITE"),), new_grammar(words, "high", empty=False).text(), 700, 2.0, seed)
    )
    if done.complete:
        prompt = read_prompt(read_json(done.text), words)
        assert prompt.wire() == Prompt.model_validate(read_json(done.text)).wire()


def test_nothing_is_offered_that_needs_a_picture_while_there_is_none() -> None:
    rules = dict(line.split(" ::= ") for line in plan_grammar(OFFERS[0]).text().splitlines())
    assert "generate" in rules["step-1"]
    assert "source" not in rules["step-1"]
    assert "@1" in rules["source-2"]
    assert "#" not in rules["source-2"]
    assert "select" not in rules["root"]
    alone = {name: spec for name, spec in specs().items() if name != "generate"}
    assert offer_of(task("make it night", tools=alone), "make it night").shapes == ()


def test_old_pictures_can_be_named_when_the_words_name_them() -> None:
    many = tuple(generated(f"#{number}") for number in range(1, 41))
    assert "#7" not in OFFERS[6].pictures
    assert "#7" in offer_of(task("enlarge #7", many), "enlarge #7").pictures
    assert "#77" not in offer_of(task("enlarge #77", many), "enlarge #77").pictures


def test_the_grammar_grows_with_the_words_not_with_their_square() -> None:
    short, long = (len(new_grammar(" ".join(["word"] * count), "low", empty=False).text()) for count in (100, 200))
    assert long < 2.2 * short

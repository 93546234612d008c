"""A thing is cut out of its picture, or put into another, in a person's words; nothing is cut that cannot be found."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import HOUSE, NIGHT, generated, task
from tools.catalog import specs

DOG = {"subjects": [{"what": "dog"}, {"what": "tree"}], "setting": {"text": "meadow"}}
TWO = (generated("#1", DOG), generated("#2", NIGHT))
BLIND = {name: spec for name, spec in specs().items() if name != "find"}
PHOTO = LedgerImage("#1", "upload", width=1200, height=800)


def plan(agent: Agent, asked: AgentTask) -> Plan:
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("put the dog from #1 into #2", None),
        ("take the dog out of #1 and put it in #2 on the left", "left"),
        ("copy the dog of picture #1 to #2, in the lower right corner", "lower right"),
        ("把#1里的狗放到#2里", None),
        ("把 #1 中的狗贴到 #2 的右下角", "lower right"),
    ],
)
def test_a_thing_of_one_picture_is_put_into_another(starter: Agent, words: str, where: str | None) -> None:
    found, cut, laid = plan(starter, task(words, TWO, known=specs())).steps
    assert (found.tool, found.inputs, found.params["what"]) == ("find", {"source": "#1"}, "a dog")
    assert (cut.tool, cut.inputs, cut.params["trim"]) == ("cutout", {"source": "#1", "mask": "@1"}, where is not None)
    assert (laid.tool, laid.inputs) == ("combine", {"source": "#2", "reference": "@2"})
    assert (laid.params["layout"], laid.params.get("where")) == ("over", where)
    shown = laid.prompt
    assert isinstance(shown, Prompt)
    assert [one.what for one in shown.subjects] == ["house", "dog"]
    assert shown.setting is not None
    assert shown.setting.text == "lake"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("remove the background", "a house"),
        ("make the background transparent", "a house"),
        ("cut out the house", "a house"),
        ("Cut the house out of #1.", "a house"),
        ("isolate the house please", "a house"),
        ("把房子抠出来", "a house"),
        ("去掉背景", "a house"),
        ("抠图", "a house"),
    ],
)
def test_a_thing_is_cut_out(starter: Agent, words: str, what: str) -> None:
    found, cut = plan(starter, task(words, (generated(prompt=HOUSE),), known=specs())).steps
    assert (found.tool, found.params["what"]) == ("find", what)
    assert (cut.tool, cut.inputs) == ("cutout", {"source": "#1", "mask": "@1"})
    assert isinstance(cut.prompt, Prompt)
    assert [one.what for one in cut.prompt.subjects] == ["house"]
    assert cut.prompt.setting is None


def test_of_a_photograph_it_is_asked_what(starter: Agent) -> None:
    found = plan(starter, task("remove the background", (PHOTO,), known=specs()))
    assert (found.intent, found.question) == (Intent.ASK, "What shall be cut out?")


@pytest.mark.parametrize("words", ["remove the background", "put the dog from #1 into #2"])
def test_nothing_is_cut_where_nothing_can_be_found(starter: Agent, words: str) -> None:
    found = plan(starter, task(words, TWO, tools=BLIND, known=specs()))
    assert "cutout" not in {step.tool for step in found.steps}


@pytest.mark.parametrize(
    "words",
    [
        "put a dog into #2",
        "put the dog from #1 into #7",
        "put the dog m3 from #1 into #2",
        "put #1 beside #2",
        "cut out the left half",
    ],
)
def test_other_wishes_are_read_as_before(starter: Agent, words: str) -> None:
    assert "cutout" not in {step.tool for step in plan(starter, task(words, TWO, known=specs())).steps}


@pytest.mark.parametrize("words", ["find the house", "mark the house in #1", "房子在哪里？", "找出房子"])
def test_what_is_said_around_a_thing_that_is_looked_for_is_not_left_out(starter: Agent, words: str) -> None:
    proposal = starter.understand(task(words, (generated(),), known=specs()), {}, lambda name, result: None)
    assert [step.tool for step in proposal.plan.steps] == ["find"]
    spans = proposal.rewrite.spans if proposal.rewrite else ()
    assert not [span.text for span in spans if span.origin == "left_out"]

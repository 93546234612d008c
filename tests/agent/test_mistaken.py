"""What was misunderstood is put right."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.language.spelling import Spelled
from orchestrator.agent.reading.mistaken import meant
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import task
from tools.catalog import specs

PLAN_WORDS = "一只大鲸鱼和小鱼在海底"


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


def painted(what: list[str], words: str | None = None) -> LedgerImage:
    prompt = {"subjects": [{"what": one} for one in what], "setting": {"text": "underwater"}}
    return LedgerImage("#1", "image", "generate", prompt=prompt, width=128, height=128, words=words)


def test_what_was_meant_takes_the_place_of_what_was_painted(starter: Agent) -> None:
    (step,) = plan(starter, "不对，我说的是小鱼", painted(["cat"])).steps
    assert (step.tool, step.params["prompt"]) == ("edit", "a fish, underwater")


def test_in_english(starter: Agent) -> None:
    (step,) = plan(starter, "no, I meant a boat", painted(["cat"])).steps
    assert (step.tool, step.params["prompt"]) == ("edit", "a boat, underwater")


def test_what_is_there_is_painted_once_more(starter: Agent) -> None:
    (step,) = plan(starter, "不对，我说的是小鱼", painted(["whale", "fish"], PLAN_WORDS)).steps
    assert (step.tool, step.inputs) == ("generate", {})
    assert step.params["prompt"] == "a whale, a fish, underwater"


@pytest.mark.parametrize("words", ["不对", "我说的是真的", "no, make it a boat"])
def test_nothing_else_is_read_so(starter: Agent, words: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    read = Spelled(words, words)
    assert meant(read, task(words, (painted(["cat"]),)), lexicon) == read

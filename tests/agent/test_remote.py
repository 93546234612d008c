"""A language model elsewhere: whatever it answers, nothing outside the schema and the session's handles comes of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from orchestrator.agent.agent import Agent
from orchestrator.agent.factory import AgentSettings, open_agent
from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.task import AgentFailed, AgentStopped, Proposal
from orchestrator.domain.plan import Intent
from tests.agent.ledgers import SESSION, task
from tests.agent.server import Body, serving
from tests.agent.test_grammars import check_plan

KEY = "sk-very-secret"
MAKE = '{"intent":"make","steps":[{"tool":"generate"}]}'
PROMPT = '{"subjects":[{"what":"house","from":"a house"}]}'


def agent(url: str, timeout: float = 20.0) -> Agent:
    """The agent over the server."""
    return open_agent(AgentSettings(url=url, key=SecretStr(KEY), timeout=timeout))


def proposed(over: Agent, words: str = "a house", **more: Any) -> Proposal:
    """What it proposes in the usual session."""
    return over.understand(task(words, SESSION, **more), {}, lambda name, result: None)


def by_kind(plan: str, prompt: str) -> Callable[[Body], str]:
    """Answers to both kinds of message."""
    return lambda body: plan if body["messages"][1]["content"].startswith("PLAN") else prompt


@pytest.mark.parametrize(
    ("refuses", "formats"),
    [
        (frozenset[str](), ["json_schema"]),
        (frozenset({"json_schema"}), ["json_object"]),
        (frozenset({"json_schema", "json_object"}), [None]),
    ],
)
def test_the_strictest_format_the_server_knows(refuses: frozenset[str], formats: list[str | None]) -> None:
    with serving(by_kind(MAKE, PROMPT), refuses=refuses) as asked:
        proposal = proposed(agent(asked.url))
    assert proposal.plan.steps[0].params["prompt"] == "a house"
    accepted = [body.get("response_format", {}).get("type") for body in asked.bodies]
    assert accepted[-1:] == formats
    assert len(asked.bodies) == 2 + len(refuses), "what the server refuses is tried once"
    assert {body["model"] for body in asked.bodies} == {"listed-model"}
    assert set(asked.keys) == {f"Bearer {KEY}"}


def test_it_is_told_once_what_was_wrong() -> None:
    answers = iter(['{"intent":"make","steps":[{"tool":"edit","source":"#77"}]}', MAKE, PROMPT])
    with serving(lambda body: next(answers)) as asked:
        assert proposed(agent(asked.url)).plan.steps[0].tool == "generate"
    assert "#77" in asked.bodies[1]["messages"][-1]["content"]


DEEP = "[" * 100_000
EVIL = [
    "",
    "Sure! Here is your plan: " + MAKE,
    MAKE + MAKE,
    "null",
    "[]",
    "\x00\ud800",
    DEEP,
    f'{{"intent":"make","steps":{DEEP}',
    '{"intent":"make","steps":' + "[" * 800 + "]" * 800 + "}",
    '{"intent":"make","steps":[]}',
    '{"intent":["make"]}',
    '{"intent":"make","steps":{"tool":"generate"}}',
    '{"intent":"make","steps":[' + ",".join(['{"tool":"generate"}'] * 9) + "]}",
    '{"intent":"make","steps":[{"tool":"generate","source":"#99"}]}',
    '{"intent":"make","steps":[{"tool":"generate","source":{"$ne":null}}]}',
    '{"intent":"make","steps":[{"tool":"edit","source":"@1"}]}',
    '{"intent":"make","steps":[{"tool":"edit","source":"m1"}]}',
    '{"intent":"make","steps":[{"tool":"edit","source":"../../etc/passwd"}]}',
    '{"intent":"make","steps":[{"tool":"inpaint","source":"#1","mask":"#2"}]}',
    '{"intent":"make","steps":[{"tool":"inpaint","source":"#1","mask":"m1","region":"top"}]}',
    '{"intent":"make","steps":[{"tool":"inpaint","source":"#1","region":"everywhere"}]}',
    '{"intent":"make","steps":[{"tool":"generate","count":1000000}]}',
    '{"intent":"make","steps":[{"tool":"generate","count":true}]}',
    '{"intent":"make","steps":[{"tool":"generate","count":2.0}]}',
    '{"intent":"make","steps":[{"tool":"generate","steps":100000}]}',
    '{"intent":"make","steps":[{"tool":"generate","params":{"width":99999}}]}',
    '{"intent":"make","steps":[{"tool":"generate","prompt":"something else"}]}',
    '{"intent":"make","steps":[{"tool":"generate","words":"what nobody said"}]}',
    '{"intent":"make","steps":[{"tool":"__import__"}]}',
    '{"intent":"select","image":"#99"}',
    '{"intent":"answer","about":"recipe"}',
    '{"intent":"answer","about":"history","image":"#1"}',
    '{"intent":"answer","about":"passwords"}',
    '{"intent":"ask"}',
    '{"intent":"ask","question":"Which?","choices":["#99"]}',
    '{"intent":"delete everything"}',
    '{"intent":"make","steps":[{"tool":"generate"}],"image":"#99"}',
]


@pytest.mark.parametrize("written", EVIL, ids=range(len(EVIL)))
def test_the_worst_plan_every_time_is_an_honest_failure(written: str) -> None:
    with serving(lambda body: written) as asked:
        over = agent(asked.url)
        for words, language in (("a house", "plan"), ("一座房子", "计划")):
            with pytest.raises(AgentFailed, match=language):
                proposed(over, words)
    assert len(asked.bodies) == 4, "one retry, not more"


EVIL_PROMPTS = [
    '{"subjects":[{"what":""}]}',
    '{"subjects":[{"what":"x","count":1000}]}',
    '{"subjects":' + json.dumps([{"what": f"x{n}"} for n in range(50)]) + "}",
    '{"prompt":"x"}',
    '{"setting":"lake"}',
    '{"setting":{"text":"' + "x" * 5000 + '"}}',
    "{}",
    '{"subjects":null}',
]


@pytest.mark.parametrize("written", EVIL_PROMPTS, ids=range(len(EVIL_PROMPTS)))
def test_after_the_worst_prompt_twice_the_words_pass_through(written: str) -> None:
    with serving(by_kind(MAKE, written)) as asked:
        proposal = proposed(agent(asked.url), "a house, please")
    assert len(asked.bodies) == 3, "one retry, not more"
    assert proposal.plan.steps[0].params == {"prompt": "a house, please"}
    assert proposal.rewrite is not None
    assert [(span.text, span.origin) for span in proposal.rewrite.spans] == [("a house, please", "user")]


def test_a_copy_that_is_none_counts_as_added() -> None:
    prompt = '{"subjects":[{"what":"house","from":"a palace, as you said"}],"mood":{"text":"calm","from":7}}'
    with serving(by_kind(MAKE, prompt)) as asked:
        rewrite = proposed(agent(asked.url)).rewrite
    assert rewrite is not None
    assert {span.text: span.origin for span in rewrite.spans} == {"a house": "added", "calm": "added"}


def test_what_it_may_say_is_taken() -> None:
    plan = {"intent": "make", "steps": [{"tool": "inpaint", "source": "#2", "mask": "m1", "words": "a house"}]}
    fenced = f"```json\n{json.dumps(plan, indent=1)}\n```"
    with serving(by_kind(fenced, PROMPT)) as asked:
        given = task("a house", SESSION)
        proposal = proposed(agent(asked.url))
    check_plan(proposal.plan, offer_of(given, "a house"))
    assert proposal.plan.intent is Intent.MAKE


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"{}", b'{"choices":[]}', b'{"choices":[{"message":{"content":[1]}}]}', b"x" * (2 << 20)]
)
def test_an_answer_that_is_none(raw: bytes) -> None:
    with serving(lambda body: "", raw=raw) as asked, pytest.raises(AgentFailed):
        proposed(agent(asked.url))


def test_no_server_a_slow_server_and_a_stopped_turn() -> None:
    with pytest.raises(AgentFailed, match="cannot be reached"):
        proposed(agent("http://127.0.0.1:9/v1"))
    with serving(by_kind(MAKE, PROMPT), delay=1.0) as asked:
        with pytest.raises(AgentFailed, match="too long"):
            proposed(agent(asked.url, timeout=0.3))
        with pytest.raises(AgentStopped):
            proposed(agent(asked.url), stopped=lambda: True)


def test_the_key_is_in_no_log_and_no_message() -> None:
    with capture_logs() as logs, serving(lambda body: "no", refuses=frozenset({"json_schema"})) as asked:
        over = agent(asked.url)
        with pytest.raises(AgentFailed) as failure:
            proposed(over)
    assert logs
    assert KEY not in repr((logs, failure.value, failure.value.__cause__, over.chat))

"""Too much of an adjustment is made again, weaker, from where it was."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.plans.weaker import weaker
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.plan import Intent
from tests.agent.ledgers import task
from tools.catalog import specs

PHOTO = LedgerImage("#1", "upload", width=640, height=480)
MASK = LedgerImage("m1", "mask", "find", of="#1", shows="a background", width=640, height=480)


def adjusted(words: str, adjust: str, amount: str = "medium", *, masked: bool = False) -> AgentTask:
    parents = ("#1", "m1") if masked else ("#1",)
    after = LedgerImage("#2", "image", "enhance", parents, width=640, height=480, adjusted=(adjust, amount))
    return task(words, (PHOTO, *([MASK] if masked else []), after), known=specs(), creativity="low")


@pytest.mark.parametrize(
    ("words", "adjust", "amount", "less"),
    [
        ("no no too much blur, little less", "blur", "medium", "slight"),
        ("that's too bright now", "brighten", "strong", "medium"),
        ("a bit less please", "saturate", "medium", "slight"),
        ("half the blur", "blur", "medium", "slight"),
        ("too colourful, tone it down a bit", "saturate", "strong", "medium"),
        ("有点过了,虚化减半", "blur", "medium", "slight"),
        ("太黄了,淡一点", "warmer", "medium", "slight"),
    ],
)
def test_it_is_made_weaker(words: str, adjust: str, amount: str, less: str) -> None:
    plan = weaker(adjusted(words, adjust, amount))
    assert plan
    assert [(step.tool, step.inputs, step.params) for step in plan.steps] == [
        ("enhance", {"source": "#1"}, {"adjust": adjust, "amount": less})
    ]


def test_it_stays_where_it_was_made(starter: Agent) -> None:
    given = adjusted("no no too much blur, little less", "blur", masked=True)
    (step,) = starter.understand(given, {}, lambda name, result: None).plan.steps
    assert (step.inputs, step.params) == ({"source": "#1", "mask": "m1"}, {"adjust": "blur", "amount": "slight"})


def test_less_than_slight_is_none() -> None:
    plan = weaker(adjusted("still too sharp", "sharpen", "slight"))
    assert plan
    assert (plan.intent, plan.image) == (Intent.SELECT, "#1")


@pytest.mark.parametrize(
    "words",
    [
        "too dark",
        "more blur",
        "less snow",
        "half the size",
        "too big",
        "a little less of the sky",
        "make the dog smaller",
    ],
)
def test_something_else_is_no_less_of_it(words: str) -> None:
    assert weaker(adjusted(words, "blur")) is None


def test_what_was_not_adjusted_is_left_alone() -> None:
    assert weaker(task("too much, a bit less", (PHOTO,))) is None

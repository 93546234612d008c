"""What a prompt tells of the words: no phrase stands for more than it renders, no slot is filled with what is none."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.rewrite import Rewrite
from tests.agent.ledgers import task
from tools.catalog import specs


def rewritten(agent: Agent, words: str) -> Rewrite:
    asked = task(words, (), known=specs(), creativity="low")
    found = agent.understand(asked, {}, lambda name, result: None).rewrite
    assert found is not None
    return found


def test_a_thing_inside_another_ones_words_is_not_lost(starter: Agent) -> None:
    found = rewritten(starter, "弹吉他的熊，雪地")
    told = [*found.text.split(", "), *(span.text for span in found.spans if span.origin == "left_out")]
    assert "a guitar" in told or any("吉他" in one for one in told)


def test_whom_nobody_can_name_is_said_to_be_left_out(starter: Agent) -> None:
    left = [span.text for span in rewritten(starter, "孙女骑自行车").spans if span.origin == "left_out"]
    assert any("孙女" in one for one in left)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a castle in the style of Beksinski", "a castle, beksinski"),
        ("an elefant in the desert", "an elephant, desert"),
        ("梵高风格的向日葵", "a sunflower, van gogh style"),
    ],
)
def test_a_style_is_none_of_the_things(starter: Agent, words: str, text: str) -> None:
    assert rewritten(starter, words).text == text

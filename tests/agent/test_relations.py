"""How one thing stands to another, as the starter's chat model and what is read for it make of it."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.requirements import requirements
from tests.agent.ledgers import task


def painted(agent: Agent, words: str) -> Prompt:
    rewrite = agent.understand(task(words, ()), {}, lambda name, result: None).rewrite
    assert rewrite is not None
    assert rewrite.prompt is not None
    return rewrite.prompt


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("two dogs left of a castle", [("castle", None), ("dog", "to the left of the castle")]),
        ("a cat to the right of a red house", [("house", None), ("cat", "to the right of the house")]),
        (
            "a boat in front of a lighthouse at night",
            [("lighthouse", None), ("boat", "in front of the lighthouse")],
        ),
        ("a black dog next to two white cats", [("cat", None), ("dog", "beside the cats")]),
        ("a dragon is on the left of the castle", [("castle", None), ("dragon", "to the left of the castle")]),
        ("城堡左边有两只狗", [("castle", None), ("dog", "to the left of the castle")]),
        ("一只狗坐在房子前面", [("house", None), ("dog", "in front of the house")]),
        ("在灯塔旁边画一条小船", [("lighthouse", None), ("boat", "beside the lighthouse")]),
        ("两只猫睡在长椅下面", [("bench", None), ("cat", "under the bench")]),
    ],
)
def test_one_thing_stands_to_another(starter: Agent, words: str, things: list[tuple[str, str | None]]) -> None:
    """As the painter was taught it: first what the other stands to, and each in the person's own words."""
    prompt = painted(starter, words)
    assert [(one.what, one.where) for one in prompt.subjects] == things
    assert all(one.source and one.source in words for one in prompt.subjects)
    assert "relation" in {one.kind for one in requirements(prompt)}


@pytest.mark.parametrize(
    "words",
    [
        "a bird over the sea",
        "two dogs on the left of the picture",
        "a sunset over the ocean",
        "夕阳下的海滩",
        "左边有一只狗，右边有一只猫",
        "a red house by a lake at sunset",
        "a tent under a starry sky",
        "星空下的帐篷",
    ],
)
def test_a_place_in_the_picture_or_a_landscape_is_nothing_to_stand_to(starter: Agent, words: str) -> None:
    assert "relation" not in {one.kind for one in requirements(painted(starter, words))}

"""A turn whose pictures are judged; the hands play the workers' part. Owns what those workers find."""

from collections.abc import Collection, Iterator
from typing import Any

import pytest

from orchestrator.agent.factory import AgentSettings, open_agent
from orchestrator.services.jobs.job_queue import Claim
from orchestrator.services.shapes.views import TurnView
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from tests.orchestrator.hands import AROUND, Hands, made, making
from tests.orchestrator.test_findings import mask
from tests.tools import lookers
from tools.runtime.cache import forget

PROMPT: dict[str, Any] = {
    "subjects": [{"what": "house", "attributes": ["red"]}, {"what": "boat"}],
    "setting": {"text": "lake"},
}
PAINT: dict[str, Any] = {"tool": "generate", "params": {}, "prompt": PROMPT}
SIZE = (128, 128)
BOX = [10, 60, 50, 110]


@pytest.fixture(scope="module")
def agent() -> Any:
    """The starter's; no model is asked here."""
    return open_agent(AgentSettings(model=str(Settings().chat_folder)))


def seeing(hands: Hands) -> Hands:
    """Somebody whose studio has a model that judges and finds."""
    lookers.save("eye", hands.house.settings.home / "models" / "eye")
    return hands


@pytest.fixture(autouse=True)
def unowned() -> Iterator[None]:
    """Loaded models belong to one thread of a process."""
    yield
    forget()


class Course:
    """One turn, and what its workers find."""

    def __init__(self, hands: Hands, agent: Any) -> None:
        self.hands, self.agent = hands, agent

    def said(self, *steps: dict[str, Any], **more: Any) -> str:
        self.turn = self.hands.say("a red house and a boat on a lake", making(*steps), **more).id
        return self.turn

    def view(self) -> TurnView:
        return self.hands.house.turns.get(self.hands.user, self.turn)

    def thinks(self) -> TurnView:
        AgentLoop(self.hands.house, self.agent, "a").drain()
        return self.view()

    def claims(self, tool: str) -> Claim:
        claim = self.hands.claimed()
        assert claim.tool == tool
        return claim

    def paints(self, tool: str = "generate", colour: str = "teal") -> None:
        claim = self.claims(tool)
        self.hands.house.results.finish(claim, [made(colour, SIZE) for _ in range(claim.slots)], AROUND)

    def judges(self, *missed: str, sure: float = 0.9, untold: Collection[str] = ()) -> None:
        claim = self.claims("judge")
        asked = [one["text"] for one in claim.params["requirements"]]
        assert {*missed, *untold} <= set(asked)
        checks = [
            {"kind": one["kind"], "text": one["text"], "met": one["text"] not in missed, "certainty": sure}
            | ({"met": None, "certainty": None} if one["text"] in untold else {})
            for one in claim.params["requirements"]
        ]
        count = {"met": len(asked) - len(missed) - len(untold), "missed": len(missed), "open": len(untold)}
        facts = {"checks": checks, **count, "measures": {}}
        self.hands.house.results.finish(claim, [], AROUND, facts)

    def finds(self, *boxes: list[int]) -> None:
        claim = self.claims("find")
        places = [{"box": box, "score": 0.9, "share": 0.1} for box in boxes]
        masks = boxes if claim.params["which"] == "each" else boxes[:1]
        facts = {"what": claim.params["what"], "there": bool(boxes), "known": True, "places": places, "certainty": 0.9}
        self.hands.house.results.finish(claim, [mask((4, 4, 60, 60), SIZE) for _ in masks], AROUND, facts)


@pytest.fixture
def course(hands: Hands, agent: Any) -> Course:
    return Course(seeing(hands), agent)


def ways(view: TurnView) -> list[str]:
    assert view.review is not None
    return [attempt.change.way for attempt in view.review.attempts if attempt.change]

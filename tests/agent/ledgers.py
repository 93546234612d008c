"""Sessions as the agent sees them, for tests."""

from typing import Any

from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.language import spoken
from tools.catalog import specs

HOUSE: dict[str, Any] = {
    "subjects": [{"what": "house", "attributes": ["red"], "from": "a red house"}],
    "setting": {"text": "lake", "from": "by a lake"},
    "time": {"text": "sunset", "from": "at sunset"},
}
NIGHT = HOUSE | {"time": {"text": "night", "from": "night"}}
BOAT = NIGHT | {"subjects": [*HOUSE["subjects"], {"what": "boat", "from": "a boat"}]}


def generated(handle: str = "#1", prompt: dict[str, Any] | None = None) -> LedgerImage:
    """A picture painted from words."""
    return LedgerImage(handle, "image", "generate", prompt=prompt or HOUSE, width=128, height=128)


SESSION = (
    generated(),
    LedgerImage("#2", "image", "edit", ("#1",), prompt=NIGHT, width=128, height=128),
    LedgerImage("m1", "mask", of="#2", width=128, height=128),
    LedgerImage("#3", "image", "inpaint", ("#2", "m1"), prompt=BOAT, width=128, height=128),
    LedgerImage("#4", "image", "upscale", ("#3",), prompt=BOAT, width=256, height=256),
)
"""After the first four of the nine lines."""


def task(text: str, images: tuple[LedgerImage, ...] = (), **more: Any) -> AgentTask:
    """An utterance in a session; the newest picture is in focus."""
    pictures = [image.handle for image in images if image.kind != "mask"]
    focus = more.pop("focus", pictures[-1] if pictures else None)
    tools = more.pop("tools", specs())
    return AgentTask(text, spoken(text), tools, images, focus, **more)

"""The chance in a picture as people fix it, "use seed 1234"; and a picture painted once more from its own words.

A small model took that for talk. Owns which seed the words say, and the plan where no more is said than a seed, a size,
and whose prompt. Refuses to say which seed a picture has: that is an answer.
"""

import re
from collections.abc import Collection
from typing import Any, Final

from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import render
from tools.base import SEEDS, ToolError

PAINTING: Final = "generate"
SEED: Final = re.compile(
    r"(?:,? ?\b(?:and|with|using|use|set))*(?:,? ?\b(?:the|a))? ?\b(?:random )?seed(?: (?:number|no\.?|of|to|is|as))*"
    r" ?[=:#]? ?(?P<en>\d{1,10})\b"
    r"|[，,]?(?:请?使?用|把|将)?(?:随机)?种子(?:设成|改成|设为|改为|号|数|为|是|用)* ?[=:：]? ?(?P<zh>\d{1,10})",
    re.IGNORECASE,
)
SIZE: Final = re.compile(r"\b(?P<width>\d{2,4}) ?[x×*] ?(?P<height>\d{2,4})(?: ?(?:px|pixels))?\b", re.IGNORECASE)
SAME: Final = re.compile(
    r"\b(?:(?:the|its) )?(?:same|identical|exact) (?:prompt|words|description|text)(?: (?:as|like|of|from) (?:in )?"
    r"(?:the )?(?:[a-z]+(?: (?:one|picture|image))?|#\d+))?|[一同]样的?提示词|提示词(?:不变|一样|相同)",
    re.IGNORECASE,
)
GRID: Final = 8
"""Sides of a painted picture are multiples of it."""


def seed_in(words: str) -> tuple[int | None, list[Edit]]:
    """The seed that `words` say, and the words without it."""
    found = SEED.search(words)
    seed = int(found["en"] or found["zh"]) if found else SEEDS
    return (seed, [(*found.span(), "")]) if found and seed < SEEDS else (None, [])


def anew(task: AgentTask, named: Collection[str]) -> Plan | None:
    """The plan, if no more is said than that a picture, `named` or in focus, is painted once more from its own words
    with a seed, in a size, or both."""
    words, same = task.text, SAME.search(task.text)
    rest = SIZE.sub(" ", HANDLE.sub(" ", SAME.sub(" ", words)))
    handle = next(iter(named), task.focus) if len(named) < len("ab") else None
    image = next((one for one in task.images if one.handle == handle and one.kind == "image"), None)
    if image is None or PAINTING not in task.tools or tells(rest) or task.answers is not None:
        return None
    if task.seed is None and not (same and SIZE.search(words)):
        return None
    own = image.words if image.tool == PAINTING and not image.parents else None
    prompt = prompt_of(image)
    said = own or (render(prompt) if prompt else "")
    if not said:
        return None
    step = Step(tool=PAINTING, params={"count": 1, **_size(task, words)}, words=said)
    return Plan(intent=Intent.MAKE, steps=(step,))


def _size(task: AgentTask, words: str) -> dict[str, Any]:
    """The size that is said, as near as one can be painted; none where it cannot."""
    found = SIZE.search(words)
    if found is None:
        return {}
    params = {name: int(found[name]) // GRID * GRID for name in ("width", "height")}
    try:
        task.tools[PAINTING].validate({"prompt": "x", **params})
    except ToolError:
        return {}
    return params

"""A strip cut off a side of a picture: "crop a bit off the left", 左边裁掉一点. A small model kept the other half, or
turned it.

Owns these wordings and how wide such a strip is. Refuses halves and thirds, which are cuts with a name, and pictures
whose size nobody knows.
"""

import re
from dataclasses import dataclass
from typing import Final

from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step

SHAPING: Final = "transform"
BIT: Final = 0.12
LITTLE: Final = 0.06
"""Shares of a side that nobody says more of."""
MOST: Final = 0.45
"""From which it would be another half."""
SIDES: Final = {"left": "左", "right": "右", "top": "上", "bottom": "下"}
AMOUNT: Final = rf"(?P<#n>{NUMERAL}) ?(?P<#unit>%|percent\b|px\b|pixels?\b|个?像素)"
"""How much in numbers; the groups of each place it is said in have a letter of their own."""
ENGLISH: Final = re.compile(
    r"\b(?:crop|cut|trim|shave|chop|slice|take)(?: off)? "
    rf"(?:(?:just |only )?(?:an?|some) ?(?P<little>tiny )?(?:little )?(?:bit|strip|sliver|touch|slice|piece|edge)?"
    rf"|{AMOUNT.replace('#', 'a')})"
    r"(?: more)? ?(?:off|from|of|at|on|away from)(?: of)? (?:the |its )?(?P<side>left|right|top|bottom)"
    r"(?:[- ](?:hand )?(?:side|edge|border))?\b(?! (?:half|third|quarter|corner))"
    r"|\b(?:crop|trim|shave|cut)(?: off)? (?:the )?"
    r"(?P<also>left|right|top|bottom)(?:[- ](?:hand )?(?:side|edge|border))?"
    rf" (?:by )?(?:just |only )?(?:a (?P<few>tiny )?(?:little )?bit|a little|slightly|{AMOUNT.replace('#', 'b')})",
    re.IGNORECASE,
)
CUT: Final = "(?:裁剪?|切|剪|截|砍)(?:掉|去|除|下)?"
WIDE: Final = rf"(?:(?P<#little>一点点|一丢丢|一丝)|一?[点些]|一?小?[条块截段]|{AMOUNT})"
SIDE: Final = "(?:图片?|照片|画面)?的?(?P<#>[左右上下])(?:手?[边面侧方]|边缘)?(?:的)?"
CHINESE: Final = re.compile(
    f"(?:[把将从给])?{SIDE.replace('#', 'zh')}(?:再|稍微|稍|可以|帮我|给我|能不能|的边)*{CUT}{WIDE.replace('#', 'c')}"
    f"|{CUT}{SIDE.replace('#', 'zalso')}{WIDE.replace('#', 'd')}"
)
REASON: Final = re.compile(
    r"[,，.。;；]? ?(?:因为)?(?:那|这)(?:儿|里|边)?(?:有|是)[^,，。]*$"
    r"|[,.;]? ?\b(?:because |since |as )?there(?:'s| is| are)\b.*$",
    re.IGNORECASE,
)
"""Why: what is there goes with it."""
ASIDE: Final = re.compile(
    r"\b(?:please|can you|could you|now|then|the (?:picture|photo|image))\b|[请帮我吧吗呢下把将能一]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Strip:
    """What is cut off: from which side, and how much of it, in pixels or as a share."""

    side: str
    share: float = BIT
    pixels: int = 0
    words: str = ""


def strip_in(words: str) -> Strip | None:
    """The one strip that the words cut off."""
    found = [*(CHINESE.finditer(words)), *(ENGLISH.finditer(words))]
    if len(found) != 1:
        return None
    parts = found[0].groupdict()
    said = next(parts[name].lower() for name in ("side", "also", "zh", "zalso") if parts.get(name))
    side = next(name for name, zh in SIDES.items() if said in {name, zh})
    told = next(((parts[f"{a}n"], parts[f"{a}unit"]) for a in "abcd" if parts.get(f"{a}n")), None)
    if told is not None:
        many = number(told[0])
        share, pixels = (many / 100, 0) if told[1] in {"%", "percent"} else (0.0, int(many))
        return Strip(side, share, pixels, found[0][0])
    little = any(parts.get(name) for name in ("little", "few", "clittle", "dlittle"))
    return Strip(side, LITTLE if little else BIT, 0, found[0][0])


def trimmed(task: AgentTask) -> Plan | None:
    """The plan, if the words say no more than that, and why."""
    strip = strip_in(task.text)
    if strip is None or task.focus is None or SHAPING not in task.tools or task.mask is not None:
        return None
    rest = REASON.sub("", task.text.replace(strip.words, " ", 1))
    box = _box(task, strip)
    if box is None or re.search(r"[^\W\d_]", ASIDE.sub("", rest)):
        return None
    return Plan(intent=Intent.MAKE, steps=(Step(tool=SHAPING, inputs={"source": task.focus}, params={"box": box}),))


def _box(task: AgentTask, strip: Strip) -> dict[str, int] | None:
    image = next((one for one in task.images if one.handle == task.focus and one.width and one.height), None)
    if image is None:
        return None
    whole = image.width if strip.side in {"left", "right"} else image.height
    off = strip.pixels or round(whole * strip.share)
    if not 0 < off < whole * MOST:
        return None
    across, down = (off, 0) if strip.side in {"left", "right"} else (0, off)
    return {
        "left": off if strip.side == "left" else 0,
        "top": off if strip.side == "top" else 0,
        "width": image.width - across,
        "height": image.height - down,
    }

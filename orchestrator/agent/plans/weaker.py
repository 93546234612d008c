"""Too much of the adjustment that was just made: "too much blur, a little less", 有点过了，减半. It is made again,
weaker, from where it was.

A small model blurred the blurred picture once more. Owns these wordings and the weaker degree. Refuses everything in
which another look is named than the one that was adjusted, and what was not adjusted by a tool.
"""

import re
from typing import Final

from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step

ENHANCE: Final = "enhance"
WEAKER: Final = {"strong": "medium", "medium": "slight"}
TOO_MUCH: Final = re.compile(
    r"\btoo (?:much|strong|intense|heavy|extreme|far|harsh|[a-z]+)\b|\boverdone\b|\bover the top\b|\bless\b"
    r"|\b(?:weaker|milder|gentler|subtler|more subtle|more subtly)\b|\b(?:tone|turn|dial) (?:it|that|this) down\b"
    r"|\bhalf\b|\bnot (?:so|that|quite so|as) (?:much|strong(?:ly)?|[a-z]+)\b"
    r"|过了|过头|太[过强重猛多]|[减少弱淡轻收]一?[点些半]|减[半弱轻]|没那么",
    re.IGNORECASE,
)
NAMES: Final = {
    "blur": "blur(?:ry|red|riness|ring)?|fuzzy|soft|虚化?|模糊",
    "brighten": "bright(?:ness|ening|ened)?|light|[调变]?亮度?",
    "darken": "dark(?:ness|ening|ened)?|[调变]?暗",
    "contrast": "contrasty?|对比度?",
    "saturate": "(?:over)?saturat(?:ed|ion)|colou?r(?:s|ful)?|vivid|鲜?艳度?|饱和度?|颜色",
    "desaturate": "pale|dull|faded|washed out|gr[ae]y|[浅淡灰]",
    "warmer": "warm(?:th|er)?|yellow|orange|[暖黄]色?调?",
    "cooler": "cold|cool(?:er)?|blue|[冷蓝]色?调?",
    "sharpen": "sharp(?:ness|ening|ened)?|crisp|锐化?|清晰",
    "deblur": "sharp(?:ness|ened)?|crisp|锐化?|清晰",
    "denoise": "smooth(?:ed|ing)?|soft|平滑|磨皮|降噪",
}
"""What each adjustment is called, and what there is too much of behind it."""
SILENT: Final = re.compile(
    r"\b(?:no|nah|hm+|ok|okay|oh|oops|well|sorry|wait|but|now|please|pls|can|could|you|that|it|this|is|was|looks?|the|its|a"
    r"|bit|little|tiny|way|far|much|so|just|make|made|do|did|be|try|again|with|of|as|only|i|want|like|would|use|apply|go"
    r"|effect|adjustment|change|amount|strong|too|then|still|picture|image|photo|background|there|here|quite|bit|lot|and)\b"
    r"|['’]s\b|[^\w]|往回|有点儿?|有些|稍微|一[点些下]|再|了|吧|的|这|那|它|图片?|背景|效果|程度|把|请|帮我|调|改|变|点|些|太|弄|得",
    re.IGNORECASE,
)


def weaker(task: AgentTask) -> Plan | None:
    """The plan, if the words say no more than that; where it was slight already, the picture without it."""
    image = next((one for one in task.images if one.handle == task.focus and one.tool == ENHANCE), None)
    if image is None or not image.adjusted or not image.parents or task.mask is not None or task.answers is not None:
        return None
    words = task.text.lower()
    adjust, amount = image.adjusted
    own = NAMES.get(adjust, "(?!)")
    bare = own if HAN.search(words) else rf"\b(?:{own})\b"
    known = re.sub(bare, " ", words)
    said = [found[0] for found in TOO_MUCH.finditer(words)]
    if not said or re.search(r"[^\W_]", SILENT.sub("", TOO_MUCH.sub(" ", known))) or _otherwise(said, own):
        return None
    source, *masks = image.parents
    if amount not in WEAKER:
        return Plan(intent=Intent.SELECT, image=source)
    mask = {"mask": masks[0]} if masks and masks[0].startswith("m") else {}
    step = Step(
        tool=ENHANCE,
        inputs={"source": source, **mask},
        params={"adjust": adjust, "amount": WEAKER[amount]},
    )
    return Plan(intent=Intent.MAKE, steps=(step,))


def _otherwise(said: list[str], own: str) -> bool:
    """Whether there is too much of something that this adjustment does not make."""
    much = r"much|strong(?:ly)?|intense|heavy|extreme|far|harsh"
    looks = (re.fullmatch(r"(?:too|not (?:so|that|quite so|as)) ([a-z]+)", one) for one in said)
    return any(look and not re.fullmatch(rf"{much}|{own}", look[1]) for look in looks)

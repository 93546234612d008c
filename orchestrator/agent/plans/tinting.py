"""A part of what is there made redder, brighter, clearer: 树叶再红一点, 脸再清楚一点, "make the sky bluer". It is found
and adjusted where it is.

A small model painted a red leaf beside the cabin, and another sky. Owns these wordings and the two steps. Refuses a
thing that nobody has a name for. What the picture is told to show in another colour is an
edit.
"""

import re
from collections.abc import Callable, Collection
from typing import Any, Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import PICTURE, thing
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.plans.plainly import ALONE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt

FIND, ENHANCE, EDIT = "find", "enhance", "edit"
WARM: Final = {"red": "红", "orange": "橙", "yellow": "黄", "golden": "金"}
COLD: Final = {"blue": "蓝", "turquoise": "青"}
OTHER: Final = {"green": "绿", "purple": "紫", "pink": "粉"}
COLOURS: Final = WARM | COLD | OTHER
TONE: Final = re.compile(
    r"colou?rs?|tones?|light|palette|(?:whole )?(?:picture|image|photo)"
    r"|(?:整体|画面|整张图?|图片?|照片)的?(?:颜色|色[调彩])?|颜色|色[调彩]|光线?",
    re.IGNORECASE,
)
"""All of the picture."""
ADJUSTED: Final = {
    "清楚": "sharpen", "清晰": "sharpen", "锐利": "sharpen", "亮": "brighten", "明亮": "brighten", "暗": "darken",
    "鲜艳": "saturate", "艳": "saturate", "淡": "desaturate", "暖": "warmer", "冷": "cooler",
}  # fmt: skip
"""What else is said of a part of a picture in Chinese, by the adjustment."""
MORE: Final = {"redder": "red", "bluer": "blue", "greener": "green", "yellower": "yellow", "pinker": "pink"}
HOW: Final = "(?:(?:a (?:little |tiny )?bit|a little|slightly|somewhat|even|much|a lot) )*"
ENGLISH: Final = re.compile(
    r"(?:(?:please|can you|could you|now|and) )*(?:(?:make|paint|turn|colou?r|i want|i'd like|let) )?"
    rf"the (?P<what>[a-z]+(?: [a-z]+)?)(?P<of> (?:in|of|on) (?:the )?[a-z0-9# ]+?)?"
    rf"(?: (?:should|could|can|to) be(?:come)?| be)? {HOW}"
    rf"(?:(?P<more>{'|'.join(MORE)})|more (?P<colour>{'|'.join(COLOURS)}))(?:,? please)?[.!?]*",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    r"(?:请|帮我|麻烦|[把将让])*(?P<of>(?:第[一二三四五六七八九十\d]+[张幅](?:图片?)?|#\d+|[^,，。;的]{1,6}那[张幅])(?:里面?|中)?的?)?"
    rf"(?P<what>[^,，。;；第#再更要]{{1,8}}?)(?:的颜色)?(?:可以|应该|还|要|能不能|颜色)*(?:再|更|稍微|变得?更?|(?:调|弄|搞)?得?(?=[红橙黄绿蓝青紫粉金]色?一?[点些]))+(?P<zh>[{''.join(COLOURS.values())}]|{'|'.join(ADJUSTED)})"
    "色?(?:一?点点?儿?|一?些)?(?:吗|吧|就好|就行)?[。.!！?？]*"
)


def tinted(task: AgentTask, lexicon: Lexicon, pictures: Callable[[str], Collection[str]]) -> Plan | None:
    """The plan, if the words say no more than that. `pictures` tells which a part of the words names."""
    words = task.text.strip()
    found = CHINESE.fullmatch(words) if HAN.search(words) else ENGLISH.fullmatch(words)
    if found is None or not {FIND, ENHANCE} <= task.tools.keys() or task.answers is not None or task.mask is not None:
        return None
    named = {*(ALONE.findall(found["of"]) or pictures(found["of"]))} if found["of"] else {task.focus}
    image = next((one for one in task.images if {one.handle} == named and one.kind != "mask"), None)
    what, said = found["what"].strip(), found.groupdict()
    colour, other = _colour(said), ADJUSTED.get(said.get("zh") or "")
    heard = lexicon.heard(what.lower())
    if image is None or HANDLE.search(what):
        return None
    adjust = other or ("warmer" if colour in WARM else "cooler" if colour in COLD else "saturate")
    if TONE.fullmatch(what) and not other:
        step = Step(tool=ENHANCE, inputs={"source": image.handle}, params={"adjust": adjust, "amount": "medium"})
        return Plan(intent=Intent.MAKE, steps=(step,))
    if not heard["nouns"] or PICTURE.search(what) or heard["looks"]:
        return None
    prompt = prompt_of(image)
    one = thing(what, prompt, lexicon) if prompt else None
    if one is not None and not other and colour not in one.attributes:
        edit = Step(tool=EDIT, inputs={"source": image.handle}, words=words)
        return Plan(intent=Intent.MAKE, steps=(edit,)) if EDIT in task.tools else None
    params: dict[str, Any] = {"adjust": adjust, "amount": "medium" if other else "strong"}
    steps = (
        Step(tool=FIND, inputs={"source": image.handle}, words=what),
        Step(tool=ENHANCE, inputs={"source": image.handle, "mask": "@1"}, params=params),
    )
    return Plan(intent=Intent.MAKE, steps=steps)


def tinting(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[str, Any] | None:
    """The patch on `prompt` where a thing that it tells of takes another colour by such words."""
    found = CHINESE.fullmatch(words.strip()) if HAN.search(words) else ENGLISH.fullmatch(words.strip())
    one = thing(found["what"], prompt, lexicon) if found else None
    if found is None or one is None or (colour := _colour(found.groupdict())) in {"", *one.attributes}:
        return None
    looks = (*(look for look in one.attributes if look not in COLOURS), colour)
    new = one.model_copy(update={"attributes": looks, "source": found[0][:200]})
    every = (new if other is one else other for other in prompt.subjects)
    return {"subjects": [other.model_dump(mode="json", by_alias=True, exclude_defaults=True) for other in every]}


def _colour(said: dict[str, str | None]) -> str:
    if said.get("zh"):
        return next((english for english, zh in COLOURS.items() if zh == said["zh"]), "")
    return MORE.get((said.get("more") or "").lower(), (said.get("colour") or "").lower())

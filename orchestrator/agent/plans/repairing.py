"""An old photograph that is to be repaired, and one that is to be given colours: 老照片有划痕，都发黄了，修一修.

A small model asked which way to turn it, and made it black and white. Owns these wordings, what of the damage the tools
can mend (yellowing, grain, blur, paleness), and what is declined: colours that nobody knows. Refuses pictures of which
somebody said what they show, and words in which a thing is named.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step

ENHANCE: Final = "enhance"
COLOURING: Final = "colouring"
REPAIRED: Final = re.compile(
    r"修一?修|修[复补整缮好]|修一下|翻新|还原|复原|恢复"
    r"|\b(?:restor(?:e|ed|ation)|repair(?:ed)?|fix(?:ed)?(?: up)?|mend(?:ed)?|clean(?:ed)? up|retouch|rescue)\b",
    re.IGNORECASE,
)
OLD: Final = re.compile(
    r"老照片|旧照片?|老相片|年轻时|小时候|年代|泛黄|\bold (?:photo|picture|photograph|pic|one)|vintage photo",
    re.IGNORECASE,
)
DAMAGE: Final = {
    "balance": re.compile(r"[发泛变]黄|黄了|偏黄|\byellow(?:ed|ing|ish)\b|colou?r cast", re.IGNORECASE),
    "denoise": re.compile(
        r"划痕|刮痕|折痕|污[渍点迹]|霉[点斑]|斑点?|噪点|颗粒|破损|裂[痕纹缝]|灰尘"
        r"|\b(?:scratch(?:es|ed)?|grain(?:y)?|nois[ey]|dust(?:y)?|spots?|stain(?:s|ed)?|creas(?:es|ed)|cracks?|cracked|damaged?)\b",
        re.IGNORECASE,
    ),
    "auto": re.compile(r"褪色|掉色|发白|发灰|暗淡|\b(?:faded|washed out|pale|dull)\b", re.IGNORECASE),
    "brighten": re.compile(r"[太偏点些]暗|很暗|\b(?:too|bit|very|so) dark\b", re.IGNORECASE),
    "deblur": re.compile(r"模糊|不清[楚晰]?|看不清|\bblurr?y\b", re.IGNORECASE),
}
"""What is wrong, by the adjustment that makes it better, in the order in which they are made."""
PHOTO: Final = re.compile(r"\bphotograph\b|[下帮忙]")
EVERYDAY: Final = frozenset({"brighten", "deblur"})
"""Of these, what is wrong with a new picture too: by itself no repair."""
COLOURED: Final = re.compile(
    r"(?:给(?:它|这张?|照片|图片?|黑白照?片?|这张(?:黑白)?(?:老)?照片)*)?(?:可不可以|能不能|可以|能|帮我|请)*"
    r"(?:给(?:它|这张?|照片|图片?|黑白照?片?|这张(?:黑白)?(?:老)?照片)*)?"
    r"(?:上个?色|着色|填色|彩色化|(?:变|弄|改|做|转|恢复)[成为]?彩色的?)"
    r"(?:一下)?[吗呢吧么]?"
    r"|(?:(?:please|can you|could you|is it possible to) )*(?:colou?ri[sz]e|add (?:some )?colou?rs? to"
    r"|give colou?rs? to|put colou?rs? (?:in|on)to)"
    r"(?: (?:it|this|the|that|my|old|black[- ]and[- ]white|b&w|grey|photo|picture|image|one))*(?: please)?",
    re.IGNORECASE,
)


def repaired(task: AgentTask, heard: Heard) -> Plan | None:
    """The plan, or what is declined."""
    words = task.text.strip(" .!?。！？,，")
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    if image is None or task.answers is not None or task.mask is not None:
        return None
    if COLOURED.fullmatch(words):
        return Plan(intent=Intent.DECLINE, reason=COLOURING)
    if image.prompt or ENHANCE not in task.tools or not REPAIRED.search(words):
        return None
    wrong = [adjust for adjust, said in DAMAGE.items() if said.search(words)]
    bare = not tells(PHOTO.sub(" ", REPAIRED.sub(" ", words)))
    if not ({*wrong} - EVERYDAY or bare or OLD.search(words)) or heard["crops"] or heard["turns"]:
        return None
    wrong = wrong or (["denoise", "balance"] if OLD.search(words) else ["auto", "denoise"])
    steps = (
        Step(
            tool=ENHANCE,
            inputs={"source": f"@{at}" if at else image.handle},
            params={"adjust": adjust, "amount": "medium"},
        )
        for at, adjust in enumerate(wrong)
    )
    return Plan(intent=Intent.MAKE, steps=tuple(steps))

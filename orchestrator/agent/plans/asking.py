"""Questions about how pictures look that are put to the studio: which is the prettiest, which is the sharper.

A small model listed them all. Owns these wordings and which pictures are asked about. Refuses to have a taste: that the
reply says, and of the sharpness what was measured.
"""

import re
from collections.abc import Collection
from typing import Final

from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan

WHICH: Final = (
    r"(?:which|what)(?: (?:one|picture|image|photo|version|of (?:them|these|the (?:two|three|four|pictures))))*"
)
FINEST: Final = r"(?:best|nicest|prettiest|most beautiful|better|nicer|prettier|finest|loveliest)"
OPTIONS: Final = rf"(?:[,:]? (?:this|that|the|{HANDLE.pattern})\b[^,.;?]{{0,40}}(?: or |, )[^.;?]{{1,40}})?"
"""The two or three that are to be chosen from."""
PRETTIEST: Final = re.compile(
    rf"^(?:so |and |ok |in your opinion,? )*{WHICH} (?:(?:would|do|did) (?:you|u) (?:say|think|find) )?(?:is|looks?)?"
    rf"(?: the)? ?{FINEST}(?: (?:picture|one|looking))?(?: of (?:them|all|these)(?: all)?)?{OPTIONS}\s*\?*$"
    rf"|^(?:so |and |ok )*{WHICH} (?:do|would) (?:you|u) (?:like|prefer|choose|pick|recommend)"
    rf"(?: (?:best|most|better))?{OPTIONS}\s*\?*$"
    r"|^what(?:'s| is) your favou?rite(?: (?:one|picture))?\s*\?*$"
    r"|^(?:那|你觉得|你说|您觉得|你认为|这[几两三四]张[里中]?)*哪(?:一?[张个幅版]|[个张]版本)(?:图|画)?"
    r"(?:更|最|比较)?(?:好看|漂亮|美|好|棒|喜欢|不错)"
    r"(?:一[点些])?[呢啊呀？?。]*$"
    r"|^(?:so |and )*do (?:you|u|ya) (?:like|love) (?:it|this|that|them|my picture)\b[^.?!]*[.?!]*$"
    r"|^(?:帮我|你|您|给我)?(?:看看|看一?下|觉得|评评|点评一?下)?(?:这张?|它|图|画|整体)?的?(?:构图|颜色|画面|效果|配色)?"
    r"(?:怎么样|好不好看?|好看吗|如何|行不行)[呢啊呀？?。]*$"
    r"|^(?:你|您)(?:自己)?(?:更|最|比较)?(?:喜欢|推荐|看好|选)哪(?:一?[张个幅版])[呢啊呀？?。]*$",
    re.IGNORECASE,
)
SHARPEST: Final = re.compile(
    r"哪(?:一?[张个幅版]|[个张]版本)(?:图|画|照片)?(?:看着|看起来)?(?:更|最|比较)?(?:加)?(?:清晰|清楚|锐利)(?:一[点些])?[呢啊呀？?。]*$"
    rf"|\b{WHICH} (?:is|looks?|are)(?: the)?"
    r" (?:sharper|sharpest|clearer|clearest|crisper|crispest|less blurry|least blurry)\b",
    re.IGNORECASE,
)
HERE: Final = re.compile(r"现在|当前|这[张版个幅]|\b(?:this|current|now)\b", re.IGNORECASE)
MOST: Final = 6
"""Pictures that are measured where none are named: the newest."""


def asked_of_looks(task: AgentTask, named: Collection[str]) -> Plan | None:
    """The answer that is asked for, if that is what the words ask; `named` are the pictures they name."""
    words = task.text.strip()
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    if not pictures or task.answers is not None:
        return None
    if PRETTIEST.search(words):
        return Plan(intent=Intent.ANSWER, about="taste")
    if not SHARPEST.search(words):
        return None
    meant = {*named, *HANDLE.findall(words)} & {*pictures}
    meant |= {task.focus} & {*pictures} if meant and HERE.search(words) else set()
    chosen = [handle for handle in pictures if handle in meant] if len(meant) > 1 else pictures[-MOST:]
    return Plan(intent=Intent.ANSWER, about="sharper", images=tuple(chosen))

"""One picture with all that is named for it: "a whale under water, and also little fish", 小木屋，烟囱冒着烟.

A small model painted two pictures. Owns when two new pictures are one. Refuses where the words say that there are
several, or tell them apart.
"""

import re
from typing import Final

from orchestrator.domain.plan import Intent, Plan

SEVERAL: Final = re.compile(
    r"[两二三四五六七八九十几多\d][张幅]|一[张幅].*一[张幅]|一个画.*一个画|[各每另先]|分别|然后|接着|之后|再[画来做生要]"
    r"|\b(?:pictures|images|paintings|photos|versions|another|separate(?:ly)?|each|then|two|next|after|second)\b"
    r"|\bone (?:of|with|shows?|is)\b"
    r"|\b(?:draw|paint)\b.*\b(?:draw|paint)\b",
    re.IGNORECASE,
)


def in_one_picture(plan: Plan, words: str) -> Plan:
    """`plan`, two new pictures as one where the words only name one thing more."""
    new = [step for step in plan.steps if not step.inputs and {*step.params} <= {"count"}]
    if plan.intent is not Intent.MAKE or len(new) != 2 or len(plan.steps) != 2 or SEVERAL.search(words):
        return plan
    if len({step.tool for step in new}) > 1 or any(step.params.get("count", 1) != 1 for step in new):
        return plan
    return plan.model_copy(update={"steps": (new[0].model_copy(update={"words": None}),)})

"""What is said to stay while something else is done: "get rid of the cat but keep the dog", 熊换成狐狸，其他都别动.

A small model removed the dog. Nothing changes that nobody names, so that much need not be read. Owns these wordings.
Refuses them where nothing else is said, or only the thing is to be kept.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.language import HAN

STATE: Final = (
    r"(?: (?:as (?:it|they|he|she) (?:is|are|was|were)|as is|alone|untouched|unchanged|there|in place|in|the same"
    r"|where (?:it|they) (?:is|are)|like that))?"
)
THING: Final = r"(?:everything else|all else|the rest|the others?|(?:the|my|his|her) (?P<{}>[a-z]+(?: [a-z]+){{0,2}}?))"
ENGLISH: Final = re.compile(
    rf"^(?:please )?(?:keep|leave) {THING.format('before')}{STATE}(?:,? (?:and|but)|[,;.]) "
    rf"|[,;.]? ?(?:\b(?:but|and|just|while)\b)? ?\b(?:keep|leave|keeping|leaving) {THING.format('after')}{STATE}"
    r"(?=$|[,.;!])",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    r"(?:^|[，,；;])(?:但是?|不过)?请?(?:把|让)?(?:其[他它余]的?|别的|(?P<name>[^，,。；;把让只]{1,6}?))(?:东西|部分|地方)?"
    r"(?:就|都|全)*(?:留着|留下|保留|保持(?:不变|原样)|不?要?别?动|不变|不用[动改变])(?:吧|就行|就好|了)?(?=$|[，,。；;！!])[，,；;]?"
)
ONLY: Final = re.compile(r"\b(?:only|just) (?:keep|leave)|只[留保]", re.IGNORECASE)


def stays(words: str, lexicon: Lexicon) -> list[Edit]:
    """`words` without that, where they name a thing that is known and go on to something else."""
    if ONLY.search(words):
        return []
    pattern, edits = CHINESE if HAN.search(words) else ENGLISH, list[Edit]()
    for found in pattern.finditer(words):
        name = next((one for one in found.groups() if one), "")
        if not name or lexicon.heard(name)["nouns"]:
            inside = found.start() > 0 and found.end() < len(words)
            edits.append((*found.span(), "，" if inside and HAN.search(words) else ""))
    rest = len(words) - sum(end - start for start, end, _ in edits)
    return edits if rest > 2 else []

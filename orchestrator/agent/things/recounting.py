"""How many of a thing that is there it shall be, and which colours several take: "only one cat", "add two more",
"make the train yellow and the bridge red".

A small model put a cat beside the two, made two more pictures, and coloured the first alone. Owns these wordings, and
the patch they come to. Refuses things of which the picture shows none, and wishes in which more is said.
"""

import re
from typing import Any, Final

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import thing
from orchestrator.domain.english import is_plural
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject

COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5,
    "six": 6, "6": 6,
}  # fmt: skip
ONLY: Final = re.compile(
    r"^(?:(?:no|nah|but|please|actually|sorry|wait|i (?:only |just )?(?:want|need|meant|said)|make it|it should be"
    r"|there should be),? )*(?:(?:only|just) |(?<=there should be )|(?<=i meant ))(?P<count>"
    + "|".join(COUNTS)
    + r") (?P<what>[a-z][a-z -]{1,30}?)"
    r"(?:,? (?:please|lol|though|instead|haha|not \w+))*[.!]*$",
    re.IGNORECASE,
)
MORE: Final = re.compile(
    r"^(?:(?:please|now|also|and|can you|could you|i want|i'd like|can i have),? )*(?:to )?"
    r"(?:add|put in|paint|draw|put) (?:(?P<count>"
    + "|".join(COUNTS)
    + r") more|another)(?: of (?:them|those|these|the same))?"
    r"(?: (?P<what>(?!of\b|pictures?\b|versions?\b|images?\b|variations?\b)[a-z][a-z -]{1,30}?))??"
    r"(?:,? (?:please|too|to it|in it|in there|to the picture|in the picture|next to it|lol))*[.!]*$",
    re.IGNORECASE,
)
"""So many of a thing besides those that are there."""
NUMBERS_ZH: Final = {
    "一": 1,
    "1": 1,
    "两": 2,
    "二": 2,
    "2": 2,
    "三": 3,
    "3": 3,
    "四": 4,
    "4": 4,
    "五": 5,
    "5": 5,
    "六": 6,
}
MEASURE: Final = "[个只条座辆头匹棵艘朵栋间幢位架张片枝颗]"
MANY: Final = f"(?P<{{}}>[{''.join(NUMBERS_ZH)}几]){MEASURE}"
ONLY_ZH: Final = re.compile(
    f"(?:算了|还是|不|我|那|就|请|[,，])*(?:只|就)(?:要|留下?|有|画|保留|需要|剩)?{MANY.format('count')}"
    "(?P<what>[^,，。;；的]{1,6}?)(?:就好|就行|就够|可以)?[了吧啊]?[。.!！]*"
)
MORE_ZH: Final = re.compile(
    f"(?:请|帮我|[把将])*(?:(?:再|要|画|来)*(?P<less>少|减少?)(?:画|来|要|掉)?{MANY.format('fewer')}(?P<gone>[^,，。;；的]{{1,6}}?)"
    f"|(?P<what>[^,，。;；的再多少]{{1,6}}?)(?:再|稍微|画得?|要|可以)*(?:(?P<few>少|减少?)|多|增加)"
    f"(?:画|来|加|要)?(?:{MANY.format('count')}|一?[点些]))[了吧啊]?[。.!！]*"
)
"""More or fewer of what is there: 少一条鱼, 鱼再多两条."""
MADE: Final = re.compile(
    r"^(?:(?:please|now|can you|could you),? )*(?:make|paint|turn|colou?r|dye) (?=the\b)", re.IGNORECASE
)
AND: Final = re.compile(r",? and (?=the\b)|, (?=the\b)", re.IGNORECASE)
MANY_THERE: Final = 4
MOST: Final = 12
"""Things that can be counted out; from the first on, a few more are two."""
LOOKS: Final = 6
"""That a thing can have."""


def recounted(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say something else."""
    if HAN.search(words):
        new = _counted_in_chinese(words.strip(), prompt, lexicon)
    else:
        new = _counted(words, prompt, lexicon) or _coloured(words, prompt, lexicon)
    if not new:
        return None
    things: list[Subject] = [new.get(one, one).model_copy() for one in prompt.subjects]
    told = {one.model_dump_json(by_alias=True) for one in prompt.subjects}
    changed = any(one.model_dump_json(by_alias=True) not in told for one in things)
    return {"subjects": [_wire(one) for one in things]} if changed else None


def _counted(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[Subject, Subject]:
    more = MORE.match(words)
    found = more or ONLY.match(words)
    if found is None:
        return {}
    alone = prompt.subjects[0] if more and len(prompt.subjects) == 1 else None
    one = thing(found["what"], prompt, lexicon) if found["what"] else alone
    looks = lexicon.heard((found["what"] or "").lower())["looks"]
    other = more and not more["count"] and found["what"] and one and one.attributes and not looks
    if one is None or other or (more and not looks <= {*one.attributes}):  # another dog need not be a black one
        return {}
    count = COUNTS[(found["count"] or "one").lower()] + (one.count if more else 0)
    return {one: one.model_copy(update={"count": count, "source": words[:200]})} if count <= MOST else {}


def _counted_in_chinese(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[Subject, Subject]:
    only, more = ONLY_ZH.fullmatch(words), MORE_ZH.fullmatch(words)
    if only is not None:
        one = thing(only["what"], prompt, lexicon)
        count = NUMBERS_ZH.get(only["count"], 0)
        if one is None or one.count < 2:  # of one, that it alone stays
            return {}
    elif more is not None:
        one = thing(more["gone"] or more["what"], prompt, lexicon)
        by = NUMBERS_ZH.get(more["fewer"] or more["count"] or "", 1 if one and one.count < MANY_THERE else 2)
        count = 0 if one is None else one.count + (-by if more["less"] or more["few"] else by)
    else:
        return {}
    if one is None or not 0 < count <= MOST or is_plural(one.what):
        return {}
    return {one: one.model_copy(update={"count": count, "source": words[:200]})}


def _coloured(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[Subject, Subject]:
    """Two things or more, each in a colour of its own."""
    found = MADE.match(words)
    parts = AND.split(words[found.end() :].strip(" .!?")) if found else []
    new: dict[Subject, Subject] = {}
    for part in parts if len(parts) > 1 else ():
        name, _, look = part.removesuffix(" please").rpartition(" ")
        dark = re.search(r" (?:dark|light|bright)$", name, re.IGNORECASE)
        look = f"{dark[0].strip()} {look}" if dark else look
        one = thing(name[: dark.start()] if dark else name, prompt, lexicon)
        if one is None or one in new or look.split()[-1].lower() not in COLOURS:
            return {}
        looks = [*(old for old in one.attributes if not {*old.split()} & COLOURS), look.lower()]
        new[one] = one.model_copy(update={"attributes": tuple(looks[-LOOKS:]), "source": part[:200]})
    return new


def _wire(one: Subject) -> dict[str, Any]:
    return one.model_dump(mode="json", by_alias=True, exclude_defaults=True)

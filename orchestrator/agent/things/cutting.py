"""What people say to have a thing cut out, and to have it put into another picture.

Owns these wordings and what may be a thing in them. Refuses everything in which more is said, so that no wish is lost
and no part of a sentence is looked for in a picture: whoever knows more words reads it then.
"""

import re
from dataclasses import dataclass
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon, tokens
from orchestrator.agent.language.places import REGION_WORDS, region_of
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Region
from orchestrator.domain.rewrite import FUNCTION_CHARACTERS, FUNCTION_WORDS

PICTURE: Final = r"(?:(?:the )?(?:picture|image|photo|pic)\s*)?(#[1-9]\d*)"
INSIDE: Final = r"(?:(?:里面|里边|里|中|上)的?|的)"
PUT: Final = re.compile(
    r"(?:please )?(?:can you |could you )?(?:put|place|paste|insert|add|copy|take|move|bring|set)\s+"
    rf"(?P<what>(?:(?!\b(?:from|into|onto)\b)[^#,;.!?]){{2,60}}?)\s+(?:from|out of|of|in)\s+{PICTURE}"
    r"(?:,?\s+(?:and )?(?:put|paste|place|add|insert|set)\s+(?:it|them|that))?\s+(?:into|onto|in|on|to|over)\s+"
    rf"(?:(?P<at>the [a-z -]{{3,20}}?) of\s+)?{PICTURE}(?P<where>[^#]*)",
    re.IGNORECASE,
)
PUT_IN_CHINESE: Final = re.compile(
    rf"(?:请|帮我)?(?:把|将){PICTURE}{INSIDE}(?P<what>[^#，,。]{{1,20}}?)(?:抠出来|剪出来|拿出来)?[，,]?"
    r"(?:放到|放进|放在|放入|贴到|贴进|加到|加进|移到|复制到|粘贴到|搬到|合成到|合到)"
    rf"(?P<at>){PICTURE}(?:里面|里边|里|中|上面|上)?(?P<where>[^#]*)"
)
"""Both begin with the picture that the thing is in and go on to the one it shall be in."""
EMPTY: Final = re.compile(r"[\s.!。！,，]*(?:please|吧|的?地方|的)?[\s.!。！]*", re.IGNORECASE)
THING: Final = r"(?P<{}>[^,.;:!?]{{1,40}}?)"
OF: Final = (
    r"(?:\s+(?P<link>from|of|in|out of)\s+(?!the (?:left|right|middle|cent(?:re|er)|top|bottom)\b)"
    r"(?P<of>[^,.;:!?]{2,30}?))?"
    r"(?:\s+(?:with|using)\s+(?:that mask|this mask|the mask|m\d+))?"
    r"(?:,? (?:so (?:that )?(?:it|there) (?:has|is)|with|on) (?:no|an? transparent) background)?"
    r"(?:,? (?:please|for me))*[.!?]?"
)
EXCEPT: Final = "(?:but|except(?: for)?|apart from)"
ENGLISH: Final = (
    r"(?:remove|delete|erase|drop|clear|get rid of)\s+(?:(?:the|its|all the)\s+)?background",
    r"(?:make|turn)\s+(?:the\s+|its\s+)?background\s+(?:transparent|see-through)",
    r"(?:i want |with )?(?:the )?background (?:removed|gone|transparent)",
    r"(?:no|without(?: an?| the)?) background",
    r"(?:give (?:it|this) |with )?an? transparent background",
    rf"(?:cut|clip)\s+out(?:\s+{THING.format('out')})?",
    rf"(?:cut|clip)\s+{THING.format('apart')}\s+out",
    rf"(?:isolate|extract)\s+{THING.format('alone')}",
    rf"(?:remove|delete|erase|clear|get rid of)\s+(?:everything|all)(?: else)?\s+{EXCEPT}\s+{THING.format('left')}",
    rf"(?:only keep|keep only|keep just|just keep|leave only)\s+{THING.format('kept')}",
)
SHOWN: Final = r"(?P<shown>#[1-9]\d*|第[一二三四五六七八九十\d]+张(?:图片?)?|原图|上一张|这张(?:图片?)?|图片)"
GONE: Final = "(?:去掉|去除|删掉|删除|移除)"
ELSE: Final = "(?:其他|其它|其余|别的|所有|一切)的?(?:东西|地方|部分|内容)?"
CHINESE: Final = (
    "(?:去掉|去除|去|删除|删掉|移除|抠掉)背景",
    "背景(?:去掉|去除|去|删掉|抠掉|抠出来|(?:变|改|弄|做|设)?[成为]?透明)",
    "透明背景|抠图|抠出来|抠下来",
    "抠出(?!来)(?P<taken>[^#，,。]{1,12})",
    "(?P<picked>[^#，,。抠]{1,12})抠(?:出来|下来)",
    "只(?:保留|留下?)(?P<stays>[^#，,。抠]{1,12}?)",
    f"{GONE}?除了?(?P<rest>[^#，,。抠都]{{1,12}}?)(?:以外|之外)?[，,]?的?(?:{ELSE}(?:都|全部?)*|[都全]部?)(?:{GONE}|不要)?",
)
CUT: Final = re.compile(
    rf"(?:please )?(?:can you |could you )?(?:{'|'.join(ENGLISH)}){OF}"
    rf"|(?:请|帮我)*(?:用(?:m\d+|这个蒙版|蒙版))?(?:(?:把|将)?{SHOWN}(?:里|中)?的?|把|将)?(?:{'|'.join(CHINESE)})"
    r"吧?(?:[，,](?:要|变|变成|弄成)透明(?:的|底|背景)*)?[吧。！]*",
    re.IGNORECASE,
)
"""A cut and nothing else; what a small model paints over."""
HERE: Final = frozenset({"", "it", "this", "that", "here", "这张", "这张图", "这张图片", "图片"}) | {
    f"{which} {what}" for which in ("the", "this", "my") for what in ("picture", "image", "photo", "pic")
}
"""What stands for the picture that is looked at."""
MASKED: Final = frozenset({"masked area", "masked part", "marked area", "marked part", "selection", "selected area"})
MAIN: Final = frozenset(
    {"", "it", "this", "that", "background", "subject", "main subject", "它", "这个", "主体", "背景"}
)
"""No thing by its name: what a mask shows, or what the picture is of."""
LEAD: Final = re.compile(r"(?:(?:just|only)\s+)?(?:the|an?|my|his|her|our|their|its|this|that|these|those)\s+")
SIDE: Final = re.compile(r"\s+(?:on|to|at|in) the (?:left|right|middle|cent(?:re|er)|top|bottom)$|^[左右]边的")
"""Which of several things it is."""
WHICH: Final = {"left": "leftmost", "right": "rightmost", "左": "leftmost", "右": "rightmost"}
NO_THING: Final = re.compile(
    r"\b(?:colou?rs?|styles?|light|lighting|size|mood|weather|composition|half|part|area|everything)\b"
    r"|^(?:top|bottom|middle|cent(?:re|er)|corners?|edges?|prompt|palette|recipe)$"
    "|[不别怎再把将改变缩放]|风格|颜色|大小|光线|直接|整个"
)
"""Words that make of a phrase no thing, or more than one."""
AND: Final = re.compile(r"\s+and\s+|[、和与跟]")
"""Between two things."""
LOOSE: Final = 6
"""Words of an answer that begins as the name of a thing does."""


@dataclass(frozen=True)
class Cut:
    """The things that are to be cut out, "" for what a mask shows or the picture is of; how the picture is called; and
    what the things are called where that is no picture: the man in red."""

    things: tuple[str, ...]
    of: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Put:
    """What is to be put from one picture into another, and where."""

    thing: str
    source: str
    target: str
    region: Region | None


def cut_in(words: str, lexicon: Lexicon, *, masked: bool) -> Cut | None:
    """The wish, if something is to be cut out and nothing else is said. `masked`: there is a mask that may be meant."""
    found = CUT.fullmatch(words.strip())
    if found is None:
        return None
    parts = found.groupdict()
    link, of, shown = (parts.pop(name) for name in ("link", "of", "shown"))
    things = _things(next(filter(None, parts.values()), ""), lexicon, masked=masked)
    if things is None:
        return None
    called = of and len(things) == 1 and thing_of(of, lexicon)
    whole = (f"{things[0]} {link} {of}" if things[0] else of) if called else ""
    return Cut(things, of or shown or "", whole)


def put_in(words: str, lexicon: Lexicon) -> Put | None:
    """The wish, if a thing of one picture is to be put into another and nothing else is said."""
    found = PUT.fullmatch(words.strip()) or PUT_IN_CHINESE.fullmatch("".join(words.split()))
    if found is None:
        return None
    source, target = (one for one in found.groups() if one and one.startswith("#"))
    region, rest = _region(f"{found['at'] or ''} {found['where']}")
    thing = thing_of(found["what"], lexicon)
    if not thing or source == target or not EMPTY.fullmatch(rest):
        return None
    return Put(thing, source, target, region)


def _things(words: str, lexicon: Lexicon, *, masked: bool) -> tuple[str, ...] | None:
    """The things that are named, if each has a name that is known, or the one of more than one colour; else the one
    thing, as `thing_of` has it."""
    parts = [part for part in AND.split(words) if part.strip()]
    told = [lexicon.heard(part.lower()) for part in parts]
    each = [thing for part in parts if (thing := thing_of(part, lexicon))]
    if len(parts) > 1 and len(each) == len(parts) and told[-1]["nouns"]:
        if all(one["nouns"] for one in told):
            return tuple(each)
        if all(one["looks"] and not one["nouns"] for one in told[:-1]):
            return (words.strip(),)
    thing = thing_of(words, lexicon, masked=masked)
    return None if thing is None else (thing,)


def thing_of(words: str, lexicon: Lexicon, *, masked: bool = False) -> str | None:
    """The thing that is named, as it is; "" where none is by its name; None if more is said, or something else."""
    said = words.strip()
    bare = SIDE.sub("", LEAD.sub("", said.lower(), count=1))
    if bare in MAIN or (masked and (bare in MASKED or HANDLE.fullmatch(bare) or bare.startswith("what m"))):
        return ""
    heard = lexicon.heard(bare)
    if NO_THING.search(bare) or HANDLE.search(bare) or any(heard[table] for table in ("crops", "regions", "ordinals")):
        return None
    if HAN.search(said):
        return said if heard["nouns"] or said in heard.names else None
    told = tokens(bare)
    return said if 0 < len(told) <= 4 and not FUNCTION_WORDS & {*told} else None


def answered(words: str, lexicon: Lexicon) -> str | None:
    """The thing that an answer to "what?" names: here it need not be the name alone."""
    said = words.strip(" .!。！")
    if HAN.search(said):
        plain = re.sub("^(?:那个|这个|那|这|就是|是)", "", said)
        return (
            plain
            if plain[:1] not in {"", *FUNCTION_CHARACTERS} and len(plain) <= LOOSE and not NO_THING.search(plain)
            else None
        )
    if LEAD.match(said.lower()) and len(tokens(said)) <= LOOSE and not NO_THING.search(said.lower()):
        return said
    return thing_of(said, lexicon) or None


def which_of(thing: str) -> dict[str, str]:
    """`find`'s parameter for the one that stands on a side."""
    return {"which": WHICH[found[0]]} if (found := re.search(r"\b(?:left|right)\b|[左右]", thing)) else {}


def _region(words: str) -> tuple[Region | None, str]:
    """The place that is said, and what else is."""
    region = region_of(" ".join(re.findall("[a-z]+", words.lower())))
    if region is not None:
        names = sorted((name for name in REGION_WORDS[region] if name.isascii()), key=len, reverse=True)
        return region, re.sub(rf"\b(?:in|on|at|to|the|side|corner|{'|'.join(names)})\b", " ", words.lower())
    told = [(len(name), one, name) for one, names in REGION_WORDS.items() for name in names if name in words]
    told = [one for one in told if not one[2].isascii() and one[0] > 1]
    if not told:
        return None, words
    _, region, name = max(told)
    return region, words.replace(name, "")

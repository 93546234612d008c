"""What became of the person's words: phrase by phrase what was theirs, what was added, what found no place.

Computed from a structured prompt and the words alone, the same each time. Refuses to guess: a phrase is the person's
only if the prompt carries their words for it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import SLOTS, Form, Phrase, Prompt, phrase_of, render

Origin = Literal["user", "added", "left_out"]

TOKEN: Final = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-z]+)*|[0-9]+|" + HAN.pattern)
FUNCTION_WORDS: Final = frozenset(
    TOKEN.findall("""
    a an the this that these those it its them they there here of on in at by to from for with without and or then than
    as into onto over under near is are be been was do does did not no but so i me my we us our you your he she
    his her please can could would will should let lets make makes made making put add place draw paint show give get
    create generate want need like have has turn change set some any more most very much just also now again one ones
    beside between behind before above below around through across along against inside outside toward while when
    where whole thing things instead if were was look looks still too bit start stop over all
    first second third last previous next original other another both
    picture image photo painting drawing pictures images photos version versions variation variations what which how
    i'd i'll let's don't it's go back up down out off remove delete take away replace keep same
    swap rid love different move shift him himself herself itself who""")
)
"""English words that carry no picture of their own; verbs of asking and changing among them."""
COURTESY: Final = frozenset(
    TOKEN.findall("""
    pls plz thanks thank thx hello hi hey hmm hm oh ok okay yes nope wow nice maybe something somehow gimme wanna i've
    i'm it'd that's isn't doesn't best better really quite rather only exactly separate separately mind sort such
    somewhere anything everything nah nope yep yeah cool lol omg haha ugh ooh aww gonna dear guys madam extend zoom
    wider scene see there's feel feels says wants
    yo oops whoops actually u ur theres thats dont cant lemme tbh btw prefer preferred prefered spoils spoil
    underneath""")
)
"""What people say around a wish: not reported as left out, and no quality of a thing."""
FUNCTION_CHARACTERS: Final = frozenset(
    "的了在是我你他她它们这那有和与跟及把将被让使给请帮想要画做变成为改换加放添去掉删除移到上下里中个只条张幅座栋间棵朵"
    "第次前后片头匹辆艘架位名些一点再更很就也都吧吗呢啊呀请来之并且后然着边面旁"
)
"""Chinese characters likewise: particles, measure words, verbs of asking and changing."""
FUNCTION_PHRASES: Final = (
    "一模一样",
    "不错",
    "很好",
    "挺好",
    "最好",
    "好看",
    "原样",
    "一遍",
    "但是",
    "不过",
    "只是",
    "不要",
    "不是",
    "代替",
    "另外",
    "单独",
    "回到",
    "谢谢",
    "你好",
    "稍微",
    "好像",
    "其他",
    "不变",
    "生成",
    "地方",
    "这儿",
    "那儿",
    "图片",
    "照片",
    "图像",
    "图画",
    "变体",
    "幅图",
    "张图",
    "不同",
    "版本",
    "风格",
    "看起来",
    "可以",
    "同样",
    "同一",
    "看看",
    "还有",
    "还是",
    "算了",
    "试试",
    "那种",
    "这种",
    "上空",
    "弄成",
    "弄得",
    "带点",
    "带些",
    "那块",
    "这块",
    "有点空",
    "停着",
    "发给我",
    "哈哈",
    "能不能",
    "可不可以",
    "好不好",
    "行不行",
    "大家好",
    "早上好",
    "下午好",
    "晚上好",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
)
"""Longer words likewise."""
BETWEEN: Final = re.compile(r"\s*[点些了着的]{0,2}\s*")
"""What may stand between two characters that are left out together."""


SAID_SO: Final = {
    1: ("one", "1", "一"), 2: ("two", "2", "couple", "两", "二"), 3: ("three", "3", "三"), 4: ("four", "4", "四"),
    5: ("five", "5", "五"), 6: ("six", "6", "六"), 7: ("seven", "7", "七"), 8: ("eight", "8", "八"),
}  # fmt: skip
"""Numbers as people say them: those of a thing have their place where the thing has."""


class Span(BaseModel):
    """A phrase of the rewritten text, or words of the person that are not in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    text: str
    origin: Origin
    source: str | None = Field(default=None, alias="from", description="The person's own words for it.")
    by: str | None = Field(default=None, description="Of what was added: `taste`, `preset:` and a name, or none.")


class Rewrite(BaseModel):
    """The text an image model is given, and where each phrase of it comes from.

    Spans that are not left out stand in `text` in this order, with only separators between them; a phrase to avoid
    (which is in the negative prompt, not in `text`) follows as `no ...`, then what was left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    prompt: Prompt | None = None
    spans: tuple[Span, ...] = ()


def rewrite_of(
    prompt: Prompt,
    words: str,
    form: Form = "tags",
    *,
    before: Prompt | None = None,
    negative: bool = True,
    also: Iterable[str] = (),
    kept: Iterable[Phrase] = (),
) -> Rewrite:
    """How `words` became `prompt`.

    Args:
        prompt: the whole structured prompt; phrases inherited from an earlier picture keep the origin stored in it.
        words: what the person said for this step.
        form: how the image model wants its prompt.
        before: for a change, the prompt it was made to; what the change removed has had its place.
        also: words that have their place in the step's other parameters.
        negative: whether the model can be told what to avoid; if not, such words are left out.
        kept: what somebody besides the person wants kept, shown as `keep ...`.
    """
    text = render(prompt, form)
    spans = list(_phrases(prompt, text))
    if negative:
        spans += [_span(f"no {phrase.text}", phrase.source, phrase.by) for phrase in prompt.avoid]
    spans += [_span(f"keep {phrase.text}", None, phrase.by) for phrase in kept]
    placed = [*also, *_sources(prompt, avoided=negative)]
    untold = False
    if before is not None:
        gone = [pair for pair in _named(before) if pair not in set(_named(prompt))]
        placed += [part for pair in gone for part in pair if part]
        untold = bool(gone) and not any(HAN.search(part) for pair in gone for part in pair if part)
    spans += [
        Span(text=left, origin="left_out")
        for left in left_out(words, placed)
        if not (untold and HAN.search(left))  # removed, but known by its English name only
    ]
    return Rewrite(text=text, prompt=prompt, spans=tuple(spans))


def joined(parts: Iterable[Rewrite]) -> Rewrite | None:
    """The rewrites of a plan's steps as one; None when nothing was rewritten. Left-out words come last."""
    rewrites = list(parts)
    if not rewrites:
        return None
    spans = [span for rewrite in rewrites for span in rewrite.spans]
    lost = dict.fromkeys(span for span in spans if span.origin == "left_out")  # said once, for several steps
    spans = [*(span for span in spans if span.origin != "left_out"), *lost]
    return Rewrite(
        text="; ".join(rewrite.text for rewrite in rewrites),
        prompt=rewrites[-1].prompt,
        spans=tuple(spans),
    )


def left_out(words: str, placed: Iterable[str]) -> list[str]:
    """Runs of content words in `words` that no string of `placed` covers, in their order."""
    lowered = words.lower()
    covered = [False] * len(lowered)
    parts = {*(part.lower().strip() for part in placed), *FUNCTION_PHRASES} - {""}
    for part in sorted(filter(lowered.__contains__, parts), key=len, reverse=True):  # hundreds of them, few are there
        for found in re.finditer(_whole(part), lowered):
            covered[found.start() : found.end()] = [True] * (found.end() - found.start())
    runs: list[list[re.Match[str]]] = []
    last: re.Match[str] | None = None
    for token in TOKEN.finditer(words):
        inside = all(covered[token.start() : token.end()])
        if inside or token[0].lower() in FUNCTION_WORDS | COURTESY:
            last = None
            continue
        if token[0] in FUNCTION_CHARACTERS:
            continue  # 冒点烟 is told as it was said
        adjacent = last is not None and BETWEEN.fullmatch(words[last.end() : token.start()])
        if adjacent:
            runs[-1].append(token)
        else:
            runs.append([token])
        last = token
    return [words[run[0].start() : run[-1].end()] for run in runs]


def _whole(part: str) -> str:
    """Pattern for `part` that does not begin or end inside a Latin word (plural s aside)."""
    head = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", part) else ""
    tail = r"s?(?![a-z0-9])" if re.search(r"[a-z0-9]$", part) else ""
    return head + re.escape(part) + tail


def _span(text: str, source: str | None, by: str | None = None) -> Span:
    origin = "added" if source is None else "user"
    return Span.model_validate({"text": text, "origin": origin, "from": source, "by": by})


def _phrases(prompt: Prompt, text: str) -> Iterator[Span]:
    """The phrases as they stand in `text`: the first may be capitalised there."""
    position = 0
    named = [(phrase_of(subject), subject.source, None) for subject in prompt.subjects]
    for phrase, source, by in [*named, *((slot.text, slot.source, slot.by) for slot in _slots(prompt))]:
        start = text.lower().index(phrase.lower(), position)
        position = start + len(phrase)
        yield _span(text[start:position], source, by)


def _slots(prompt: Prompt) -> list[Phrase]:
    return [phrase for slot in SLOTS if (phrase := getattr(prompt, slot)) is not None]


def _named(prompt: Prompt) -> list[tuple[str, str | None]]:
    subjects = [(subject.what, subject.source) for subject in prompt.subjects]
    return [*subjects, *((phrase.text, phrase.source) for phrase in (*_slots(prompt), *prompt.avoid))]


def _sources(prompt: Prompt, *, avoided: bool) -> Iterator[str]:
    """Everything of the person's words that has a place in the prompt."""
    for subject in prompt.subjects:
        yield from filter(None, (subject.source, subject.what, subject.where, *subject.attributes))
        yield from SAID_SO.get(subject.count, ())
    for phrase in _slots(prompt):
        yield from filter(None, (phrase.source, phrase.text))
    for phrase in prompt.avoid if avoided else ():
        yield from filter(None, (phrase.source, phrase.text))
    yield from prompt.keep

"""Words that a small model was not taught, read as ones that it was: lose the dog, mask the house, the last two.

Owns these words, each by itself; how they are put together stays as it was typed. Refuses whole wishes, and words that
may be the name of a thing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.language.spelling import Edit, apart
from orchestrator.agent.ledger.showing import HANDLE, root_of
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN

BEGIN: Final = r"(?:^|(?<=[,.;!] )|(?<=\bbut )|(?<=\band )|(?<=\bthen )|(?<=\bplease )|(?<=\bnow )|(?<=\byou ))"
THE: Final = r"(?:the|that|those|these|this|my|its)\b"
MORE: Final = (
    r"\b(?:make|get) (?:it|this|the (?:picture|image|photo)) (?:(?:a bit|a little|much) )?(?:wider|broader),?"
    r" (?:so|and|to) (?:that )?(?:(?:we|you|i|one) (?:can |could )?)?(?:see|show|have) (?:a (?:bit|little) )?more\b"
)
"""A picture that is to show more, and not to be drawn out."""
LIKE: Final = (
    r"\b(?:make|have|turn) (?:it|this|that|the (?:picture|image|photo)) (?:to )?(?:look|be|seem|into)(?: something)?"
    r"(?: like)? (?:it(?:'s| is| was) )?(?:an? |the )?"
    r"(?:page|picture|illustration|drawing|scene|panel|still|frame|image|something|one|story)? ?(?:from|in|out of|of)"
)
"""That a picture shall look as one in a book or a film does."""
READ: Final = (
    (rf"{BEGIN}(?:lose|ditch|scrap|drop|nix|axe|bin) (?={THE} [a-z])", "remove "),
    (rf"{BEGIN}(?:mask|highlight|outline)(?: out)? (?!(?:it|this|that|m\d+|on|is|and|for|in)\b)(?=[a-z])", "find "),
    (r"\bsticker(?= of )", "icon"),
    (r"\bw/ ?(?=[a-z])|\bw (?=(?:the|an?|my|some)\b)", "with "),
    (r"^del (?=(?:the|it|this|that|my)\b|#)", "delete "),
    (rf"{BEGIN}(?:shift|slide|nudge) (?={THE} )", "move "),
    (r"(?<=[a-z]) over (?=(?:to|on) the (?:left|right)\b)", " "),
    (r"^list (?:all )?(?:the ones|the pictures|those)(?= with\b| that\b)", "which ones"),
    (r"^half (?:that|this|the) size\b", "make it half the size"),
    (
        r"^(?:an? |the )?(full hd|[248]k)(?: (?:version|size))?(?: of (?:it|this))?(?=(?: please)?[.!]?$)",
        r"resize it to \1",
    ),
    (
        (
            r"\b(?:change|switch|replace|swap|turn|set) the (?:background|setting|scenery|surroundings|location)"
            r" (?:to|into|with|for|by) (?=(?:an? |the )?[a-z])"
        ),
        "put it in ",
    ),
    (r" (?:entirely|altogether)(?=[.!]?$)", ""),
    (
        (
            r"^(?:please |can you |could you )?(?:rotate|turn|tilt|level|fix) it(?: a (?:bit|little|tad)| slightly)?,?"
            r" (?:because |since |as )?(?:it|the horizon)(?:'s| is| looks) (?:a (?:bit|little) |slightly )?"
            r"(?:crooked|tilted|slanted|skewed|not (?:quite )?(?:straight|level))(?=[.!]*$)"
        ),
        "straighten it",
    ),
    (r"\b(?P<and>and|but|so|then) like (?=(?:add|make|put|give|can|could|remove|change)\b)", r"\g<and> "),
    (
        rf"{LIKE} (?:an? |the |my )?(?:old )?(?:children'?s?'?|kids?'?|picture|story)[ -]?(?:book|storybook)\b",
        "make it an illustration",
    ),
    (rf"{LIKE} (?:an? |the |some )?(?:fairy ?tales?|book of fairy ?tales)\b", "make it fairy tale style"),
    (rf"{LIKE} (?:an? |the |some )?(?:comics?|comic books?|graphic novel)\b", "make it comic book style"),
    (
        rf"{LIKE} (?:an? |the |some )?(?P<kind>anime|cartoon|manga)s?(?: (?:film|movie|series|show|book))?\b",
        r"make it \g<kind> style",
    ),
    (r"\bat least (?=\d)", ""),
    (rf"{BEGIN}(?:how|what) about making (?=(?:the|it|this|that|my)\b)", "make "),
    (
        (
            rf"{BEGIN}what if (the [a-z]+) (?:was|were|is|would be) "
            r"(?!(?:gone|not|in|on|at|to|there|the|behind|under|next|an?)\b)"
        ),
        r"make \1 ",
    ),
    (r"\b(?:change|replace|swap|turn) (?:the )?([a-z]+) (?:by|for|with|to|into) an? ([a-z]+) \1\b", r"make the \1 \2"),
    (rf"{MORE}.*?\b(?:to|on|at|towards) the (left|right)\b(?: side)?", r"extend it to the \1"),
    (rf"{MORE}(?![^.;!?]* the (?:left|right)\b)(?: of [^,.;!?]+)?(?=$|[,.;!?])", "extend it to the left and right"),
    (rf"{MORE.replace('wider|broader', 'taller|higher')}(?: of [^,.;!?]+)?(?=$|[,.;!?])", "extend it at the top"),
    (
        (
            r"[,;]? ?(?:but |and )?(?:please )?(?:don't|do not|without|no) "
            r"(?:stretch|distort|squash|squeez)(?:e|es|ing|ed)?\b(?: it)?"
        ),
        "",
    ),
    (r"[，,]?(?:但是?|请)?(?:别|不要|不能|别给我)(?:拉|压|搞|弄)?(?:变形|变样|拉伸|失真|压扁|扁)了?", ""),
    (
        (
            rf"{BEGIN}(?:cut|trim|crop) (?:it|this|that|the (?:picture|image|photo)) (?:in)?(?:to )?(?:a )?square"
            r"(?: for (?:a |my |the )?(?:profile|avatar|icon)[a-z ]*)?(?=[.!?]*$)"
        ),
        "crop it to a square",
    ),
    (r"^(?:the |what(?:'s| is| was) the )?seed\?+$", "how was it made?"),
    (r"^what did i (?:ask for|say|type|want) (?:at )?first\b.*$", "how was the first one made?"),
    (
        (
            r"\b(?:the )?background i want (?:it )?(?:to be )?blurr?(?:y|ed)\b"
            r"(?:,? (?:and )?only the [a-z]+ (?:is )?sharp)?"
        ),
        "blur the background",
    ),
    (r"感激不尽|感谢不尽", "谢谢"),
    (r"(?<=[上下左右]半)截", "边"),
    (r"就?是?天(?=太[暗黑亮])", ""),
    (r"亮堂", "亮"),
)
"""Expressions, and what is read in their place."""
WORDS: Final = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in READ)
ALONE: Final = re.compile(
    r"^(?:(?:and|now|then),? )?(?=(?:rain|snow|fog|night|day|sunset|sunrise|dawn|dusk|spring|summer|autumn|winter"
    r"|sunny|cloudy|foggy|rainy|snowy|evening|morning)(?:,? please| now| then)?[.!]*$)",
    re.IGNORECASE,
)
"""Nothing but another hour or weather, of the picture that is there."""
UNDONE: Final = re.compile(rf"{BEGIN}(?P<undo>undo|take back|revert) the (?P<what>[a-z]+)\b", re.IGNORECASE)
"""A thing or weather that shall go: "undo the snow"."""
ALSO: Final = re.compile(r"(?<=[，,；;])(?:另外)?还有(?=[一两三四几]?[个只条朵棵座张辆匹头些])")
ADDING: Final = re.compile("[再加]|旁边|[它他她]")
"""What speaks of a picture that is there."""
SOME: Final = re.compile(
    rf"\b(?:the|my) (?P<end>first|last|latest|newest|previous)(?P<n> {NUMERAL})(?: (?:pictures|images|photos|ones))?"
    r"(?=$|[.,;!?]| (?:and|in|into|on|side|together|next|beside|below|above|over|to|as|brighter|darker|black|by)\b)"
    rf"|(?P<zend>最前面?|前面?|头|最后|最近|最新)的?(?P<zn>{NUMERAL})[张幅](?:图片?|照片|画)?",
    re.IGNORECASE,
)
FIRST: Final = frozenset({"first", "最前", "最前面", "前", "前面", "头"})
BOTH: Final = re.compile(
    r"^(?:(?:please|now|i(?:'d)? (?:want|like)|give me|make|can i have),? )?(?:just )?(?:one|a single) "
    r"(?:image|picture|photo) (?:with|of|from|out of|containing|showing) (?:both|the two)"
    r"(?: of them| pictures| images)?",
    re.IGNORECASE,
)
BEFORE_AFTER: Final = re.compile(
    r"(?:\b(?:show|make|put|can i see|i want|create|give|do)(?: me)? )?(?:an? |the )?"
    r"\bbefore (?:and|&|/|vs\.?) (?:the )?after\b(?: (?:picture|image|comparison|collage|side by side|together"
    r"|(?:next to|beside) each other|in one (?:picture|image)))*(?=[.!?]*$)",
    re.IGNORECASE,
)
"""The picture as it came, beside what it has become."""
STACKED: Final = re.compile(rf"{BEGIN}stack (?P<what>{HANDLE.pattern} and {HANDLE.pattern}|both|them)\b", re.IGNORECASE)
MOVED: Final = re.compile(
    "(?:^|(?<=[,，。;；]))(?:请|帮我)*(?:[把将让])?(?P<what>[^,，。;；把将让往向朝靠放移]{1,6}?)(?:再|稍微|可以|能不能|应该)*"
    "(?:[往向朝靠][最]?(?P<to>[左右])[边面侧]?(?:[移挪放靠站]动?)?(?:过去|去)?|[放移挪摆][到在]?(?P<at>[左右])[边面侧])"
    "(?:一?[点些]|一下)?(?:[吧呢]|$|(?=[,，。;；!！]))"
)
"""A thing that goes to a side: 房子再往左一点, which was read as room for more at that side."""
HOLDING: Final = re.compile(
    "(?P<one>[一两三四五六]?[个位只名])?(?:正|手里?)?[戴穿打撑举拿提抱背挎捧握扛系]着?(?:一?[把顶件条只个本束盏支面])?"
    "(?P<what>[^,，。;；的着了]{1,6}?)的(?=(?P<who>[^,，。;；的]{1,4}))"
)
"""Who has what: 一个戴红帽子的女孩, of which the colour went to the girl."""
HAD: Final = "{}{}和一个"
ABOUT: Final = re.compile("[去删除抠移掉换改变把将只找]|不要|保留")
"""What speaks of somebody who is there."""


def taught_words(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of such words."""
    edits = [(*found.span(), found.expand(read)) for pattern, read in WORDS for found in pattern.finditer(words)]
    edits += [(*found.span("undo"), "remove") for found in UNDONE.finditer(words) if _seen(found["what"], lexicon)]
    edits += [(*found.span(), "make it ") for found in ALONE.finditer(words) if task.focus is not None]
    edits += [*_having(words, lexicon), *(_moving(words, lexicon) if task.focus is not None else ())]
    if task.focus is not None and ADDING.search(words):
        edits += [(*found.span(), "再加") for found in ALSO.finditer(words)]
    return apart([*edits, *_together(words, task)])


def _having(words: str, lexicon: Lexicon) -> Iterator[Edit]:
    """Who is told with a thing, read as both."""
    for found in HOLDING.finditer(words) if not ABOUT.search(words) else ():
        who = next((found["who"][:n] for n in range(4, 0, -1) if _named(found["who"][:n], lexicon)), "")
        if who and lexicon.heard(found["what"])["nouns"]:
            yield *found.span(), HAD.format(found["one"] or "一个", found["what"])


def _moving(words: str, lexicon: Lexicon) -> Iterator[Edit]:
    for found in MOVED.finditer(words):
        if _named(found["what"], lexicon):
            yield *found.span(), f"把{found['what']}移到{found['to'] or found['at']}边"


def _named(word: str, lexicon: Lexicon) -> bool:
    """Whether it is a name of a thing, and nothing but that."""
    return any(word in said for said in lexicon.tables.get("nouns", {}).values())


def in_handles(words: str, task: AgentTask) -> list[Edit]:
    """The first or last few pictures by their handles."""
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    return [(*found.span(), row) for found in SOME.finditer(words) if (row := _row(found, pictures))]


def _row(found: re.Match[str], pictures: Sequence[str]) -> str:
    count = int(number((found["n"] or found["zn"]).strip()))
    end = (found["end"] or found["zend"]).lower()
    if not 1 < count <= len(pictures):
        return ""
    meant = pictures[:count] if end in FIRST else pictures[-count:]
    last = "和" if HAN.search(found[0]) else " and "
    comma = "、" if HAN.search(found[0]) else ", "
    return f"{comma.join(meant[:-1])}{last}{meant[-1]}"


def _together(words: str, task: AgentTask) -> Iterator[Edit]:
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    if len(pictures) > 1 and (found := BOTH.search(words)):
        yield (*found.span(), f"put {pictures[-2]} and {pictures[-1]} side by side")
    if (found := BEFORE_AFTER.search(words)) and task.focus in pictures and root_of(task, task.focus) != task.focus:
        yield (*found.span(), f"put {root_of(task, task.focus)} and {task.focus} side by side")
    if found := STACKED.search(words):
        yield (*found.span(), f"put {found['what']} one below the other")


def _seen(word: str, lexicon: Lexicon) -> bool:
    heard = lexicon.heard(word)
    return bool(heard["nouns"] or heard["weather"])

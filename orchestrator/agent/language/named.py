"""Which thing of a picture is named in words that name nothing else: "the white cat", 那只猫.

Owns holding such words against the structured prompt. Refuses the parts of things, such as the cat's eyes, and pictures
that are called by what they show.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.domain.english import plural
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject

LEAD: Final = re.compile(
    r"^(?:(?:only|just|both|all)\s+)*(?:(?:the|that|this|these|those|my|his|her|its|our|their|an?)\s+)?", re.IGNORECASE
)
LEAD_ZH: Final = re.compile("^(?:[把将让使给请只仅]|单独)*(?:[那这][一]?)?[只个座辆条头匹棵艘朵栋间幢位架]?")
WHERE: Final = re.compile(
    r" (?:on|at|in|to|of|from|with|under|beside|behind|next to|in front of)(?: (?:the|an?|my|its)\b.*)?$"
    "|^(?:[这那]?[张幅]?(?:图片?|画面?|照片)(?:[里中上]面?)|[左右上下前后]边|中间|旁边)的?"
)
"""Which of several it is, or that it is in the picture."""

PICTURE: Final = re.compile(
    r"\b(?:pictures?|images?|photo\w*|pics?|canvas|paintings?|drawings?|versions?|ones?|scene|horizon|whole)\b"
    "|[图画张幅]|照片|地平线|整个",
    re.IGNORECASE,
)
"""What is said of a picture as a whole."""
ANYBODY: Final = frozenset({"person", "people"})
PERSON: Final = re.compile(
    r"\b(?:(?:wo)?m[ae]n|girls?|boys?|child(?:ren)?|kids?|lady|ladies|person|people|(?:fisher|police)(?:wo)?m[ae]n"
    r"|dancers?|farmers?|painters?|princess|prince|king|queen|monks?|nurses?|doctors?|teachers?)$"
)
"""Who may be called a person."""


def thing(said: str, prompt: Prompt, lexicon: Lexicon) -> Subject | None:
    """The one thing of `prompt` that `said` names, if it says no more than that."""
    chinese = HAN.search(said) is not None
    bare = WHERE.sub("", (LEAD_ZH if chinese else LEAD).sub("", said.strip().lower(), count=1))
    heard = lexicon.heard(bare)
    found = [one for one in prompt.subjects if {one.what, plural(one.what)} & heard["nouns"] or one.what == bare]
    if not found and ANYBODY & heard["nouns"]:
        found = [one for one in prompt.subjects if PERSON.search(one.what)]
    if len(found) > 1 and heard["looks"]:
        found = [one for one in found if heard["looks"] & {*one.attributes}]
    if len(found) != 1:
        return None
    (one,) = found
    table, looks = lexicon.tables.get("nouns", {}), lexicon.tables.get("looks", {})
    called = {one.what, plural(one.what)} | (ANYBODY if PERSON.search(one.what) else set())
    names = called | {word for name in called for word in table.get(name, ())}
    names |= {word for look in heard["looks"] for word in looks[look]}
    for name in sorted(names, key=len, reverse=True):
        bare = re.sub(re.escape(name) if HAN.search(name) else rf"\b{re.escape(name)}\b", " ", bare)
    return None if re.search(r"[^\s的]", bare) else one


def is_thing(said: str, lexicon: Lexicon) -> bool:
    """Whether `said` is the name of something that can be seen in a picture, and calls no picture."""
    heard = lexicon.heard(said.lower())
    return bool(heard["nouns"]) and not heard.called and not heard["pictures"] and not PICTURE.search(said)


def stands_to(one: Subject, other: Subject) -> bool:
    """Whether where `one` is, is told by where `other` is."""
    return re.search(rf"\b(?:{_names(other)})\b", one.where or "") is not None


def standing_to(where: str, old: Subject, new: Subject) -> str:
    """`where` with the name of `new` in the place of that of `old`."""
    name = plural(new.what) if new.count > 1 else new.what
    return re.sub(rf"\b(?:{_names(old)})\b", name, where)[:80]


def _names(one: Subject) -> str:
    return "|".join(re.escape(name) for name in (plural(one.what), one.what))

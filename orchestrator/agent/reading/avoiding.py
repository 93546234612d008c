"""What a new picture must not show: "a robot, not blue", "a castle without towers", 没有人的街道.

A small model painted just that. Owns these wordings and what they name. Refuses changes of a picture that is there (it
was taught "not a dog but a cat"), and words that it cannot name in English.
"""

import re
from typing import Final

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.lexicon import Heard, Lexicon
from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import SLOTS, Phrase, Prompt

NEW: Final = re.compile(
    r"^(?:(?:please|now|ok|okay|hi|hello|and|can you|could you|i(?:'d| would)? (?:want|like)(?: to see)?),? )*"
    r"(?:(?:draw|paint|generate|create|sketch|imagine)\b|(?:show|give|make) me\b|(?:an?|two|three|four) )"
    r"|^(?:请|帮我|给我|我想?要|再|现在)*(?:画|来|生成|绘制|[一两三四几][个只张幅座条辆匹朵棵头])",
    re.IGNORECASE,
)
"""How a wish for another picture begins."""
WORD: Final = r"[a-z][a-z'-]*"
STOP: Final = r"(?=$|[,.;!?:]| (?:and|but|with|in|at|on|by|under|near|during|please)\b)"
ENGLISH: Final = re.compile(
    r"(?:,? ?\b(?:but|and|or|nor|though))?(?:,? ?\bplease\b)?,? ?"
    r"\b(?:without(?: any)?|with no|(?<!why )(?<!if )(?:no|not)|anything but|minus)(?! (?:only|just|sure|matter)\b)"
    r"(?: (?:at|in|on|an?|any|the|too|so|be|showing|have|having))*"
    rf" (?P<what>{WORD}(?: (?!one\b|ones\b){WORD}){{0,2}}?(?: n?or (?:any |an? )?{WORD})?)"
    rf"(?: (?:one|ones|on it|in it|at all|there|around|anywhere|in the (?:picture|image|scene)))?{STOP}(?! but\b)",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    r"[，,；;、]?(?:但是?|不过|并且|而且|也|还)?(?:画面|图|里面?|上面?|中)*(?:不要|不能|别)?"
    r"(?:不要有?|没有|不带|不含|不是|不能有|(?<![分特])别[有画]?)"
    r"(?:在|任何|一个)?(?P<what>[^，,。；;、不没别的]{1,8})(?:的(?=[^，,。；;、]))?(?:的(?=$|[，,。；;、！!]))?"
)
ENOUGH: Final = re.compile(r"\b(?:or|nor)\b|[和或跟与]")


def avoided(words: str, lexicon: Lexicon, *, new: bool) -> tuple[tuple[Phrase, ...], list[Edit]]:
    """What must not be seen, and the words without that. `new`: there is no picture that could be changed."""
    if not (new or NEW.match(words)):
        return (), []
    phrases: list[Phrase] = []
    edits: list[Edit] = []
    for found in (CHINESE if HAN.search(words) else ENGLISH).finditer(words):
        named = [_name(part, lexicon) for part in ENOUGH.split(found["what"])]
        if all(named):
            phrases += [Phrase(text=name, source=found["what"].strip()) for name in named]
            edits.append((*found.span(), ""))
    left = "".join(words[start:end] for start, end in _kept(words, edits))
    return (tuple(phrases), edits) if phrases and _shows(lexicon.heard(left), left) else ((), [])


def with_avoided(prompt: Prompt, avoided: tuple[Phrase, ...]) -> Prompt:
    """`prompt` with it: a colour that was refused is one of its only thing."""
    if not avoided:
        return prompt
    what = prompt.subjects[0].what if len(prompt.subjects) == 1 else ""
    told = [
        one.model_copy(update={"text": f"{one.text} {what}"}) if what and one.text in COLOURS else one
        for one in avoided
    ]
    return prompt.model_copy(update={"avoid": tuple(dict.fromkeys((*prompt.avoid, *told)))[:8]})


def _name(said: str, lexicon: Lexicon) -> str:
    """What is said in English; "" where nobody knows."""
    plain = said.strip().lower().removesuffix("色") if HAN.search(said) else said.strip().lower()
    plain = re.sub(r"^(?:any|an?|the) ", "", plain)
    if not HAN.search(plain):
        return plain
    heard = lexicon.heard(said)
    looks, nouns = sorted(heard["looks"]), sorted(heard["nouns"])
    told = [*looks[:1], *nouns[:1]] or [value for slot in SLOTS for value in sorted(heard[slot])][:1]
    return " ".join(told)


def _kept(words: str, edits: list[Edit]) -> list[tuple[int, int]]:
    ends = [0, *(end for _, end, _ in edits)]
    return list(zip(ends, [*(start for start, _, _ in edits), len(words)], strict=True))


def _shows(heard: Heard, words: str) -> bool:
    """Whether something is left to be painted."""
    return any(heard[table] for table in ("nouns", *SLOTS)) or bool(heard.names) or " a" in f" {words.lower()}"

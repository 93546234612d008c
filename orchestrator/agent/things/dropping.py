"""Things of a picture that are not wanted, and those alone that are: 不要狗了，只要猫吧; "no people, no text".

A small model made a dog of the cat, took out all there was, or wrote 字. Owns these wordings, clause by clause, and
what the picture shows then. Refuses messages in which more is said, names that nobody knows, and to leave nothing.
"""

import re
from typing import Any, Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import thing
from orchestrator.domain.english import is_plural, plural
from orchestrator.domain.prompt import Phrase, Prompt, Subject

CLAUSE: Final = re.compile(r" *[,，.。;；!！]+ *(?:and |but )?")
ASIDE: Final = re.compile(
    r"(?:算了|好吧|哎|唉|嗯|不了|那|actually|no wait|never ?mind|ok|okay|hmm|sorry|on second thoughts?|please)",
    re.IGNORECASE,
)
"""What is said before it, a clause by itself."""
GONE: Final = re.compile(
    r"(?:算了|那|我|我们|还是|就|画面|图|里面?|上面?|中)*(?:不要再?|不想要|不需要|别要|不要有|不要出现|别有|别出现|不能有)有?"
    r"(?:任何|那|这|什么)?[个只条]?(?P<zh>[^,，]{1,12}?)了?吧?"
    r"|(?:i )?(?:(?:don't|do not) (?:want|need)|no(?: more)?|without)(?: any| the| a)? (?P<en>[a-z]+(?: [a-z]+)?"
    r"(?:(?:,? and| or|,) (?:the |no )?[a-z]+)?)(?: any ?more| after all| please)?",
    re.IGNORECASE,
)
TAKEN: Final = "(?:(?:去|删|擦|抹|拿|消)掉|去除|删除|移除|移走|清除)"
TAKEN_OUT: Final = re.compile(
    f"(?![^,，]*(?:背景|#))(?:请|帮我|麻烦|能不能|可以|那|就)*(?:(?:[把将]|给我把)?(?:图里|画面里|里面)?的?那?[个只条]?(?P<zh>[^,，把将]{{1,8}}?)"
    f"(?:都|全|给我|帮我|也)*{TAKEN}|{TAKEN}(?P<also>[^,，]{{1,8}}?))(?:一下|了|吧|好吗)*"
)
"""The same, where it is to be taken out; a background is cut away."""
REMOVED: Final = re.compile(
    r"(?:(?:please|now|can you|could you) )*(?:remove|delete|erase|get rid of|take (?:out|away)|drop)(?: all)?"
    r" (?:the|those|that|my) (?P<en>[a-z]+(?: [a-z]+){0,2}?)"
    r"(?: from (?:the (?:picture|image|scene)|it))?(?: too| as well| please| now)*",
    re.IGNORECASE,
)
"""The same in English, of things that are told of: what is not may be found in the picture."""
KEPT: Final = re.compile(
    r"(?:我|我们|还是|那|就)*(?:只|就|光|单单?)(?:想要|要|留下?|保留)(?P<zh>[^,，]{1,12}?)(?:就好|就行|就够|吧|了)*"
    r"|(?:i )?(?:just|only)(?: keep| want| leave)?(?: the| my)? (?P<en>[a-z]+(?: [a-z]+)?)(?: please)?",
    re.IGNORECASE,
)
AND: Final = re.compile(r"[和与跟、及或]|,? and | or |, ")
AROUND: Final = ("setting", "weather", "time", "light", "looks")
WRITTEN: Final = re.compile(
    r"文字|字样?|字幕|标题|文本|(?:any )?(?:text|letters|lettering|words|writing|captions?)", re.IGNORECASE
)
MARKED: Final = re.compile(r"水印|watermarks?", re.IGNORECASE)


def dropping(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say anything else."""
    told = _told(words) or _removed(words, prompt, lexicon)
    if told is None:
        return None
    gone, avoided, kept, patch = list[Subject](), list[Phrase](), list[Subject](), dict[str, Any]()
    for said, stays in told:
        for part in AND.split(said):
            one = thing(part, prompt, lexicon)
            if one is not None:
                (kept if stays else gone).append(one)
            elif not stays and prompt.lettering and WRITTEN.fullmatch(part.strip()):
                patch["lettering"] = None
            elif not stays and (slot := _slot(part, prompt, lexicon)):
                patch[slot] = None
            elif not stays and (name := _name(part, lexicon)):
                avoided.append(Phrase(text=name, source=part))
            else:
                return None
    if kept and not gone:
        gone = [one for one in prompt.subjects if one not in kept]
    left = [one for one in prompt.subjects if one not in gone or one in kept]
    if (not left and prompt.subjects and prompt.setting is None) or not (gone or avoided or patch):
        return None
    if gone:
        patch["subjects"] = [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in left]
    if avoided:
        every = dict.fromkeys((*prompt.avoid, *avoided))
        patch["avoid"] = [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in every][:8]
    return patch


def _told(words: str) -> list[tuple[str, bool]] | None:
    """What is named in each clause, and whether it is that which stays; None where a clause says something else."""
    found: list[tuple[str, bool]] = []
    for clause in filter(None, CLAUSE.split(words.strip())):
        if ASIDE.fullmatch(clause):
            continue
        kept, gone, taken = KEPT.fullmatch(clause), GONE.fullmatch(clause), TAKEN_OUT.fullmatch(clause)
        if one := kept or gone:
            found.append((one["zh"] or one["en"], kept is not None))
        elif taken:
            found.append((taken["zh"] or taken["also"], False))
        else:
            return None
    return found or None


def _removed(words: str, prompt: Prompt, lexicon: Lexicon) -> list[tuple[str, bool]] | None:
    """The one thing that is to be removed, where it is all of its kind: "the dog" of two is another question."""
    found = REMOVED.fullmatch(words.strip(" .!"))
    one = found and thing(found["en"], prompt, lexicon)
    several = one is not None and (one.count > 1 or is_plural(one.what))
    return [(found["en"], False)] if found and one and (is_plural(found["en"]) or not several) else None


def _slot(said: str, prompt: Prompt, lexicon: Lexicon) -> str | None:
    """What of the picture around its things is named."""
    heard = lexicon.heard(said.strip().lower())
    there = {slot: phrase.text for slot in AROUND if isinstance(phrase := getattr(prompt, slot, None), Phrase)}
    return next((slot for slot, text in there.items() if text in heard[slot]), None)


def _name(said: str, lexicon: Lexicon) -> str:
    """What is not in the picture as far as anybody said, in English; "" where it is nothing that can be looked for."""
    plain = said.strip()
    if WRITTEN.fullmatch(plain):
        return "text"
    if MARKED.fullmatch(plain):
        return "watermark"
    heard = lexicon.heard(plain.lower())
    nouns = heard["nouns"] - {plural(one) for one in heard["nouns"] if plural(one) != one}
    if any(heard[table] for table in AROUND) or len(nouns) != 1:
        return ""
    (name,) = nouns
    bare = plain.lower()
    words = {*lexicon.tables["nouns"][name], *lexicon.tables["nouns"].get(plural(name), ())}
    for word in sorted(words, key=len, reverse=True):
        bare = bare.replace(word, "")
    return name if len(bare) < len(plain) and len(bare) <= 1 else ""  # 人物 are 人

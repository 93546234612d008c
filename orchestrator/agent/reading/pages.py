"""Pages of a book or a story, one after the other: "second page: the same girl, she is in a forest", "in page 2".

A small model painted a page, put a horse in the place of the girl, and took page 2 for the second picture. Owns what
begins a page, how it is read upon the picture in focus, and which picture a page is by now. Refuses pages where no
picture is there to go on from.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.ledger.showing import ancestors_of
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN

NUMBERS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "5th": 5, "6th": 6, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    **{str(at): at for at in range(1, 7)},
}  # fmt: skip
PAGE: Final = r"(?:page|scene|slide|panel|chapter)"
NUMBER: Final = "|".join(sorted(NUMBERS, key=len, reverse=True))
BEGUN: Final = re.compile(
    rf"^(?:(?:ok|okay|now|and|then|so),? )*(?:(?:the |a )?(?P<which>{NUMBER}|next|last) {PAGE}|{PAGE} (?P<at>{NUMBER}))"
    r"\s*[:,.;-]+ ?(?=\w)",
    re.IGNORECASE,
)
CALLED: Final = re.compile(
    rf"\b(?:the |my )?(?:(?P<which>{NUMBER}) {PAGE}|{PAGE} (?:number |no\.? )?(?P<at>{NUMBER}))\b", re.IGNORECASE
)
ALL: Final = re.compile(rf"\b(?:all|both)(?: of)?(?: the| my| these)?(?: (?:{NUMBER}))? {PAGE}s\b", re.IGNORECASE)
SAME: Final = re.compile(
    r"^(?:with )?(?:the )?same (?P<who>[a-z]+),? (?:but |and |now |only )*(?:(?:he|she|it|they)?(?:'s|'re| is| are)?) ?"
    r"(?:now )?(?P<where>(?:in|on|at|by) )",
    re.IGNORECASE,
)
DOES: Final = re.compile(r"^the (?P<who>[a-z]+) (?:is |are )?(?P<does>[a-z]+)(?= )", re.IGNORECASE)
BARE: Final = re.compile(r"\b(?:in|into|on|by|at) (?P<what>[a-z]+)\b", re.IGNORECASE)
"""A thing without an article, as those say it who have none in their own language."""
BESIDES: Final = re.compile(r",? with (?=(?:an?|some|two|three) )", re.IGNORECASE)
WHEN: Final = re.compile(
    r", (?=(?:at )?(?:evening|night|morning|sunset|sunrise|dawn|dusk|noon|rain|snow|fog|winter|summer|autumn|spring)"
    r"\b)",
    re.IGNORECASE,
)


def page_by_page(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of a page that begins, or of those that are called so."""
    if HAN.search(words) or task.focus is None:
        return []
    begun = BEGUN.match(words)
    if begun:
        return [(0, begun.end(), ""), *_upon(words, begun.end(), lexicon)]
    pages = _pages(task)
    if found := ALL.search(words):
        row = [pages[at] for at in sorted(pages)]
        return [(*found.span(), f"{', '.join(row[:-1])} and {row[-1]}")] if len(row) > 1 else []
    told = ((found, pages.get(_number(found))) for found in CALLED.finditer(words))
    return [(*found.span(), handle) for found, handle in told if handle and len(pages) > 1]


def _upon(words: str, at: int, lexicon: Lexicon) -> list[Edit]:
    """What the next page shows, as a change of the one that is there."""
    rest = words[at:]
    if found := SAME.match(rest):
        place = lexicon.heard(rest[found.end() :].split(",")[0].split(" with ")[0])["setting"]
        edits: list[Edit] = [(at, at + found.start("where"), "put it " if place else f"put the {found['who']} ")]
        bare = BARE.match(rest, found.start("where"))
        if bare and lexicon.heard(bare["what"])["nouns"]:
            edits.append((at + bare.start("what"), at + bare.start("what"), "a "))
        edits += [(at + one.start(), at + one.end(), ", add ") for one in BESIDES.finditer(rest, found.end())]
        return [*edits, *((at + one.start(), at + one.end(), ", make it ") for one in WHEN.finditer(rest, found.end()))]
    found = DOES.match(rest)
    named = found and lexicon.heard(found["who"])["nouns"] and found["does"] not in {"and", "with", "in", "on", "at"}
    if not found or not named:
        return []
    things = (one for one in BARE.finditer(rest, found.end()) if _is_named(one["what"], lexicon))
    return [(at, at, "make "), *((at + one.start("what"), at + one.start("what"), "a ") for one in things)]


def _is_named(said: str, lexicon: Lexicon) -> bool:
    heard = lexicon.heard(said)
    return bool(heard["nouns"]) and not heard["setting"]


def _pages(task: AgentTask) -> dict[int, str]:
    """The newest picture of each page: what came of that with which it began, and of none that began another."""
    began = {one.handle: found for one in task.images if one.words and (found := BEGUN.match(one.words))}
    pages: dict[int, str] = {}
    numbers: dict[str, int] = {}
    for image in task.images if began else ():
        if image.kind == "mask":
            continue
        if image.handle in began:
            numbers[image.handle] = _number(began[image.handle]) or max(pages, default=1) + 1
        line = (image.handle, *ancestors_of(task, image.handle))
        pages[next((numbers[one] for one in line if one in numbers), 1)] = image.handle
    return pages


def _number(found: re.Match[str]) -> int:
    return NUMBERS.get((found["which"] or found["at"] or "").lower(), 0)

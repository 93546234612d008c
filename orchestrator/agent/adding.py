"""A thing that is added beside one that is there: "add a boat to the left of the lighthouse", "two cats next to him".

A small model moved the lighthouse, or painted the boat where it looked for the water. Owns what of the words says where
the new thing stands, the words that are read without that, and its place in the patch. Refuses things of which the
picture shows none or several, what stands to a place, and wishes in which more is said.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.lexicon import Lexicon
from orchestrator.agent.relations import SAID
from orchestrator.agent.things import thing
from orchestrator.domain.english import plural
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject

LEADING: Final = r"(?:leading|going|running|stretching|reaching)(?: all the way)?(?: up| down| over| across)? to"
WAYS: Final = {**SAID, "leading to": LEADING}
ADDED: Final = re.compile(
    r"^(?:(?:please|now|also|and|but|then|can you|could you),? )*(?:add|put|place|draw|paint|include|insert)"
    r"(?: in)? "
    r"(?P<new>(?:an?|some|another|two|three|four|five|\d) [^,.;:!?]+?)"
    r"(?: (?:out |up |over |down )*(?:on|in|over|across) the (?:water|sea|ocean|lake|river|sky|air|ground|grass))?"
    rf",? (?:{'|'.join(f'(?P<_{at}>{said})' for at, said in enumerate(WAYS.values()))}) "
    r"(?P<old>(?:the|that|this|my|his|her|our) [a-z][a-z -]{1,40}?|him|her|it|them)"
    r"(?: too| as well)?[ ,]*(?:please)?[.!?]*$",
    re.IGNORECASE,
)
WORN: Final = re.compile(
    "(?:请|帮我|再|然后)*(?:给|让|帮)(?P<old>[^,，。;；]{1,6}?)(?:头上|脖子上|身上|手里|手上)?(?:也|都|再)*"
    "(?:戴|穿|系|披|拿|背|围|配|打|举|抱)[上着了]?(?P<new>(?:一?[个顶件条副只把双束本支])?[^,，。;；]{1,10}?)[吧呢]?[。.!！]*"
)
"""What somebody who is there is to have: 给狗戴个红色的帽子."""
POINTERS: Final = frozenset({"him", "her", "it", "them"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A new thing, where it stands, the words that are read of it, and what was said to all of it."""

    new: str
    where: str
    words: str
    said: str
    nouns: frozenset[str]

    def placed(self, patch: dict[str, Any], there: set[str]) -> dict[str, Any]:
        """`patch` with what is new in it standing there."""
        subjects = patch.get("subjects")
        if not isinstance(subjects, list):
            return patch
        told = {"where": self.where, "from": self.said}
        new = [one if one.get("what") in there else {**one, **told} for one in subjects]
        return {**patch, "subjects": new}


def beside(words: str, prompt: Prompt, lexicon: Lexicon) -> Beside | None:
    """What `words` add to the picture of `prompt` beside a thing that it shows."""
    if HAN.search(words):
        return _worn(words, prompt, lexicon)
    found = ADDED.match(words)
    if found is None:
        return None
    heard, name = lexicon.heard(found["new"]), next(way for at, way in enumerate(WAYS) if found[f"_{at}"])
    if not heard["nouns"] or heard["nouns"] & {one.what for one in prompt.subjects}:
        return None
    old = _old(found["old"], prompt, lexicon)
    if old is None and name != "leading to":
        return None
    called = (plural(old.what) if old.count > 1 else old.what) if old else found["old"].split(maxsplit=1)[-1]
    said = words[found.start("new") : found.end("old")][:200]
    return Beside(found["new"], f"{name} the {called}"[:80], f"add {found['new']}", said, heard["nouns"])


def _worn(words: str, prompt: Prompt, lexicon: Lexicon) -> Beside | None:
    found = WORN.fullmatch(words.strip())
    old = thing(found["old"], prompt, lexicon) if found else None
    if found is None or old is None or not (nouns := lexicon.heard(found["new"])["nouns"]):
        return None
    if nouns & {one.what for one in prompt.subjects}:
        return None
    new = found["new"].lstrip("一个顶件条副只把双束本支")
    called = plural(old.what) if old.count > 1 else old.what
    return Beside(new, f"on the {called}"[:80], f"加一个{new}", found[0][:200], nouns)


def _old(said: str, prompt: Prompt, lexicon: Lexicon) -> Subject | None:
    """The thing that is there, by its name, or by "him" where there is one only."""
    if said.lower() in POINTERS:
        return prompt.subjects[0] if len(prompt.subjects) == 1 else None
    return thing(said, prompt, lexicon)

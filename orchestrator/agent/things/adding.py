"""A thing that is added beside one that is there: "add a boat to the left of the lighthouse", "two cats next to him".

A small model moved the lighthouse, or painted the boat where it looked for the water. Owns what of the words says where
the new thing stands, the words that are read without that, and its place in the patch. Refuses things of which the
picture shows none or several, what stands to a place, and wishes in which more is said.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import thing
from orchestrator.agent.things.relations import SAID
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
    found = None if HAN.search(words) else ADDED.match(words)
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


def _old(said: str, prompt: Prompt, lexicon: Lexicon) -> Subject | None:
    """The thing that is there, by its name, or by "him" where there is one only."""
    if said.lower() in POINTERS:
        return prompt.subjects[0] if len(prompt.subjects) == 1 else None
    return thing(said, prompt, lexicon)

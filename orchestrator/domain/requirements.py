"""What a structured prompt demands of its picture, one plain statement at a time: the check list of `judge`.

Owns the derivation. Refuses to demand what nobody said of the picture itself: what an edit keeps, and single numbers.
"""

from typing import Final

from orchestrator.domain.prompt import Prompt, Subject, Value, phrase_of

MOST: Final = 40
"""Requirements of one picture."""
COLOURS: Final = frozenset(
    {
        "red", "orange", "yellow", "green", "turquoise", "blue", "purple", "pink", "white", "grey", "gray", "black",
        "brown", "golden", "silver", "beige",
    }
)  # fmt: skip
KINDS: Final = {
    "setting": "place", "time": "time", "weather": "weather", "light": "light", "style": "style",
    "palette": "palette", "mood": "mood", "lettering": "lettering", "composition": "whole",
}  # fmt: skip
"""Slot of the prompt to kind of requirement."""


class Requirement(Value):
    """One statement that shall hold of the picture; of the kind `absent`, one that shall not."""

    kind: str
    text: str
    of: str = ""
    """The noun it is about, empty where it is about the whole."""


def requirements(prompt: Prompt) -> tuple[Requirement, ...]:
    """Subjects with number, looks and place, then the slots, then what is to be avoided; each once.

    What a preset or a taste has added is nobody's demand.
    """
    prompt = prompt.own()
    found = [one for subject in prompt.subjects for one in _of_subject(subject, prompt)]
    found += [
        Requirement(kind=kind, text=phrase.text)
        for slot, kind in KINDS.items()
        if (phrase := getattr(prompt, slot)) is not None
    ]
    found += [Requirement(kind="absent", text=phrase.text) for phrase in prompt.avoid]
    return tuple(dict.fromkeys(found))[:MOST]


def _of_subject(subject: Subject, prompt: Prompt) -> list[Requirement]:
    noun = subject.what
    alone = phrase_of(Subject(what=noun))
    found = [Requirement(kind="subject", text=alone, of=noun)]
    if subject.count > 1:
        found.append(Requirement(kind="count", text=phrase_of(Subject(what=noun, count=subject.count)), of=noun))
    for look in subject.attributes:
        kind = "colour" if look in COLOURS else "look"
        found.append(Requirement(kind=kind, text=phrase_of(Subject(what=noun, attributes=(look,))), of=noun))
    if subject.where:
        others = {other.what for other in prompt.subjects} - {noun}
        kind = "relation" if any(other in subject.where for other in others) else "position"
        found.append(Requirement(kind=kind, text=f"{alone} {subject.where}", of=noun))
    return found

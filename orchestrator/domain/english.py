"""Forms of English words: plurals and back, the article, what happens. Rules and a short list, no dictionary."""

import re
from typing import Final

VOWELS: Final = "aeiou"
PLURALS: Final = {
    "cactus": "cacti", "child": "children", "deer": "deer", "fish": "fish", "foot": "feet", "goose": "geese",
    "knife": "knives", "leaf": "leaves", "man": "men", "mouse": "mice", "people": "people", "person": "people",
    "sheep": "sheep", "snowman": "snowmen", "wolf": "wolves", "woman": "women",
}  # fmt: skip
ARTICLE: Final = re.compile(r"^(?:an?|the|some) ", re.IGNORECASE)
SINGULARS: Final = {many: one for one, many in PLURALS.items() if one != many}


def is_plural(noun: str) -> bool:
    """Whether a noun phrase reads as a plural already."""
    last = noun.rpartition(" ")[2]
    return last in SINGULARS or (last.endswith("s") and not last.endswith(("ss", "us")))


def plural(noun: str) -> str:
    """English plural of a noun phrase; what is no Latin word, or reads as a plural already, stays as it is."""
    head, _, last = noun.rpartition(" ")
    if last in PLURALS:
        many = PLURALS[last]
    elif not last.isascii() or is_plural(last):
        many = last
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        many = f"{last}es"
    elif last.endswith("y") and last[-2:-1] not in VOWELS:
        many = f"{last[:-1]}ies"
    else:
        many = f"{last}s"
    return f"{head} {many}" if head else many


def forms(noun: str) -> set[str]:
    """`noun` and its head, each as it stands and in the singular."""
    plain = noun.lower().strip()
    head = plain.rsplit(" ", 1)[-1]
    found = {plain, head}
    for word in (plain, head):
        found.add(SINGULARS.get(word, word))
        if word.endswith("ies"):
            found.add(f"{word[:-3]}y")
        if word.endswith("es"):
            found.add(word[:-2])
        if word.endswith("s"):
            found.add(word[:-1])
    return found


def article(words: str) -> str:
    """`a` or `an`, by the first letter."""
    return "an" if words[:1].lower() in tuple(VOWELS) else "a"


def happening(verb: str) -> str:
    """The -ing form of a verb, if it is one."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    double = re.search(rf"[^{VOWELS}][{VOWELS}][^{VOWELS}wxy]$", verb) is not None
    return f"{verb}{verb[-1]}ing" if double else f"{verb}ing"

"""What may stand as the name of a thing, its looks and the values of slots: anything, or what a small model was taught.

Owns the two sets of rules that the grammar of call 2 is built from. Refuses to arrange them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.grammar.copies import english_runs, string_of, word_forms
from orchestrator.agent.grammar.gbnf import Grammar, Node, Rule, choice, text, value
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.language.words import Atom
from orchestrator.domain.english import forms, plural
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import SLOTS
from orchestrator.domain.rewrite import COURTESY, FUNCTION_WORDS

NOUN, ATTRIBUTE, PLACE, PHRASE = 60, 40, 40, 80
"""Longest texts, in characters; all within the bounds of `domain.prompt`."""
COUNT: Final = 12
LONGEST: Final = 400
"""Words of an utterance beyond which looking them up would make the grammar too large."""
COLOURS: Final = frozenset({
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey", "gray", "golden",
    "silver", "turquoise", "violet", "beige",
})  # fmt: skip
"""A thing that takes one of these loses the one it had."""
INDEFINITE: Final = frozenset({"a", "an", "another", "more"})
INSTEAD: Final = re.compile(r"\b(?:replac|swap|chang|turn|instead|exchang|mak|transform)|[换变改替成]", re.IGNORECASE)
"""What is said where a thing takes the place of another, and may be as many."""
HANDLING: Final = frozenset({
    "move", "moved", "shift", "swap", "switch", "seed", "prompt", "system", "instructions", "except", "apart", "style",
    "side", "half", "double", "times", "degrees", "step", "steps", "background", "setting", "version", "rest", "way",
    "size", "order", "scene", "page", "pages", "about", "prefer", "rather", "seen", "further", "farther", "closer",
    "away", "place", "different", "same", "focus", "look", "looks", "fill", "empty", "space",
})  # fmt: skip
"""Words about what is done with a picture: none is its mood or its style."""
NO_THING: Final = frozenset({
    "need", "needs", "variant", "variants", "variation", "variations", "version", "versions", "palette", "treatment",
    "omg", "lol", "view", "underneath", "wider", "taller", "call", "seed", "seeds", "stuff", "printing", "dpi",
    "actually", "again", "prompt", "instructions", "except", "apart", "recipe", "settings", "halve", "lettering",
    "degrees", "times", "pls", "plz", "about", "scene", "page", "pages",
})  # fmt: skip
"""Words about a picture or a wish: none is a thing that can be painted."""
ABOUT: Final = frozenset({"scene", "page", "pages", "way"})
"""Words about a picture that stand before the name of a thing, and are no looks of it."""
WRITTEN: Final = re.compile(
    r"[\"“”「『‘《]|[写字题]|文案|口号|标语|署名|落款"
    r"|\b(?:writ|word|text|title|caption|letter|sa(?:y|id)|read|sign|label|name|slogan|headline|font|inscri|call"
    r"|logo|poster)",
    re.IGNORECASE,
)
"""What is said where something shall be read in the picture."""
PLACED: Final = re.compile(
    r"\b(?:in|into|at|inside|onto|by|under|near|background|setting|scene)\b(?! the (?:left|right|middle|house|picture))"
    r"|\bon (?:an? |my )"
    r"|\bto (?:an?|the|my) (?!left|right)|[在到里]|背景|[换变改][成为]|放|[上下中]面?$",
    re.IGNORECASE,
)
"""What is said where a change speaks of a place."""
NAMED: Final = ("setting", "style")
"""Slots in which a name that nobody can translate may stand."""


@dataclass(frozen=True)
class Texts:
    """JSON values by what they are for; None where nothing can stand there. `added`: where nobody said so."""

    what: Node | None
    look: Node | None
    again: Callable[[Mapping[str, Any]], tuple[Node | None, Node | None, Node | None]] | None
    """Name, looks and number of a thing that is there, when it is said how it shall be."""
    count: Node | None
    place: Node | None
    slots: Mapping[str, Node | None]
    added: Mapping[str, Node | None]


def any_texts() -> Texts:
    """Whatever the model likes to write."""
    phrases = dict.fromkeys(SLOTS, text(PHRASE))
    counts = choice(value(count) for count in range(2, COUNT + 1))
    return Texts(text(NOUN), text(ATTRIBUTE), None, counts, text(PLACE), phrases, phrases)


def looks_said(pieces: list[Atom], heard: Heard, names: Collection[str]) -> bool:
    """Whether the words say anything of the things called `names` but their names: how they look, how many, where."""
    silent = FUNCTION_WORDS | COURTESY | heard.lexicon.unsaid
    english = [piece.text for piece in pieces if not HAN.search(piece.text) and piece.text.lower() not in silent]
    others = [word for word in english if not word.startswith("#") and not word_forms(word, heard) & set(names)]
    return bool(others or heard["looks"] or heard["counts"] or heard["places"] or heard.names)


def one_more(pieces: list[Atom], heard: Heard) -> bool:
    """Whether the words speak of a thing that is new to the picture, as "the" does not: "a dog", "two dogs", 一只狗."""
    return bool(heard["counts"] or INDEFINITE & {piece.text.lower() for piece in pieces})


def _no_nouns(words: str) -> set[str]:
    """Names of things that are something else here: an orange dragon has no fruit, Van Gogh no car."""
    found = {"van", "vans"} if re.search(r"\bvan gogh", words, re.IGNORECASE) else set[str]()
    fruit = re.search(
        r"\b(?:oranges|an orange(?=$|[ ,.;!?]*(?:$|[,.;!?]|(?:and|on|in|with|at)\b)))", words, re.IGNORECASE
    )
    return found if fruit else found | {"orange", "oranges"}


def heard_texts(
    grammar: Grammar, pieces: list[Atom], spans: Rule, heard: Heard, there: list[dict[str, Any]], gone: str | None
) -> Texts:
    """Meanings of the words in its dictionary, copies of the words, and what the things that are `there` are; none
    that comes is called as the one that is `gone` for it."""
    old = {plural(gone), *forms(gone)} if gone else set()
    old |= _no_nouns("".join(f"{piece.text}{piece.gap}" for piece in pieces))
    nouns, runs = (
        english_runs(grammar, pieces, heard, "n", names=True, besides=NO_THING | old),
        english_runs(grammar, pieces, heard, "c", besides=ABOUT | old),
    )
    places = english_runs(grammar, pieces, heard, "p", besides=HANDLING)
    others = english_runs(grammar, pieces, heard, "o", besides=HANDLING | heard["nouns"])  # a cat is no mood
    names = heard.names

    def known(name: str) -> set[Any]:
        return {subject[name] for subject in there if name in subject}

    unnumbered = "".join(f"{piece.text}{piece.gap}" for piece in pieces if not piece.text.startswith("#"))
    many = heard.lexicon.heard(unnumbered)["counts"]  # the 4 of #4 is no number of things
    told = {int(count) for count in many - {"1"}}
    instead = told if many or not INSTEAD.search(unnumbered) else known("count")  # as many boats as there were ducks
    more = one_more(pieces, heard) or not known("what") & heard["nouns"]
    said = looks_said(pieces, heard, known("what"))

    def again(subject: Mapping[str, Any]) -> tuple[Node | None, Node | None, Node | None]:
        had, looks = {*subject.get("attributes", ())}, heard["looks"]
        replaced = had & COLOURS if looks & COLOURS - had else set()
        if not said:
            return None, None, None
        own = numbers(told | ({subject["count"]} if "count" in subject else set()))
        return value(subject["what"]), string_of(runs, (had | looks) - replaced), own

    def numbers(counts: set[int]) -> Node | None:
        return choice(value(count) for count in sorted(counts)) if counts else None

    slots: dict[str, Node | None] = {"lettering": spans if WRITTEN.search(unnumbered) else None}
    for slot in SLOTS:
        if slot not in slots:
            copied = names if slot in NAMED else set()
            copied = copied | (heard["nouns"] - known("what")) if slot == "setting" else copied
            copies = places if slot == "setting" else others
            if slot == "setting" and there and not PLACED.search(unnumbered):
                copies, copied = [], set()  # no place is spoken of
            slots[slot] = string_of([], heard[slot]) if heard[slot] else string_of(copies, copied)
    return Texts(
        string_of(nouns if more else [], names | heard["nouns"] - old - (set() if more else known("what"))),
        string_of(runs, heard["looks"]),
        again,
        numbers(instead),
        string_of([], heard["places"] | known("where")),
        slots,
        {slot: None if heard[slot] else string_of([], heard.lexicon.tables.get(slot, {}).keys()) for slot in SLOTS},
    )

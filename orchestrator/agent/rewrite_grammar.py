"""The grammar of call 2: a structured prompt or a merge patch on one; `from` is a contiguous copy of the words."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from orchestrator.agent.gbnf import (
    Grammar,
    Literal,
    Maybe,
    Node,
    Rule,
    choice,
    key,
    listed,
    members,
    sequence,
    text,
    value,
)
from orchestrator.agent.plan_grammar import span_rules
from orchestrator.agent.words import atoms
from orchestrator.domain.plan import Creativity
from orchestrator.domain.prompt import SLOTS

NOUN, ATTRIBUTE, PLACE, PHRASE = 60, 40, 40, 80
"""Longest texts, in characters; all within the bounds of `domain.prompt`."""
FREE: Final[dict[Creativity, Collection[str]]] = {"low": (), "medium": ("setting", "time"), "high": SLOTS}
"""Slots that may be added to a new prompt. Nothing is added to the things in it."""
SUBJECTS, ATTRIBUTES, COUNT, AVOIDED = 6, 4, 12, 4


def new_grammar(words: str, creativity: Creativity, *, empty: bool) -> Grammar:
    """Any prompt in which only what this creativity may add stands without `from`.

    `empty` allows one that says nothing (what was to be painted is the surroundings alone).
    """
    return _grammar(words, free=FREE[creativity], present=(), empty=empty)


def change_grammar(words: str, prompt: Mapping[str, Any]) -> Grammar:
    """Any patch on `prompt` that changes something; only what is there can be removed, and subjects can be kept."""
    return _grammar(words, free={"subjects", *FREE["high"]}, present=prompt.keys(), empty=False)


def _grammar(words: str, *, free: Collection[str], present: Collection[str], empty: bool) -> Grammar:
    grammar = Grammar({"root": Literal("")})
    spans = span_rules(grammar, atoms(words))
    attribute = grammar.rule("attribute", text(ATTRIBUTE))
    noun = sequence(
        '"what":',
        text(NOUN),
        Maybe(sequence(',"attributes":', listed(attribute, ATTRIBUTES))),
        Maybe(sequence(',"count":', choice(value(count) for count in range(2, COUNT + 1)))),
        Maybe(sequence(',"where":', text(PLACE))),
    )
    phrase = sequence('"text":', text(PHRASE))
    added = grammar.rule("added", _with_copy(phrase, spans, needed=False))
    theirs = grammar.rule("theirs", _with_copy(phrase, spans, needed=True))
    subject = grammar.rule("subject", _with_copy(noun, spans, needed="subjects" not in free))
    subjects = grammar.rule("subjects", listed(subject, SUBJECTS, 0 if "subjects" in present else 1))
    slots: dict[str, Node] = {"subjects": subjects, **{slot: added if slot in free else theirs for slot in SLOTS}}
    slots["avoid"] = grammar.rule("avoided", listed(theirs, AVOIDED))
    slots["keep"] = listed(attribute, AVOIDED)
    keyed = [
        sequence(key(name), choice([slot, Literal("null")]) if name in present else slot)
        for name, slot in slots.items()
    ]
    grammar.rules["root"] = members(grammar, "slots", keyed, empty=empty)
    return grammar


def _with_copy(body: Node, spans: Rule | None, *, needed: bool) -> Node:
    """An object of `body`, with the words it stands for before it or after; without them only if they are not needed.

    First is better: they are pointed at, and the rest is read off them.
    """
    if spans is None:
        return sequence("{", body, "}")
    copied = sequence('"from":', spans)
    after = sequence(",", copied)
    return sequence("{", choice([sequence(copied, ",", body), sequence(body, after if needed else Maybe(after))]), "}")

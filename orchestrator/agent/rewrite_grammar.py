"""The grammar of call 2: a structured prompt or a merge patch on one; `from` is a contiguous copy of the words."""

from collections.abc import Collection, Mapping
from typing import Any

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
from orchestrator.domain.prompt import SLOTS

NOUN, ATTRIBUTE, PLACE, PHRASE = 60, 40, 40, 80
"""Longest texts, in characters; all within the bounds of `domain.prompt`."""
SUBJECTS, ATTRIBUTES, COUNT, AVOIDED = 6, 4, 12, 4


def new_grammar(words: str, *, empty: bool) -> Grammar:
    """Any prompt; `empty` allows one that says nothing (what was to be painted is the surroundings alone)."""
    return _grammar(words, present=(), empty=empty)


def change_grammar(words: str, prompt: Mapping[str, Any]) -> Grammar:
    """Any patch on `prompt` that changes something; only what is there can be removed."""
    return _grammar(words, present=prompt.keys(), empty=False)


def _grammar(words: str, *, present: Collection[str], empty: bool) -> Grammar:
    grammar = Grammar({"root": Literal("")})
    spans = span_rules(grammar, atoms(words))
    attribute = grammar.rule("attribute", text(ATTRIBUTE))
    phrase = grammar.rule("phrase", _with_copy(sequence('"text":', text(PHRASE)), spans))
    subject = grammar.rule(
        "subject",
        _with_copy(
            sequence(
                '"what":',
                text(NOUN),
                Maybe(sequence(',"attributes":', listed(attribute, ATTRIBUTES))),
                Maybe(sequence(',"count":', choice(value(count) for count in range(2, COUNT + 1)))),
                Maybe(sequence(',"where":', text(PLACE))),
            ),
            spans,
        ),
    )
    subjects = grammar.rule("subjects", listed(subject, SUBJECTS, 0 if "subjects" in present else 1))
    slots: dict[str, Node] = {"subjects": subjects, **dict.fromkeys(SLOTS, phrase)}
    slots["avoid"] = grammar.rule("avoided", listed(phrase, AVOIDED))
    slots["keep"] = listed(attribute, AVOIDED)
    keyed = [
        sequence(key(name), choice([slot, Literal("null")]) if name in present else slot)
        for name, slot in slots.items()
    ]
    grammar.rules["root"] = members(grammar, "slots", keyed, empty=empty)
    return grammar


def _with_copy(body: Node, spans: Rule | None) -> Node:
    """An object of `body`, with the words it stands for before or after it, or without."""
    if spans is None:
        return sequence("{", body, "}")
    copied = sequence('"from":', spans)
    return sequence("{", choice([sequence(copied, ",", body), sequence(body, Maybe(sequence(",", copied)))]), "}")

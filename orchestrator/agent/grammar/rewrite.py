"""The grammar of call 2: a structured prompt or a merge patch on one; `from` is a contiguous copy of the words."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from orchestrator.agent.grammar.exchanging import exchanged, goes, may_go, may_replace, only_adds
from orchestrator.agent.grammar.gbnf import (
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
from orchestrator.agent.grammar.plan import span_rules
from orchestrator.agent.grammar.texts import ATTRIBUTE, LONGEST, Texts, any_texts, heard_texts
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.language.words import atoms
from orchestrator.domain.english import forms, plural
from orchestrator.domain.plan import Creativity
from orchestrator.domain.prompt import SLOTS

FREE: Final[dict[Creativity, Collection[str]]] = {"low": (), "medium": ("setting", "time"), "high": SLOTS}
"""Slots that may be added to a new prompt. Nothing is added to the things in it."""
SUBJECTS, ATTRIBUTES, AVOIDED = 6, 4, 4


def new_grammar(words: str, creativity: Creativity, *, empty: bool, heard: Heard | None = None) -> Grammar:
    """Any prompt in which only what this creativity may add stands without `from`.

    Args:
        words: what the person said.
        creativity: how much may be added.
        empty: whether it may say nothing (what was to be painted is the surroundings alone).
        heard: what the words may mean, for a model that knows no other words.
    """
    return _grammar(words, free=FREE[creativity], before=None, empty=empty, heard=heard)


def change_grammar(words: str, prompt: Mapping[str, Any], *, heard: Heard | None = None) -> Grammar:
    """Any patch on `prompt` that changes something: only what is there can be removed; subjects are kept as they are,
    or stand with the words they come from."""
    return _grammar(words, free=FREE["high"] if heard is None else (), before=prompt, empty=False, heard=heard)


def _grammar(
    words: str, *, free: Collection[str], before: Mapping[str, Any] | None, empty: bool, heard: Heard | None
) -> Grammar:
    grammar = Grammar({"root": Literal("")})
    pieces, present = atoms(words), before or {}
    there: list[dict[str, Any]] = [
        {name: part for name, part in subject.items() if name != "from"} for subject in present.get("subjects", ())
    ]
    spans = span_rules(grammar, pieces)
    if heard and spans and len(pieces) <= LONGEST:
        gone = exchanged(words, heard, [one["what"] for one in there])
        texts = heard_texts(grammar, pieces, spans, heard, there, gone)
    else:
        texts = any_texts()
    slots: dict[str, Node | None] = {"subjects": _subjects(grammar, texts, spans, there, heard, words)}
    for slot in SLOTS:
        said, added = texts.slots[slot], texts.added[slot]
        options = [_with_copy(sequence('"text":', said), spans, needed=True)] if said else []
        options += [_with_copy(sequence('"text":', added), spans, needed=False)] if added and slot in free else []
        slots[slot] = grammar.rule(slot, choice(options)) if options else None
    avoided = texts.what and _with_copy(sequence('"text":', texts.what), spans, needed=True)
    slots["avoid"] = avoided and grammar.rule("avoided", listed(avoided, AVOIDED))
    slots["keep"] = listed(text(ATTRIBUTE), AVOIDED) if heard is None else None  # a small model was not taught it
    dropped = {*present} if heard is None else _dropped(words, present, heard)
    keyed = [
        sequence(key(name), choice([*([slot] if slot else []), *([Literal("null")] if name in dropped else [])]))
        for name, slot in slots.items()
        if slot or name in dropped
    ]
    grammar.rules["root"] = members(grammar, "slots", keyed, empty=empty)
    return grammar


def _subjects(
    grammar: Grammar, texts: Texts, spans: Rule | None, there: list[dict[str, Any]], heard: Heard | None, words: str
) -> Node | None:
    """A list of subjects: new ones with the words they come from, those that are `there` as they are."""

    def thing(name: str, what: Node | None, look: Node | None, count: Node | None) -> Node | None:
        if what is None:
            return None
        looks = look and listed(grammar.rule(f"{name}-look", look), ATTRIBUTES)
        noun = sequence(
            '"what":',
            grammar.rule(f"{name}-what", what),
            *([Maybe(sequence(',"attributes":', looks))] if looks else []),
            *([Maybe(sequence(',"count":', count))] if count else []),
            *([Maybe(sequence(',"where":', texts.place))] if texts.place else []),
        )
        return grammar.rule(name, _with_copy(noun, spans, needed=True))

    new = thing("new", texts.what, texts.look, texts.count)
    if there and heard is not None and texts.again is not None:
        again = [thing(f"again-{at}", *texts.again(kept)) for at, kept in enumerate(there)]
        named = [kept for kept in there if kept["what"] in heard["nouns"]]
        whats = [kept["what"] for kept in there]
        gone, added = exchanged(words, heard, whats), only_adds(words, heard, whats)
        comes = bool(heard["nouns"]) and not named and not may_replace(words)  # another thing, and in no place of these
        stays = [added or comes or (bool(named) and kept not in named) for kept in there]
        droppable = [may_go(words) and (_named(kept["what"], heard) or not _names_any(heard)) for kept in there]
        instead = [[one for one in (new, other) if one] for other in again]
        if gone is not None and new is not None and whats.count(gone) == 1:
            instead[whats.index(gone)] = [new]
        return _in_place(
            grammar,
            new,
            [
                None if what == gone and new is not None else value(kept)
                for what, kept in zip(whats, there, strict=True)
            ],
            [None if stay else options for stay, options in zip(stays, instead, strict=True)],
            droppable,
        )
    options: list[Node] = [*([new] if new else []), *(value(kept) for kept in there)]
    if not options:
        return None
    return grammar.rule("subjects", listed(grammar.rule("subject", choice(options)), SUBJECTS, 0 if there else 1))


def _dropped(words: str, present: Mapping[str, Any], heard: Heard) -> set[str]:
    """The slots that may be emptied: what nobody spoke of stays."""
    if not may_go(words):
        return set()
    things = not _names_any(heard) or all(_named(one["what"], heard) for one in present.get("subjects", ()))
    told = {slot for slot in present if heard[slot] or (goes(words) and not heard["nouns"])}
    return (told - {"subjects"}) | ({"subjects"} if things else set())


def _names_any(heard: Heard) -> bool:
    """Whether anything that a picture shows is spoken of by its name."""
    return bool(heard["nouns"] or any(heard[slot] for slot in SLOTS))


def _named(what: str, heard: Heard) -> bool:
    """Whether a thing called `what` is spoken of, be it one or several."""
    return not heard["nouns"].isdisjoint({what, plural(what), *forms(what)})


def _in_place(
    grammar: Grammar,
    new: Node | None,
    there: list[Literal | None],
    instead: list[list[Node] | None],
    droppable: list[bool],
) -> Node | None:
    """Each of those that are `there` kept, replaced or dropped, others behind them; something of it must be done.

    `there`: None for one that is to be replaced. `instead`: what may stand in the place of each; None where it stays,
    as where the words name others of them. `droppable`: which may be left out.
    """

    def rest(at: int, *, changed: bool, first: bool) -> Node | None:
        comma = "" if first else ","
        if at == len(there):
            more = new and sequence(comma, new, Maybe(sequence(",", new, Maybe(sequence(",", new)))))
            return (Maybe(more) if more else Literal("")) if changed else more
        kept, others = there[at], instead[at]
        options = [] if kept is None else [_after(comma, kept, rest(at + 1, changed=changed, first=False))]
        if others is not None:
            options += [_after(comma, other, rest(at + 1, changed=True, first=False)) for other in others]
            options += [rest(at + 1, changed=True, first=first)] if kept is not None and droppable[at] else []
        possible = [option for option in options if option is not None]
        name = f"from-{at}{'-changed' if changed else ''}{'-first' if first else ''}"
        return grammar.rule(name, choice(possible)) if possible else None

    whole = rest(0, changed=False, first=True)
    return whole and sequence("[", whole, "]")


def _after(comma: str, item: Node, rest: Node | None) -> Node | None:
    return None if rest is None else sequence(comma, item, rest)


def _with_copy(body: Node, spans: Rule | None, *, needed: bool) -> Node:
    """An object of `body`, with the words it stands for before it or after; without them only if they are not needed.

    First is better: they are pointed at, and the rest is read off them.
    """
    if spans is None:
        return sequence("{", body, "}")
    copied = sequence('"from":', spans)
    after = sequence(",", copied)
    return sequence("{", choice([sequence(copied, ",", body), sequence(body, after if needed else Maybe(after))]), "}")

"""The grammar of call 1: every plan this turn's offer allows, keys in their fixed order, and nothing else."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from orchestrator.agent.grammar.gbnf import (
    Grammar,
    Literal,
    Maybe,
    Node,
    Rule,
    choice,
    key,
    listed,
    sequence,
    text,
    value,
)
from orchestrator.agent.grammar.offer import Offer
from orchestrator.agent.grammar.shapes import Shape
from orchestrator.agent.language.words import Atom, atoms
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.domain.plan import STEPS

QUESTION, REASON = 160, 60
"""Longest question and reason, in characters."""
TWO: Final = "-two"
"""Stands for the pictures of a step that takes two, with the role of the second."""


def plan_grammar(offer: Offer) -> Grammar:
    """All plans `offer` allows."""
    grammar = Grammar({"root": Literal("")})
    spans = span_rules(grammar, atoms(offer.words))
    intents: list[Node] = []
    if steps := _steps(grammar, offer, spans):
        intents.append(sequence('"intent":"make","steps":[', steps, "]"))
    pictures = grammar.rule("picture", handles(offer.pictures)) if offer.pictures else None
    about: list[Node] = [value(kind) for kind in ("history", "abilities", "hello", "thanks", "other")]
    if pictures is not None:
        about.append(sequence('"recipe","image":', handles(named(offer)) if named(offer) else pictures))
        intents.append(sequence('"intent":"select","image":', pictures))
        about.append(sequence('"which"', Maybe(sequence(',"images":', listed(pictures, STEPS)))))
    if pairs := _pairs(offer.paired()):
        about.append(sequence('"compare","images":[', pairs, "]"))
    intents.append(sequence('"intent":"answer","about":', choice(about)))
    if offer.may_ask:
        choices = sequence(',"choices":', listed(pictures, 4, 2)) if pictures and len(offer.pictures) > 1 else None
        question = sequence('"intent":"ask","question":', text(QUESTION))
        intents.append(sequence(question, Maybe(choices)) if choices else question)
    intents.append(sequence('"intent":"decline","reason":', text(REASON)))
    grammar.rules["root"] = sequence("{", choice(intents), "}")
    return grammar


def _pairs(pictures: tuple[str, ...], between: str = ",") -> Node | None:
    """Two different ones of these; None where there are no two."""
    if len(pictures) <= 1:
        return None
    return choice(
        sequence(value(one), between, handles([other for other in pictures if other != one])) for one in pictures
    )


def named(offer: Offer) -> list[str]:
    """The pictures that the words call by their handle: a question about #4 is about #4."""
    said = HANDLE.findall(offer.words)
    return [handle for handle in offer.pictures if handle in said]


def handles(names: Iterable[str]) -> Node:
    """One of these handles as a JSON string; what they have in common comes first, so that few branches stay open."""
    return sequence('"', _tree(sorted(names)), '"')


def _tree(names: list[str]) -> Node:
    heads: dict[str, list[str]] = defaultdict(list)
    for name in names:
        heads[name[:1]].append(name[1:])
    options: list[Node] = []
    for head, tails in heads.items():
        longer = [tail for tail in tails if tail]
        if not longer:
            options.append(Literal(head))
        else:
            tail = _tree(longer)
            options.append(sequence(head, Maybe(tail) if len(longer) < len(tails) else tail))
    return choice(options)


def _steps(grammar: Grammar, offer: Offer, spans: Rule | None) -> Node | None:
    """Up to STEPS steps; each may use the pictures of the session and the outputs of the steps before it."""
    tails = [grammar.rule(f"tail-{number}", _tail(shape, spans)) for number, shape in enumerate(offer.shapes)]
    return _Steps(grammar, offer, list(zip(offer.shapes, tails, strict=True))).at(1, 0)


@dataclass
class _Steps:
    """The rules for what may stand at a position. `since` is the last step that gave no picture: later steps use only
    the outputs after it, but for the one right behind it, which may use the mask that it has found."""

    grammar: Grammar
    offer: Offer
    shapes: list[tuple[Shape, Rule]]
    made: dict[str, Rule | None] = field(default_factory=dict)

    def at(self, position: int, since: int) -> Rule | None:
        """A step here and what may follow it; None where nothing can be called."""
        name = f"{position}-{since}" if since else str(position)
        if name not in self.made:
            self.made[name] = self._at(position, since, name) if position <= STEPS else None
        return self.made[name]

    def _at(self, position: int, since: int, name: str) -> Rule | None:
        sources = self._sources(position, since, name)
        after = self.at(position + 1, since)  # first: whether a later step can be called does not depend on this one
        only = self.offer.first if position == 1 else frozenset[str]()
        calls = {gives: list(self._calls(gives, sources, only)) for gives in ("pictures", "masks", "facts")}
        ways: list[Node] = []
        if calls["pictures"]:
            ways.append(_then(self.grammar.rule(f"step-{name}", choice(calls["pictures"])), after))
        if calls["masks"] or calls["facts"]:
            later = self.at(position + 1, position)
            ways += [_then(choice(calls["facts"]), later)] if calls["facts"] else []
            using = self._using(position, name, sources)
            ways += [_then(choice(calls["masks"]), *filter(None, (using, later)))] if calls["masks"] else []
        return self.grammar.rule(f"steps-{name}", choice(ways)) if ways else None

    def _using(self, found: int, name: str, sources: Mapping[str, Rule]) -> Rule | None:
        """The step behind the one that has found a mask, when it takes that mask."""
        fits = {f"@{found}": sources[""], "": sources[""]}
        uses = list(self._calls("pictures", fits, frozenset(), masked=True))
        if not uses or found == STEPS:
            return None
        return self.grammar.rule(f"using-{name}", _then(choice(uses), self.at(found + 2, found)))

    def _sources(self, position: int, since: int, name: str) -> dict[str, Rule]:
        """What may be a source: by the mask that is used, "" for none."""
        earlier = [f"@{step}" for step in range(since + 1, position)]
        pictures = self.offer.pictures
        fillers = {"": handles([*pictures, *earlier])} if pictures or earlier else {}
        fillers |= {mask: handles([*fits, *earlier]) for mask, fits in self.offer.masks.items() if fits or earlier}
        every = (*self.offer.paired(), *earlier)
        pairs = {f"{TWO}-{role}": _pairs(every, f',"{role}":') for role in ("style", "reference")}
        fillers |= {key: pair for key, pair in pairs.items() if pair is not None}
        return {mask: self.grammar.rule(f"source-{name}{mask}", filler) for mask, filler in fillers.items()}

    def _calls(
        self, gives: str, sources: Mapping[str, Rule], only: Collection[str], *, masked: bool = False
    ) -> Iterable[Node]:
        for shape, tail in self.shapes:
            if shape.gives == gives and (not masked or "mask" in shape.roles) and (not only or shape.tool in only):
                yield from _calls(shape, tail, sources)


def _then(call: Node, *following: Rule | None) -> Node:
    """`call`, and one of what may follow it, if anything may."""
    rest = [rule for rule in following if rule is not None]
    return sequence(call, Maybe(sequence(",", choice(rest)))) if rest else call


def _calls(shape: Shape, tail: Rule, sources: Mapping[str, Rule]) -> Iterable[Node]:
    """The calls of this shape: one, or one for each mask with the pictures it fits."""
    others = [role for role in shape.roles if role not in {"source", "mask"}]
    if "source" in shape.roles and others:  # two pictures, and not the same
        pair = sources.get(f"{TWO}-{others[0]}")
        if pair is not None and "mask" not in shape.roles:
            yield sequence(f'{{"tool":"{shape.tool}","source":', pair, tail)
        return
    masks = [name for name in sources if name and not name.startswith(TWO)]
    for mask in masks if "mask" in shape.roles else [""]:
        if shape.roles and mask not in sources:
            continue
        inputs: list[Node | str] = []
        for role in shape.roles:
            inputs += [f',"{role}":', value(mask) if role == "mask" else sources[mask]]
        yield sequence(f'{{"tool":"{shape.tool}"', *inputs, tail)


def _tail(shape: Shape, spans: Rule | None) -> Node:
    """What follows the inputs of a step: region, parameters, words."""
    parts: list[Node | str] = []
    if shape.region:
        parts += [',"region":', choice(value(region) for region in shape.regions)]
    members = [
        sequence(",", key(parameter.name), choice(value(allowed) for allowed in parameter.values))
        for parameter in shape.parameters
    ]
    needed = [parameter.required for parameter in shape.parameters]
    if shape.idle:  # each may be the first that is said
        parts.append(choice(sequence(members[at], *map(Maybe, members[at + 1 :])) for at in range(len(members))))
    else:
        parts += [one if must else Maybe(one) for one, must in zip(members, needed, strict=True)]
    if shape.words and spans is not None:
        parts.append(Maybe(sequence(',"words":', spans)))
    return sequence(*parts, "}")


def span_rules(grammar: Grammar, pieces: list[Atom]) -> Rule | None:
    """A JSON string that is a contiguous run of `pieces`; None when there are none.

    One rule per piece, each ending or going on to the next: as long as the words, not their square.
    """
    if not pieces:
        return None
    for number, piece in enumerate(pieces):
        here = _escaped(piece.text)
        going_on = Rule(f"w{number + 1}") if number + 1 < len(pieces) else None
        after = going_on and (sequence(_escaped(piece.gap), going_on) if piece.gap else going_on)
        grammar.rule(f"w{number}", sequence(here, Maybe(after)) if after else here)
    return grammar.rule("span", sequence('"', choice(Rule(f"w{number}") for number in range(len(pieces))), '"'))


def _escaped(plain: str) -> Literal:
    return Literal(value(plain).text[1:-1])

"""Grammars as small trees, and their text for llama.cpp (GBNF). Written by hand: the stock schema conversion is faulty.

Owns escaping and naming. Refuses unbounded repetition.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Literal:
    """Exactly this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One after the other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these."""

    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """This, or nothing."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Text:
    """One to `most` characters inside a JSON string, the first no space."""

    most: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Another rule of the same grammar, by name."""

    name: str


Node = Literal | Row | Choice | Maybe | Text | Rule

CHARACTER: Final = r"""[^"\\\x00-\x1F\x7F-\x9F] | "\\" ["\\]"""
FIRST_CHARACTER: Final = r"""[^" \\\x00-\x1F\x7F-\x9F] | "\\" ["\\]"""


@dataclass
class Grammar:
    """Named rules; `root` is where it begins."""

    rules: dict[str, Node] = field(default_factory=dict)

    def rule(self, name: str, node: Node) -> Rule:
        """Add a rule and return the reference to it. Names are letters, digits and dashes."""
        self.rules[name] = node
        return Rule(name)

    def text(self) -> str:
        """The grammar as llama.cpp reads it."""
        lines = [f"{name} ::= {_bare(node)}" for name, node in self.rules.items()]
        if any("first-character" in line for line in lines):
            lines += [f"first-character ::= {FIRST_CHARACTER}", f"character ::= {CHARACTER}"]
        return "\n".join(lines) + "\n"


def value(data: Any) -> Literal:
    """This JSON value, compact; characters outside ASCII stand for themselves."""
    return Literal(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def key(name: str) -> Literal:
    """`"name":`."""
    return Literal(f"{json.dumps(name)}:")


def sequence(*parts: Node | str) -> Node:
    """One after the other; neighbouring literals are joined."""
    joined: list[Node] = []
    for part in parts:
        node = Literal(part) if isinstance(part, str) else part
        if isinstance(node, Literal) and joined and isinstance(joined[-1], Literal):
            joined[-1] = Literal(joined[-1].text + node.text)
        else:
            joined.append(node)
    return joined[0] if len(joined) == 1 else Row(tuple(joined))


def choice(options: Iterable[Node]) -> Node:
    """One of these; at least one is needed."""
    found = tuple(options)
    if not found:
        raise ValueError("a choice needs an option")
    return found[0] if len(found) == 1 else Choice(found)


def text(most: int) -> Node:
    """A JSON string of one to `most` characters, quotes included."""
    return Row((Literal('"'), Text(most), Literal('"')))


def listed(item: Node, most: int, least: int = 1) -> Node:
    """A JSON array of `least` (0 or 1) to `most` items."""
    tail: Node | None = None
    for _ in range(most - 1):
        tail = Maybe(sequence(",", item) if tail is None else sequence(",", item, tail))
    inner = sequence(item, tail) if tail else item
    return sequence("[", inner if least else Maybe(inner), "]")


def members(grammar: Grammar, name: str, keyed: Sequence[Node], *, empty: bool) -> Node:
    """A JSON object of these `"key":value` members, each optional, in this order; `empty` allows none at all."""
    following: Node | None = None
    for number in range(len(keyed), 0, -1):
        here = keyed[number - 1] if following is None else Row((keyed[number - 1], Maybe(sequence(",", following))))
        options = here if following is None else Choice((here, following))
        following = grammar.rule(f"{name}-{number}", options)
    if following is None:
        return Literal("{}")
    return sequence("{", Maybe(following) if empty else following, "}")


def _quote(plain: str) -> str:
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _bare(node: Node) -> str:
    match node:
        case Choice(options):
            return " | ".join(_inner(option) for option in options)
        case _:
            return _inner(node)


def _inner(node: Node) -> str:
    match node:
        case Literal(plain):
            return _quote(plain)
        case Rule(name):
            return name
        case Row(parts):
            return " ".join(_inner(part) for part in parts)
        case Choice():
            return f"({_bare(node)})"
        case Maybe(part):
            return f"({_bare(part)})?"
        case Text(most):
            return f"first-character character{{0,{most - 1}}}"

"""Words under construction: pieces of text with labels, so that the span of each meaning is known without searching.

Owns typos, casing and the copying of spans. Refuses meaning: a label is only a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from orchestrator.domain.language import PLAIN

EDGES: Final = " \t,.!?;:,。!?;:、"
NEIGHBOURS: Final = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopoasdfghjkjzxcvbnn", strict=True))


@dataclass(frozen=True)
class Piece:
    """Some text; `labels` are the meanings it belongs to; made-up words are `fixed` and never mistyped."""

    text: str
    labels: tuple[str, ...] = ()
    fixed: bool = False


@dataclass
class Said:
    """Pieces in the order they are said."""

    pieces: list[Piece] = field(default_factory=list)

    def add(self, text: str, *labels: str, fixed: bool = False) -> "Said":
        """Append text as it is (the caller puts the spaces)."""
        if text:
            self.pieces.append(Piece(text, labels, fixed))
        return self

    def extend(self, other: "Said") -> "Said":
        """Append another's pieces."""
        self.pieces.extend(other.pieces)
        return self

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces)

    def span(self, label: str) -> str | None:
        """The smallest contiguous text that holds every piece so labelled; None where there is none."""
        at, first, last = 0, -1, -1
        for piece in self.pieces:
            if label in piece.labels and piece.text.strip(EDGES):
                inner = len(piece.text) - len(piece.text.lstrip(EDGES))
                first = at + inner if first < 0 else first
                last = at + len(piece.text.rstrip(EDGES))
            at += len(piece.text)
        return self.text[first:last] if first >= 0 else None

    def labelled(self, label: str) -> "Said":
        """A copy whose every piece also carries `label`."""
        return Said([Piece(piece.text, (*piece.labels, label), piece.fixed) for piece in self.pieces])

    def trimmed(self) -> "Said":
        """Without blanks at either end, and with single blanks within."""
        out: list[Piece] = []
        blank = True
        for piece in self.pieces:
            text = ""
            for character in piece.text:
                if character == " " and blank:
                    continue
                blank = character == " "
                text += character
            if text:
                out.append(Piece(text, piece.labels, piece.fixed))
        while out and not out[-1].text.rstrip(" "):
            out.pop()
        if out:
            out[-1] = Piece(out[-1].text.rstrip(" "), out[-1].labels, out[-1].fixed)
        return Said(out)


def phrase(*parts: "Said | str") -> Said:
    """Said from parts, with nothing between them."""
    out = Said()
    for part in parts:
        out.extend(part) if isinstance(part, Said) else out.add(part)
    return out


def filled(template: str, parts: "Mapping[str, Said | str]") -> Said:
    """`template` with what stands for its {names}."""
    out, rest = Said(), template
    while "{" in rest:
        head, _, rest = rest.partition("{")
        name, _, rest = rest.partition("}")
        out.add(head)
        part = parts[name]
        out.extend(part) if isinstance(part, Said) else out.add(part)
    return out.add(rest)


def joined(parts: "list[Said]", between: str) -> Said:
    """Said from the non-empty parts with `between` between them."""
    out = Said()
    for part in parts:
        if part.text:
            if out.pieces:
                out.add(between)
            out.extend(part)
    return out


def typed(said: Said, rng: Random, slips: float = 0.1) -> Said:
    """As somebody may type it: now and then a slip of the finger, a capital, no capitals, all capitals."""
    out = Said([Piece(piece.text.translate(PLAIN), piece.labels, piece.fixed) for piece in said.trimmed().pieces])
    if rng.random() < slips:
        out = Said([piece if piece.fixed else Piece(_slip(piece.text, rng), piece.labels) for piece in out.pieces])
    chance = rng.random()
    if chance < 0.3 and out.pieces:
        first = out.pieces[0]
        out.pieces[0] = Piece(first.text[:1].upper() + first.text[1:], first.labels, first.fixed)
    elif chance < 0.345:
        out = Said([Piece(piece.text.upper(), piece.labels, piece.fixed) for piece in out.pieces])
    return out


def _slip(text: str, rng: Random) -> str:
    words = text.split(" ")
    for number, word in enumerate(words):
        if len(word) < 4 or not word.isascii() or not word.isalpha() or rng.random() > 0.3:
            continue
        at, kind = rng.randrange(1, len(word) - 1), rng.random()
        if kind < 0.4:
            words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        elif kind < 0.65:
            words[number] = word[:at] + word[at + 1 :]
        elif kind < 0.85:
            words[number] = word[:at] + word[at] + word[at:]
        else:
            words[number] = word[:at] + NEIGHBOURS.get(word[at], word[at]) + word[at + 1 :]
    return " ".join(words)

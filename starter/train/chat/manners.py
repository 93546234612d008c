"""How people wrap what they want: owns politeness, interjections and the joining of clauses. Adds no meaning."""

from random import Random
from typing import Final

from starter.train.chat.lexicon import phrases
from starter.train.chat.said import Said, phrase

VERBS: Final = frozenset(
    [
        "make",
        "put",
        "add",
        "turn",
        "change",
        "remove",
        "replace",
        "swap",
        "take",
        "go",
        "use",
        "show",
        "give",
        "draw",
        "paint",
        "set",
        "move",
        "place",
        "upscale",
        "enlarge",
        "double",
        "scale",
        "increase",
        "brighten",
        "darken",
        "lighten",
        "boost",
        "sharpen",
        "enhance",
        "improve",
        "fix",
        "denoise",
        "reduce",
        "remove",
        "vary",
        "create",
        "generate",
        "insert",
        "include",
        "erase",
        "delete",
        "get",
        "fill",
        "cover",
        "return",
        "switch",
        "select",
        "choose",
        "pick",
        "open",
        "redo",
        "repaint",
        "render",
        "convert",
        "transform",
        "apply",
        "write",
        "let",
        "have",
        "blow",
        "quadruple",
        "raise",
        "undo",
        "revert",
        "tell",
        "explain",
        "list",
        "describe",
        "convert",
        "try",
        "do",
        "exchange",
        "transform",
        "keep",
        "restore",
        "bring",
        "animate",
        "print",
        "send",
        "share",
        "crop",
        "combine",
        "merge",
        "join",
        "blend",
        "stack",
        "stitch",
        "overlay",
        "mix",
        "rotate",
        "compose",
        "sing",
        "colour",
        "recolour",
        "dye",
        "shift",
        "start",
        "display",
        "warm",
        "cool",
        "clean",
        "smooth",
        "flip",
        "mirror",
        "trim",
        "cut",
        "resize",
        "shrink",
        "throw",
        "trash",
        "edit",
        "modify",
        "alter",
        "count",
        "compare",
        "bring",
        "reapply",
    ]
)
OPENERS: Final = phrases("manners.openers")
ASKING: Final = phrases("manners.asking")
CLOSERS: Final = phrases("manners.closers")
OPENERS_ZH: Final = phrases("manners.openers_zh")
CLOSERS_ZH: Final = phrases("manners.closers_zh")
COMMENTS: Final = (phrases("manners.comments"), phrases("manners.comments_zh"))
"""What is said of the picture before what is wished."""
CHATTER: Final = (phrases("manners.chatter"), phrases("manners.chatter_zh"))
"""What is told before a picture is wished."""
LINKS: Final = phrases("manners.links")
LINKS_ZH: Final = phrases("manners.links_zh")


def polite(said: Said, rng: Random, zh: bool) -> Said:
    """As one would say it to somebody, or bluntly."""
    chance = rng.random()
    if rng.random() < 0.1:
        return phrase(
            rng.choice(COMMENTS[zh]), said, rng.choice(CLOSERS_ZH if zh else CLOSERS) if rng.random() < 0.2 else ""
        )
    if zh:
        head = rng.choice(OPENERS_ZH) if chance < 0.33 else ""
        return phrase(head, said, rng.choice(CLOSERS_ZH) if rng.random() < 0.27 else "")
    first = said.text.split(" ")[0]
    head = ""
    if chance < 0.25 and first in VERBS:
        head = rng.choice(ASKING)
        if rng.random() < 0.15:
            head = rng.choice(OPENERS) + head
    elif chance < 0.4:
        head = rng.choice(OPENERS)
    return phrase(head, said, rng.choice(CLOSERS) if rng.random() < 0.24 else "")


def linked(clauses: list[Said], rng: Random, zh: bool) -> Said:
    """One after the other; clause k carries the label `ck`."""
    parts = [clause.trimmed().labelled(f"c{number}") for number, clause in enumerate(clauses)]
    first = ""
    if rng.random() < 0.2:
        first = rng.choice(("先", "首先", "先")) if zh else rng.choice(("first ", "first, ", "please first "))
    out = phrase(first, parts[0])
    for part in parts[1:]:
        out = phrase(out, rng.choice(LINKS_ZH if zh else LINKS), part)
    return out


def told(said: Said, rng: Random, zh: bool) -> Said:
    """A new picture's description, now and then with a comment or a little story before it."""
    chance = rng.random()
    if chance < 0.1:
        return phrase(rng.choice(CHATTER[zh] if chance < 0.06 else COMMENTS[zh]), said)
    return said

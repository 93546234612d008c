"""Which part of a new picture is painted from which words: beside or above each other, each thing has its own part.

A small model that is told of a house and a boat at once paints one thing out of both. Owns who stands where. Refuses
what is no row of two or three things and no thing above another, and places that it cannot read: the model is then told
all of it in one sentence.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.domain.prompt import Form, Prompt, Subject, render

ROWS: Final = {2: ("on the left", "on the right"), 3: ("on the left", "in the middle", "on the right")}
"""What is said of the place of each, by how many there are."""
SIDES: Final = {"left": -2, "middle": 0, "centre": 0, "center": 0, "right": 2}
SIDE: Final = re.compile(r"(?:to|on|at|in) the (left|middle|centre|center|right)(?: side)?")
BESIDE: Final = re.compile(
    r"(?:(?:to|on) the (left|right) of|beside|next to|in front of|behind|above|over|below|under) (?:an? |the )?(.+)"
)
"""What a thing stands to. Behind it, it is painted beside it: better than a blend of both."""
ABOVE: Final = re.compile(
    r"(?:(?:flying|floating|hovering|hanging|soaring|gliding|high|up|in the (?:air|sky)) )*"
    r"(above|over|below) (?:an? |the )?(.+)"
)
SIZED: Final = frozenset({"small", "little", "tiny", "big", "large", "huge", "giant", "tall", "short"})
SCENERY: Final = frozenset({
    "sun", "moon", "sky", "cloud", "rainbow", "lightning", "sea", "ocean", "lake", "river", "stream", "waterfall",
    "water", "wave", "beach", "sand", "shore", "island", "mountain", "hill", "valley", "desert", "field", "meadow",
    "forest", "wood", "grass", "ground", "road", "street", "path", "city", "town", "village", "landscape", "snow",
    "rain", "fog", "mist", "horizon", "sunset", "sunrise", "night", "background", "backdrop",
})  # fmt: skip
"""What is called a thing and lies around the others: every part shows its piece of it."""
Box = tuple[float, float, float, float]
"""Left, top, width and height, in shares of the picture's."""
MORE: Final = 0.5
"""How much wider the part of two is than the part of one."""
Part = tuple[Prompt, Box]
"""What it shows, and where."""


def regions(prompt: Prompt) -> tuple[Part, ...]:
    """The parts of a picture of `prompt` from left to right or from above; none where the whole is painted at once."""
    around = tuple(one for one in prompt.subjects if lies_around(one.what))
    things = tuple(one for one in prompt.subjects if one not in around)
    if pile := _pile(things):
        upper, lower = pile
        parts = ((_aloft(upper), (0.0, 0.0, 1.0, 0.5)), (lower, (0.0, 0.5, 1.0, 0.5)))
        return tuple((prompt.model_copy(update={"subjects": (one, *around)}), half) for one, half in parts)
    row = _row(things)
    places = ROWS.get(len(row), ())
    if not places:
        return ()
    widths = [1 + MORE * (one.count - 1) for one in row]
    begins = [sum(widths[:at]) / sum(widths) for at in range(len(row))]
    return tuple(
        (
            prompt.model_copy(update={"subjects": (one.model_copy(update={"where": place}), *around)}),
            (begin, 0.0, width / sum(widths), 1.0),
        )
        for one, place, begin, width in zip(row, places, begins, widths, strict=True)
    )


def filled(prompt: Prompt, form: Form) -> list[dict[str, Any]]:
    """The parts as a tool's parameter `regions`, rendered as the model wants its prompt."""
    names = ("left", "top", "width", "height")
    return [{"prompt": render(part, form), **dict(zip(names, box, strict=True))} for part, box in regions(prompt)]


def unfilled(params: Mapping[str, Any], prompt: Prompt) -> dict[str, Any]:
    """`params` without regions that were filled in for `prompt`: they shall follow what is changed in it. Those that a
    person gave stay."""
    own = params.get("regions") not in (filled(prompt, "tags"), filled(prompt, "sentence"))
    return {name: value for name, value in params.items() if name != "regions" or own}


def lies_around(what: str) -> bool:
    """Whether `what` is scenery: a full moon, mountains."""
    name = what.lower().strip().rpartition(" ")[2]
    return name in SCENERY or name.removesuffix("s") in SCENERY


def _pile(things: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The upper and the lower of two, where one is said to be above the other."""
    if len(things) != 2:
        return ()
    for one, other in (things, things[::-1]):
        said = ABOVE.fullmatch(one.where or "")
        if said and other.where is None and _named(other, said[2]):
            free = one.model_copy(update={"where": None})
            return (other, free) if said[1] == "below" else (free, other)
    return ()


def _aloft(one: Subject) -> Subject:
    """As the upper one is told: small, unless its size is said, so that its lower end is not cut off."""
    sized = one.count > 1 or SIZED.intersection(one.attributes)
    return one.model_copy(update={"where": None, "attributes": one.attributes if sized else ("small", *one.attributes)})


def _row(things: tuple[Subject, ...]) -> list[Subject]:
    """From left to right; empty where they stand in no row."""
    ranks = [_rank(one, things) for one in things]
    if None in ranks:
        return []
    row = [things[at] for at in sorted(range(len(things)), key=lambda at: ranks[at] or 0)]
    got = ROWS.get(len(row), ("",) * len(row))
    said = [(_side(one), SIDES[place.split()[-1]]) for one, place in zip(row, got, strict=True) if place]
    return row if all(side in (None, other) for side, other in said) else []


def _rank(one: Subject, things: tuple[Subject, ...]) -> int | None:
    """How far to the right it belongs; none where that cannot be read."""
    if one.where is None or _side(one) is not None:
        return _side(one) or 0
    if beside := BESIDE.fullmatch(one.where):
        others = [other for other in things if other is not one and _named(other, beside[2])]
        if lies_around(beside[2]):
            return 0
        if others and (others[0].where is None or _side(others[0]) is not None):
            return (_side(others[0]) or 0) + (-1 if beside[1] == "left" else 1)
    return None


def _named(other: Subject, said: str) -> bool:
    return re.search(rf"\b{re.escape(other.what)}(?:s|es)?\b", said) is not None


def _side(one: Subject) -> int | None:
    said = SIDE.fullmatch(one.where or "")
    return SIDES[said[1]] if said else None

"""What a picture shows, as plain data: owns the records. Refuses pixels, words and dice.

A scene whose elements have `spots` says where everything stands to the last digit; `layout.arranged` fills them in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from starter.world.colours import COLOURS, Rgb
from starter.world.things import KINDS

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One subject's stand: the middle of its foot, its height (the picture's height is 1) and if it looks right."""

    x: float
    y: float
    height: float
    flip: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One or several equal subjects. `colour` is None when the subject keeps its natural one."""

    subject: str
    colour: str | None = None
    count: int = 1
    position: str = "centre"
    size: str = ""  # small, large or neither
    pose: str = ""
    relation: str = ""  # how it stands to the scene's first element
    spots: tuple[Spot, ...] = ()

    @property
    def paint_colour(self) -> str:
        return self.colour or KINDS[self.subject].colour

    @property
    def rgb(self) -> Rgb:
        return COLOURS[self.paint_colour]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Left, top, right, bottom of each, as parts of the picture."""
        aspect = KINDS[self.subject].aspect / 2
        return tuple((s.x - s.height * aspect, s.y - s.height, s.x + s.height * aspect, s.y) for s in self.spots)

    @property
    def box(self) -> Box:
        """Around them all."""
        lefts, tops, rights, bottoms = zip(*self.boxes, strict=True)
        return (min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Abstract:
    """A composition that shows nothing: what it is made of, in which colours (none named: all of them)."""

    forms: str
    colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A place, an hour and the elements in it; `seed` fixes every small accident of the picture."""

    place: str
    time: str = "day"
    weather: str = "clear"
    elements: tuple[Element, ...] = ()
    seed: int = 0
    season: str = ""
    style: str = ""
    abstract: Abstract | None = None

    def record(self) -> dict[str, Any]:
        """JSON form; `of_record` reads it back."""
        return asdict(self)

    def with_element(self, index: int, **changes: Any) -> Scene:
        elements = list(self.elements)
        elements[index] = replace(elements[index], **changes)
        return replace(self, elements=tuple(elements))


def of_record(record: dict[str, Any]) -> Scene:
    elements = tuple(
        Element(**{**one, "spots": tuple(Spot(**spot) for spot in one["spots"])}) for one in record["elements"]
    )
    made = record["abstract"] and Abstract(record["abstract"]["forms"], tuple(record["abstract"]["colours"]))
    return Scene(**{**record, "elements": elements, "abstract": made})

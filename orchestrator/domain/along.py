"""The way from a picture that a mask was made for to one that came of it: the steps the mask has to be turned along.

Owns which pictures a mask fits, and through which others. Refuses pixels, and to go back before a crop or a turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """One picture of a session, as far as masks go."""

    size: Size | None
    source: str | None = None
    """What it was made from."""
    moved: bool = False
    """Whether what is seen lies elsewhere in it than in that."""
    follows: bool = True
    """Whether a mask of that can be turned along to it."""


def way(of: str | None, size: Size | None, picture: str, standings: Mapping[str, Standing]) -> tuple[str, ...] | None:
    """The pictures that a mask of this size, made for `of`, is turned along to, up to one laid out as `picture` is.

    None where it never does; nothing where it fits as it is: it was made for that picture, or for one of the same
    origin in which all lies at the same places.
    """
    layout, lies, steps, seen, at = (
        _layout(of, standings),
        _layout(picture, standings),
        list[str](),
        set[str](),
        picture,
    )
    while at in standings and at not in seen:
        here = standings[at]
        if at == of or (here.size == size and lies == layout):
            return tuple(reversed(steps))
        if not here.follows or here.source is None:
            return None
        seen.add(at)
        if here.moved or here.source not in standings or standings[here.source].size != here.size:
            steps.append(at)
        lies = _layout(here.source, standings) if here.moved else lies
        at = here.source
    return None


def _layout(picture: str | None, standings: Mapping[str, Standing]) -> str | None:
    """The picture that what `picture` shows is laid out as: the one that was cropped or turned last, else the first."""
    seen = set[str]()
    while picture is not None and picture in standings and picture not in seen:
        here = standings[picture]
        if here.moved or here.source is None or here.source not in standings:
            return picture
        seen.add(picture)
        picture = here.source
    return None

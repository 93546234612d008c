"""Whether a picture holds pixels that a model made, or descends from what a person brought.

Decided when its row is written, from what it is made from: that may be forgotten or left behind later, and the mark
"made with AI" must not go with it. Refuses to look further than the parents, whose own rows say the rest.
"""

from collections.abc import Iterable

from orchestrator.db.models import Image
from tools import catalog


def inherit(row: Image, parents: Iterable[tuple[str, Image]]) -> None:
    """Sets `painted` and `brought` of a picture with these parents by role; what it says already stays said.

    Masks, pictures that only served as a measure, and those in whose place one stands give no pixels."""
    spec = catalog.specs().get(row.tool or "")
    giving = {"source", "origin"} | ({"reference"} if spec is not None and spec.joins else set())
    above = list(parents)
    row.painted = bool(
        row.painted
        or (spec is not None and spec.capability and spec.gives == "pictures")
        or any(parent.painted for role, parent in above if role in giving)
    )
    row.brought = bool(row.brought or row.kind == "upload" or any(parent.brought for _, parent in above))

"""Everything that can be painted into a place, one file per family. Owns the shapes; importing it fills `KINDS`."""

from starter.world.kinds import KINDS
from starter.world.things import (
    birds,
    buildings,
    craft,
    dogs,
    farm,
    flowers,
    landmarks,
    objects,
    people,
    sea,
    trees,
    wheels,
    wild,
)  # fmt: skip

FAMILIES = (
    buildings, landmarks, wheels, craft, dogs, farm, wild, birds, sea, people, trees, flowers, objects,
)  # fmt: skip

__all__ = ["FAMILIES", "KINDS"]

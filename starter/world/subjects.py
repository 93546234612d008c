"""How each subject looks on its own square tile (y = 1 is the ground, facing left). Owns the registry `DRAW`.

Refuses scenery and placement. Silhouettes are large, plain and far apart: a small model has to blur them apart."""

from __future__ import annotations

from collections.abc import Callable

from starter.world import buildings, creatures, plants, vehicles
from starter.world.brush import Brush
from starter.world.vocabulary import Rgb

DRAW: dict[str, Callable[[Brush, Rgb], None]] = {
    "house": buildings.house,
    "castle": buildings.castle,
    "lighthouse": buildings.lighthouse,
    "windmill": buildings.windmill,
    "tent": buildings.tent,
    "boat": vehicles.boat,
    "car": vehicles.car,
    "train": vehicles.train,
    "balloon": vehicles.balloon,
    "tree": plants.tree,
    "palm tree": plants.palm,
    "cactus": plants.cactus,
    "sunflower": plants.sunflower,
    "tulip": plants.tulip,
    "mushroom": plants.mushroom,
    "dog": creatures.dog,
    "cat": creatures.cat,
    "bird": creatures.bird,
    "fish": creatures.fish,
    "person": creatures.person,
    "snowman": creatures.snowman,
}

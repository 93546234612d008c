"""What training never sees: seeds, and things in colours in places. Owns the list; `sample` and `changes` obey it."""

from __future__ import annotations

from starter.world.scene import Scene

FIRST_SEED = 10_000_000  # scenes from here on are for measuring
COMBINATIONS: frozenset[tuple[str, str, str]] = frozenset(
    {
        ("house", "blue", "beach"),
        ("house", "yellow", "snowfield"),
        ("house", "purple", "desert"),
        ("castle", "pink", "lake"),
        ("castle", "white", "meadow"),
        ("church", "red", "harbour"),
        ("barn", "green", "snowfield"),
        ("lighthouse", "green", "sea"),
        ("lighthouse", "black", "beach"),
        ("windmill", "red", "desert"),
        ("tent", "blue", "mountains"),
        ("tent", "yellow", "forest"),
        ("bridge", "red", "park"),
        ("pagoda", "blue", "lake"),
        ("car", "green", "city street"),
        ("car", "pink", "desert"),
        ("bus", "red", "city street"),
        ("truck", "orange", "harbour"),
        ("train", "blue", "mountains"),
        ("train", "red", "snowfield"),
        ("bicycle", "yellow", "park"),
        ("boat", "red", "lake"),
        ("boat", "green", "harbour"),
        ("ship", "white", "sea"),
        ("balloon", "purple", "mountains"),
        ("balloon", "yellow", "beach"),
        ("airplane", "red", "city street"),
        ("rocket", "green", "space"),
        ("dog", "white", "beach"),
        ("dog", "black", "forest"),
        ("puppy", "orange", "park"),
        ("cat", "grey", "city street"),
        ("cat", "white", "meadow"),
        ("horse", "black", "beach"),
        ("horse", "white", "desert"),
        ("cow", "brown", "mountains"),
        ("rabbit", "white", "forest"),
        ("fox", "red", "snowfield"),
        ("elephant", "pink", "desert"),
        ("bear", "white", "forest"),
        ("bird", "yellow", "park"),
        ("bird", "red", "lake"),
        ("owl", "purple", "forest"),
        ("butterfly", "blue", "meadow"),
        ("fish", "blue", "under water"),
        ("octopus", "red", "under water"),
        ("turtle", "yellow", "under water"),
        ("whale", "purple", "sea"),
        ("person", "green", "snowfield"),
        ("woman", "yellow", "beach"),
        ("astronaut", "orange", "space"),
        ("robot", "turquoise", "space"),
        ("tree", "purple", "park"),
        ("palm tree", "orange", "desert"),
        ("sunflower", "pink", "meadow"),
        ("tulip", "blue", "park"),
        ("rose", "white", "lake"),
        ("water lily", "white", "lake"),
        ("mushroom", "blue", "forest"),
        ("umbrella", "green", "beach"),
        ("kite", "turquoise", "beach"),
        ("bench", "blue", "harbour"),
        ("planet", "red", "space"),
        ("snowman", "pink", "park"),
    }
)


def barred(scene: Scene) -> bool:
    """Whether training must not see this scene."""
    return any((e.subject, e.paint_colour, scene.place) in COMBINATIONS for e in scene.elements)

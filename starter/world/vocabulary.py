"""The words of the painted world: owns every list a caption, a trainer or a manifest may quote.

Subjects and places bring their own words; here are hours, weather, seasons and the nicer names of colours."""

from __future__ import annotations

from starter.world.abstract import FORMS
from starter.world.colours import COLOURS
from starter.world.layout import RELATIONS, SIZES
from starter.world.places import PLACES as LANDS
from starter.world.styles import STYLES as TECHNIQUES
from starter.world.things import KINDS

__all__ = [
    "COLOURS", "FORMS", "GREEN_PLACES", "HELD_WORDS", "PLACES", "RELATIONS", "SEASONS", "SHADES", "SIZES",
    "STYLES", "SUBJECTS", "SYNONYMS", "TIMES", "WEATHERS", "manifest", "plural",
]  # fmt: skip

SUBJECTS: tuple[str, ...] = tuple(sorted(KINDS, key=lambda name: -KINDS[name].weight))
SYNONYMS: dict[str, tuple[str, ...]] = {name: (name, *KINDS[name].also) for name in SUBJECTS}
# Each place with the phrases that put something there.
PLACES: dict[str, tuple[str, ...]] = {name: land.phrases for name, land in LANDS.items()}
STYLES: dict[str, tuple[str, ...]] = {name: style.phrases for name, style in TECHNIQUES.items() if name}
TIMES: dict[str, tuple[str, ...]] = {
    "day": ("during the day", "in daylight", "at noon", "by day", "on a bright day"),
    "sunset": ("at sunset", "at dusk", "in the evening", "in the evening glow", "under the setting sun"),
    "sunrise": ("at sunrise", "at dawn", "in the early morning", "with the sun rising", "while the sun is rising"),
    "night": ("at night", "by night", "in the moonlight", "under the stars", "late at night"),
}
WEATHERS: dict[str, tuple[str, ...]] = {
    "clear": ("under a clear sky", "in fine weather", "with a clear sky"),
    "cloudy": ("under a cloudy sky", "with clouds", "on a cloudy day", "under heavy clouds"),
    "rain": ("in the rain", "on a rainy day", "while it rains", "in rainy weather"),
    "snow": ("in falling snow", "while it snows", "with snowflakes", "in snowy weather"),
    "fog": ("in fog", "in the mist", "on a foggy day", "in thick fog"),
}
SEASONS: dict[str, tuple[str, ...]] = {
    "spring": ("in spring", "on a spring day", "in springtime"),
    "summer": ("in summer", "on a summer day"),
    "autumn": ("in autumn", "in the fall", "with autumn leaves"),
    "winter": ("in winter", "in wintertime", "covered in winter snow"),
}
GREEN_PLACES = ("meadow", "forest", "mountains", "park", "lake")  # where a season can be seen
SHADES: dict[str, tuple[str, ...]] = {
    "red": ("bright red", "crimson", "scarlet"), "orange": ("bright orange",), "yellow": ("golden", "bright yellow"),
    "green": ("dark green", "emerald"), "turquoise": ("teal", "cyan"), "blue": ("azure", "deep blue"),
    "purple": ("violet",), "pink": ("rosy pink",), "white": ("snow-white",), "grey": ("gray", "silver"),
    "black": ("jet-black",), "brown": ("chestnut",),
}  # fmt: skip
PLURALS: dict[str, str] = {
    "fish": "fish", "man": "men", "woman": "women", "child": "children", "lady": "ladies", "cattle": "cattle",
    "goldfish": "goldfish", "gallery": "galleries", "sheep": "sheep",
}  # fmt: skip
# Words kept from every caption that is trained on, so that a measurement can use words nobody taught.
HELD_WORDS = frozenset(
    {
        "home",
        "fortress",
        "automobile",
        "hound",
        "pup",
        "locomotive",
        "toadstool",
        "bunny",
        "parasol",
        "plane",
        "kitty",
        "ferry",
        "stallion",
        "lorry",
        "guy",
        "lady",
        "evergreen",
        "goldfish",
        "bonfire",
        "mill",
        "crimson",
        "violet",
        "teal",
        "in the woods",
        "at the seaside",
        "in town",
        "by night",
        "at dusk",
        "in the mist",
        "in springtime",
        "pen and ink sketch",
    }
)


def plural(noun: str) -> str:
    if noun in KINDS:
        return KINDS[noun].many
    head, _, last = noun.rpartition(" ")
    ends = last.endswith(("s", "x", "ch", "sh"))
    consonant_y = last.endswith("y") and last[-2:-1] not in "aeiou"
    many = PLURALS.get(last) or (f"{last}es" if ends else f"{last[:-1]}ies" if consonant_y else f"{last}s")
    return f"{head} {many}" if head else many


def manifest() -> dict[str, list[str]]:
    """The lists of `model.toml`, synonyms under `also`."""
    return {
        "subjects": list(SUBJECTS),
        "also": sorted({word for name in SUBJECTS for word in KINDS[name].also}),
        "settings": list(PLACES),
        "times": list(TIMES),
        "weather": list(WEATHERS),
        "seasons": list(SEASONS),
        "colours": list(COLOURS),
        "sizes": [size for size in SIZES if size],
        "relations": list(RELATIONS),
        "poses": sorted({pose for kind in KINDS.values() for pose in kind.poses}),
        "styles": [*STYLES, "abstract"],
        "forms": list(FORMS),
    }

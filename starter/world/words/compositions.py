"""Words for pictures that show nothing. Owns the names of forms and how people ask for them."""

from __future__ import annotations

from starter.world.scene import Abstract
from starter.world.vocabulary import STYLES
from starter.world.words.nouns import Speaker

FORM_WORDS: dict[str, tuple[str, ...]] = {
    "shapes": ("abstract shapes", "geometric shapes"),
    "circles": ("circles", "round shapes"),
    "stripes": ("stripes", "diagonal stripes"),
    "triangles": ("triangles", "angular shapes"),
    "waves": ("waves", "flowing waves"),
    "blocks": ("blocks", "rectangles and lines"),
    "splashes": ("splashes", "splashes of paint"),
}


def abstract_tags(abstract: Abstract, style: str) -> list[str]:
    colours = " and ".join(abstract.colours) if abstract.colours else "colourful"
    return ["abstract art", FORM_WORDS[abstract.forms][0], colours, *([style] if style else [])]


def abstract_words(abstract: Abstract, style: str, speaker: Speaker) -> str:
    rng, forms = speaker.rng, speaker.rng.choice(FORM_WORDS[abstract.forms])
    colours = (" and ".join(abstract.colours) if abstract.colours
               else rng.choice(("colourful", "rich colours", "vivid colours", "many bright colours")))  # fmt: skip
    parts = [
        rng.choice(("abstract art", "an abstract painting", "an abstract artwork", "an abstract composition")),
        forms,
        colours,
    ]
    if rng.random() < 0.5:
        parts.append(rng.choice(("modern", "modern art", "contemporary", "full of modern feeling")))
    if style:
        parts.append(speaker.one_of(STYLES[style]))
    if rng.random() < 0.35:
        return f"{parts[0]} with {forms} in {colours.replace('colourful', 'all colours')}" + "".join(
            f", {p}" for p in parts[3:]
        )
    return ", ".join(parts)

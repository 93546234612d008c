"""The world on one page, `docs/world-sheet.png`: every subject, place, technique and kind of change.

`python -m starter.world.sheet` writes it; nothing on it is picked, each picture's seed is its number."""

from __future__ import annotations

import itertools
from pathlib import Path

from PIL import Image

from starter.world import Abstract, Element, Scene, change, paint, sample
from starter.world.abstract import FORMS
from starter.world.changes import MAKERS
from starter.world.things import KINDS
from starter.world.vocabulary import GREEN_PLACES, PLACES, STYLES, TIMES, WEATHERS

SHEET = Path(__file__).parents[2] / "docs" / "world-sheet.png"
HOME = {"ground": "park", "water": "lake", "air": "mountains", "deep": "under water", "space": "space"}
MISSION = (
    Scene("beach", "sunset", seed=1),
    Scene("beach", elements=(Element("palm tree"),), seed=2),
    Scene("sea", "sunrise", seed=3),
    Scene("park", elements=(Element("puppy", pose="playing"),), seed=4),
    Scene("meadow", elements=(Element("dog", pose="running"),), seed=5),
    Scene("meadow", elements=(Element("sunflower", count=3),), seed=6, style="van gogh"),
    Scene("lake", elements=(Element("water lily", count=2),), seed=7, style="monet"),
    Scene("", "", "", seed=8, abstract=Abstract("shapes")),
)


def scenes() -> list[Scene]:
    found = [Scene(HOME[kind.home], elements=(Element(name),), seed=k) for k, (name, kind) in enumerate(KINDS.items())]
    times, weathers = itertools.cycle(TIMES), itertools.cycle(WEATHERS)
    found += [Scene(place, next(times), next(weathers), seed=100 + k) for k, place in enumerate(PLACES)]
    found += [
        Scene(GREEN_PLACES[k], season=s, seed=120 + k, elements=(Element("tree"),))
        for k, s in enumerate(("spring", "autumn", "winter"))
    ]
    found += [Scene("mountains", "day", elements=(Element("house"),), seed=130, style=style) for style in STYLES]
    found += [Scene("city street", "night", elements=(Element("cat"),), seed=131, style=style) for style in STYLES]
    found += [Scene("", "", "", seed=140 + k, abstract=Abstract(forms)) for k, forms in enumerate(FORMS)]
    found += MISSION
    for k, kind in enumerate(MAKERS):
        made = next(
            c
            for s in itertools.count(150 + 40 * k)
            if (c := change(sample(s), s, kind)).kind == kind and not c.before.style
        )
        found += [made.before, made.after]
    return found


def grid(pictures: list[Image.Image], columns: int) -> Image.Image:
    side = pictures[0].width + 2
    page = Image.new("RGB", (columns * side - 2, -(-len(pictures) // columns) * side - 2), (255, 255, 255))
    for k, picture in enumerate(pictures):
        page.paste(picture, (k % columns * side, k // columns * side))
    return page


def main(size: int = 76, columns: int = 19) -> None:
    pictures = [paint(scene, 256).resize((size, size), Image.Resampling.LANCZOS) for scene in scenes()]
    grid(pictures, columns).quantize(160, dither=Image.Dither.NONE).save(SHEET, optimize=True)
    print(f"{SHEET.name}: {len(pictures)} pictures, {SHEET.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()

"""Any change to a picture: owns which there are and how often; each is words and the merge patch they mean.

A change is a clause that starts with its verb, so that others can wrap it. Refuses references to pictures.
"""

from collections.abc import Callable
from random import Random
from typing import Final

from starter.train.chat.change_instead import instead_change
from starter.train.chat.change_looks import attribute_change
from starter.train.chat.change_slots import Change, slot_change
from starter.train.chat.change_things import (
    add_change,
    beside_change,
    count_change,
    given_change,
    remove_change,
    swap_change,
)
from starter.train.chat.lexicon import phrases
from starter.train.chat.said import Said, phrase
from starter.train.chat.scenes import Scene, colour, value


def all_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One colour for everything."""
    new = colour(rng)
    tint = Said().add(rng.choice(new.zh) if zh else new.en, "palette")
    head = rng.choice(
        ("把所有东西变成", "全部变成", "整体变成", "把一切都改成", "全都涂成")
        if zh
        else phrases("changes.all_change_en")
    )
    said = phrase(head, tint)
    found = {"palette": {"text": new.en, "from": said.span("palette")}}
    return Change(said, found, found)


def two_slots(scene: Scene, rng: Random, zh: bool) -> Change:
    """Time and weather in one breath: "make it a rainy night"."""
    time, weather = value("time", rng), value("weather", rng)
    if zh:
        said = phrase(
            rng.choice(("变成", "改成", "换成", "把它变成")),
            Said().add(rng.choice(weather.bare_zh), "weather"),
            "的",
            Said().add(rng.choice(time.bare_zh), "time"),
        )
    else:
        link = rng.choice((" ", " and ", ", "))
        parts = [Said().add(rng.choice(weather.bare_en), "weather"), Said().add(rng.choice(time.bare_en), "time")]
        said = phrase(rng.choice(phrases("changes.two_slots_en")), parts[0], link, parts[1])
    found = {
        "time": {"text": time.text, "from": said.span("time")},
        "weather": {"text": weather.text, "from": said.span("weather")},
    }
    return Change(said, found, found)


def lettering_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Words to be seen in the picture."""
    text = rng.choice(phrases("changes.lettering_change_zh"))
    quote = rng.choice(('"', "'", "", "“")) if zh else rng.choice(('"', "'", ""))
    shown = Said().add(quote).add(text, "lettering", fixed=True).add("”" if quote == "“" else quote)
    said = (
        phrase(rng.choice(("写上", "加上文字", "在图上写", "加一行字")), shown)
        if zh
        else phrase(
            rng.choice(phrases("changes.lettering_change_en")),
            shown,
            rng.choice(("", " on it", " at the bottom of it", " on the picture")),
        )
    )
    found = {"lettering": {"text": text, "from": said.span("lettering")}}
    return Change(said, found, found)


KINDS: Final[tuple[tuple[Callable[[Scene, Random, bool], Change], int], ...]] = (
    (slot_change, 19), (attribute_change, 34), (add_change, 17), (remove_change, 21), (swap_change, 14),
    (beside_change, 13), (instead_change, 20), (count_change, 5), (two_slots, 4), (lettering_change, 1),
    (given_change, 8), (all_change, 1),
)  # fmt: skip


def change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Any change that makes sense for the scene."""
    kind = rng.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    return kind(scene, rng, zh)

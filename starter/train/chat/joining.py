"""Wishes that make one picture of two or more: side by side, one below the other, or blended. Owns their clauses.

Refuses a scene out of the things of several pictures: that no tool does.
"""

from random import Random
from typing import Any, Final

from starter.train.chat.references import Reference, focus, picture
from starter.train.chat.said import Said
from starter.train.chat.session import Session
from starter.train.chat.wish import Wish, table

LAYOUTS: Final = {"plain": 40, "beside": 26, "below": 16, "blend": 18}
"""How two pictures are put together, and how often; "plain" leaves it to the tool."""
TWO: Final = (
    ("both", "both pictures", "the two", "the two pictures", "these two", "both of them", "the two images", "them"),
    ("两张图", "这两张", "两张", "它们", "这两张图", "两张图片", "两幅图"),
)
MOST: Final = 4
"""Pictures of a session that all go into one."""


def combine(out: Session, rng: Random, zh: bool) -> Wish | None:
    """One picture of two that are named, of the only two there are, or of all; None where there is but one."""
    handles, language = [entry.handle for entry in out.entries], "zh" if zh else "en"
    words = table()["combine"]
    if len(handles) < 2:
        return None
    layout = rng.choices(tuple(LAYOUTS), tuple(LAYOUTS.values()))[0]
    if 2 < len(handles) <= MOST and rng.random() < 0.3:
        said = Said().add(rng.choice(words[f"all_{language}"]))
        return Wish(said, tuple(_steps(handles, "plain")))
    if len(handles) == 2 and rng.random() < 0.45:
        said = Said().add(rng.choice(words[f"{layout}_two_{language}"]).replace("{two}", rng.choice(TWO[zh])))
        return Wish(said, tuple(_steps(handles, layout)))
    one, two = _pair(out, rng, zh)
    if one.handle == two.handle:
        return None
    template = rng.choice(words[f"{layout}_{language}"])
    said = Said().add(template.replace("{a}", one.text).replace("{b}", two.text))
    return Wish(said, tuple(_steps([one.handle, two.handle], layout)))


def _pair(out: Session, rng: Random, zh: bool) -> tuple[Reference, Reference]:
    one, two = picture(out, rng, zh), picture(out, rng, zh)
    if rng.random() < 0.2:
        one = focus(out, rng, zh)
    for _ in range(8):
        if one.handle != two.handle:
            break
        two = picture(out, rng, zh)
    return one, two


def _steps(handles: list[str], layout: str) -> list[dict[str, Any]]:
    """The first two, then what came of them and the next, and so on."""
    told = {} if layout == "plain" else {"layout": layout}
    first, *others = handles
    sources = [first, *(f"@{number}" for number in range(1, len(others)))]
    return [
        {"tool": "combine", "source": source, "reference": other, **told}
        for source, other in zip(sources, others, strict=True)
    ]

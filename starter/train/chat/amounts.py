"""How much: owns the words for a little and for a lot, before or behind what is done, and the amount they mean."""

from dataclasses import dataclass
from random import Random
from typing import Final

SLIGHT: Final = (
    (
        "a bit ", "slightly ", "a little ", "a little bit ", "a touch ", "a tad ", "just a bit ", "very slightly ",
        "somewhat ", "a tiny bit ", "a hint ",
    ),
    (
        "稍微", "略微", "稍稍", "微微", "稍许", "轻微", "一点点地",
    ),
)  # fmt: skip
STRONG: Final = (
    (
        "much ", "a lot ", "way ", "far ", "significantly ", "considerably ", "very much ", "strongly ", "lots ",
        "much much ", "really a lot ",
    ),
    (
        "大幅", "明显", "大大", "狠狠", "特别", "大力", "显著",
    ),
)  # fmt: skip
AFTER: Final = {
    "slight": (
        (
            " a bit", " a little", " slightly", " a little bit", " a touch", " just a bit", " a tad", " a tiny bit",
            " ever so slightly", " only a little",
        ),
        (
            "一点点", "少许", "一丢丢", "一点点就好",
        ),
    ),
    "strong": (
        (
            " a lot", " very much", " strongly", " by a lot", " significantly", " really strongly", " quite a lot",
            " a great deal", " heavily",
        ),
        (
            "很多", "许多", "得多一些", "不少", "好多",
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """`value` slight, strong or None for what is usual."""

    value: str | None
    words: str
    after: str

    def before(self, template: str) -> str:
        """The words as they stand before what is done."""
        return "much " if self.value == "strong" and self.words.isascii() and "{by}more" in template else self.words


def amount(rng: Random, zh: bool, told: float = 0.45) -> Amount:
    """Some amount; with the chance `told` it is said."""
    if rng.random() > told:
        return Amount(None, "", "")
    value = rng.choice(("slight", "slight", "strong"))
    words = (SLIGHT if value == "slight" else STRONG)[zh]
    return Amount(value, rng.choice(words), rng.choice(AFTER[value][zh]))

"""Wishes about a whole picture that no description goes with: a wider frame, another picture's style, what it shows,
whether it is right. Owns their clauses and steps."""

from random import Random
from typing import Any

from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said
from starter.train.chat.session import Session
from starter.train.chat.wish import Wish, pointed, table

BY = {
    25: (("by a quarter", "by 25%", "by 25 percent"), ("四分之一", "25%", "百分之二十五")),
    50: (("by half", "by 50%", "by 50 percent", "by a half"), ("一半", "50%", "百分之五十")),
    100: (("by 100%", "to double the width", "by its own size", "twice as far"), ("一倍", "100%", "两倍那么宽")),
    20: (("by 20%", "by 20 percent", "by a fifth"), ("20%", "百分之二十")),
    10: (("by 10%", "by ten percent"), ("10%", "百分之十")),
    30: (("by 30%", "by a third"), ("30%", "百分之三十", "三分之一")),
}


def outpaint(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """More around it, on all sides or on some."""
    at = at or refer(out, rng, zh, bare=0.75)
    language = "zh" if zh else "en"
    step: dict[str, Any] = {"tool": "outpaint", "source": at.handle}
    if rng.random() < 0.3:
        template = rng.choice(table()["outpaint"][f"all_{language}"])
        if rng.random() < 0.3:
            step["sides"] = "all"
            template = rng.choice(
                ("四周都扩展", "{it}四面都扩一些", "上下左右都扩展一点", "每一边都多画一些")
                if zh
                else (
                    "extend {it} on every side",
                    "more on all four sides",
                    "expand {it} all around",
                    "extend it in every direction",
                )
            )
        elif template in (
            "extend {it} on all sides",
            "expand the picture in all directions",
            "向四周扩展",
            "往四周扩展",
            "四周延伸",
        ):
            step["sides"] = "all"
    else:
        sides = rng.choice(tuple(table()["outpaint"]["sides"]))
        told = rng.choice(
            table()["outpaint"]["sides"][sides][0].split("|")
            if not zh
            else table()["outpaint"]["sides"][sides][1].split("|")
        )
        template = rng.choice(table()["outpaint"][language]).replace("{s}", told)
        step["sides"] = sides
    if rng.random() < 0.15:
        amount = rng.choice(tuple(BY))
        template += ("" if zh else " ") + rng.choice(BY[amount][zh])
        step["amount"] = amount
    return Wish(Said().add(pointed(template, at, rng, zh)), (step,))


def restyle(out: Session, rng: Random, zh: bool) -> Wish | None:
    """One picture in the style of another; None where there is no other."""
    at = refer(out, rng, zh, bare=0.5)
    for _ in range(6):
        other = refer(out, rng, zh, bare=0.0)
        if other.handle != at.handle:
            template = rng.choice(table()["restyle"]["zh" if zh else "en"])
            if not at.bare and "{it}" not in template:
                template = f"{{it}}:{template}" if zh else f"{{it}}: {template}"
            said = template.replace("{it}", at.text).replace("{r}", other.text)
            return Wish(Said().add(said), ({"tool": "restyle", "source": at.handle, "style": other.handle},))
    return None


def look(out: Session, rng: Random, zh: bool, tool: str) -> Wish:
    """What it shows (describe), or whether it is right (judge)."""
    at = refer(out, rng, zh, bare=0.6)
    templates = table()[tool]["zh" if zh else "en"]
    template = rng.choice([one for one in templates if at.bare or "{it}" in one])
    return Wish(Said().add(template.replace("{it}", at.text)), ({"tool": tool, "source": at.handle},))

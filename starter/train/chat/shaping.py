"""Wishes for another frame, another way up or another size of a picture. Owns their clauses and steps.

Refuses to guess: "crop it" and "make it smaller" say neither how nor how much, and are asked about.
"""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, typed
from starter.train.chat.session import Session
from starter.train.chat.wire import Sample, plan_sample
from starter.train.chat.wish import Wish, pointed, table

USUAL: Final = (
    256, 300, 320, 400, 480, 500, 512, 600, 640, 700, 720, 768, 800, 900, 960, 1000, 1024, 1080, 1200, 1280, 1366, 1440,
    1500, 1600, 1800, 1920, 2000, 2048, 2160, 2400, 2500, 2560, 3000, 3500, 3840, 4000, 4096, 5000, 6000,
)  # fmt: skip
"""Pixels that people ask for."""
OTHER: Final = {"left half": "right half", "right half": "left half", "top half": "bottom half"} | {
    "bottom half": "top half"
}
"""What stays where a half is cut off."""
WHICH: Final = {
    "crop": (
        "To what shape? A square, 4:3, 16:9, one half or the middle?",
        "裁成什么样?正方形、4:3、16:9、一半,还是中间?",
    ),
    "smaller": ("How many pixels wide should it be?", "要多少像素宽?"),
}
SIZES: Final = frozenset({"width", "height", "percent"})
Params = dict[str, Any]


def transform(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Cropped, turned, mirrored or brought to a size; now and then two of it in one breath."""
    at = at or refer(out, rng, zh, bare=0.65)
    first, params = _one(rng, zh)
    said = pointed(first, at, rng, zh)
    if rng.random() < 0.2:
        more, others = _one(rng, zh, bare=True)
        if not params.keys() & others.keys() and not (SIZES & params.keys() and SIZES & others.keys()):
            said += rng.choice(("并", ",", ",再", "然后") if zh else (" and ", ", then ", " and then ", ", ")) + more
            params |= others
    order: Params = {
        key: params[key] for key in ("crop", "turn", "flip", "width", "height", "percent") if key in params
    }
    return Wish(Said().add(said), ({"tool": "transform", "source": at.handle, **order},))


def _one(rng: Random, zh: bool, *, bare: bool = False) -> tuple[str, Params]:
    """A clause with {it} in it, or none if `bare`, and what it sets."""
    words = table()["transform"]
    language, kind = (
        "zh" if zh else "en",
        rng.choices(("ratio", "part", "turn", "flip", "size", "share"), (16, 28, 20, 13, 27, 18))[0],
    )

    def any_of(name: str) -> str:
        forms = [form for form in words[f"{name}_{language}"] if not bare or "{it}" not in form]
        return str(rng.choice(forms))

    if kind == "ratio":
        shape = rng.choices(tuple(words["ratios"]), (40, 17, 10, 22, 11))[0]
        return any_of("ratio").replace("{x}", rng.choice(words["ratios"][shape][zh].split("|"))), {"crop": shape}
    if kind == "part":
        part = rng.choice(tuple(words["parts"]))
        if part in OTHER and rng.random() < 0.6:
            gone = rng.choice(words["parts"][OTHER[part]][zh].split("|"))
            return any_of("drop").replace("{u}", gone), {"crop": part}
        return any_of("keep").replace("{x}", rng.choice(words["parts"][part][zh].split("|"))), {"crop": part}
    if kind in ("turn", "flip"):
        how = rng.choice(
            ("right", "right", "left", "half") if kind == "turn" else ("horizontal", "horizontal", "vertical")
        )
        return any_of(how), {kind: how}
    if kind == "share":
        return _share(rng, language, any_of)
    if rng.random() < 0.12:
        name = rng.choice(tuple(words["sizes"]))
        return any_of("size_named").replace("{x}", name), dict(words["sizes"][name])
    side = rng.choice(("width", "width", "height", "size"))
    pixels = {name: _pixels(rng) for name in (("width", "height") if side == "size" else (side,))}
    if side == "size" and rng.random() < 0.35:
        pixels["height"] = pixels["width"]
    unit = rng.choice(
        ("像素", "像素", "像素", "px", "个像素") if zh else ("pixels", "pixels", "px", "pixel", "pixels", "points")
    )
    told = any_of(side).replace("{w}", str(pixels.get("width"))).replace("{h}", str(pixels.get("height")))
    return told.replace("{px}", unit), pixels


def _share(rng: Random, language: str, any_of: Callable[[str], str]) -> tuple[str, Params]:
    """A size as a share of the old one: what is left, what is taken away or added, or by a word such as half."""
    how = rng.choices(("word", "to", "less", "more"), (40, 30, 18, 12))[0]
    if how == "word":
        left = rng.choice(tuple(table()["transform"]["shares"]))
        return rng.choice(table()["transform"]["shares"][left][language == "zh"].split("|")), {"percent": int(left)}
    said = rng.choice((10, 20, 25, 30, 33, 40, 50, 60, 70, 75, 80, 90)) if rng.random() < 0.7 else rng.randint(5, 95)
    if how == "to" and rng.random() < 0.2:
        said += 100
    params = {"percent": {"to": said, "less": 100 - said, "more": 100 + said}[how]}
    sign = rng.choice(("%", "%", "%", " %", " percent") if language == "en" else ("%", "%", "%", "％"))
    told = any_of(f"share_{how}").replace("{p}", f"{said}{sign}")
    return told if language == "en" or rng.random() < 0.7 else told.replace(f"{said}{sign}", f"百分之{said}"), params


def _pixels(rng: Random) -> int:
    return rng.choice(USUAL) if rng.random() < 0.5 else rng.choice((rng.randint(64, 999), rng.randint(1000, 8000)))


def unshaped(out: Session, rng: Random, zh: bool) -> Sample:
    """Words that say neither how to crop nor how small: a question, or its answer."""
    kind, language = rng.choice(("crop", "smaller")), "zh" if zh else "en"
    at = refer(out, rng, zh, bare=0.75)
    said = typed(Said().add(pointed(rng.choice(table()["transform"][f"{kind}_{language}"]), at, rng, zh)), rng)
    if rng.random() < 0.55:
        return plan_sample(out, said, {"intent": "ask", "question": WHICH[kind][zh]}, rng)
    params: Params
    if kind == "crop":
        shapes = {**table()["transform"]["ratios"], **table()["transform"]["parts"]}
        shape = rng.choice(tuple(shapes))
        answer, params = rng.choice(shapes[shape][zh].split("|")), {"crop": shape}
    else:
        wide = _pixels(rng)
        answer = rng.choice(
            (f"{wide}", f"{wide}px", f"{wide}像素" if zh else f"{wide} pixels", f"宽{wide}" if zh else f"{wide} wide")
        )
        params = {"width": wide}
    plan = {"intent": "make", "steps": [{"tool": "transform", "source": at.handle, **params}]}
    return plan_sample(out, said, plan, rng, f" ({answer})")

"""Changes to the whole picture: owns how another time, weather, setting or style is said. Names no thing in it."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from starter.train.chat import english
from starter.train.chat.lexicon import Slot, phrases
from starter.train.chat.said import Said, filled, phrase
from starter.train.chat.scenes import Scene, Wire, bare, value

COMES: Final = {"rain": "雨", "snow": "雪", "fog": "雾"}
"""Weather that there may be a little of."""


@dataclass(frozen=True)
class Change:
    """`said`, and the patch it means (keys in any order). `fresh`: what the same words ask of an empty prompt."""

    said: Said
    patch: dict[str, Any]
    fresh: dict[str, Any] | None = None


def subjects_of(scene: Scene) -> list[Wire]:
    """The subjects there are, as the prompt has them."""
    return list(bare(scene.wire()).get("subjects", []))


def slot_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Another time, weather, setting, style, mood, light, palette or composition."""
    slot = rng.choices(
        ("time", "weather", "setting", "style", "mood", "light", "palette", "composition"), (26, 24, 18, 18, 5, 4, 3, 2)
    )[0]
    new = value(slot, rng)
    if slot == "style":
        return style_change(new, rng, zh)
    if slot == "weather" and rng.random() < 0.3:
        said = _weather(new, rng, zh)
    else:
        said = _slot_zh(new, rng) if zh else _slot_en(new, rng)
    found = {slot: {"text": new.text, "from": said.span(slot)}}
    return Change(said, found, found)


def style_change(new: Slot, rng: Random, zh: bool, alone: float = 0.1) -> Change:
    """Another style; with the chance `alone` in hardly more words than its name."""
    name = rng.choice(new.bare_zh or new.zh) if zh else rng.choice(new.bare_en or new.en)
    if rng.random() < alone:
        form = rng.choice(phrases("changes.style_alone_zh" if zh else "changes.style_alone_en"))
        told = Said().add(f"{name}{rng.choice(('风格', '风', '的风格', ''))}" if zh else name, "style")
        said = filled(form, {"x": told})
    else:
        said = _style_zh(new, rng) if zh else _style_en(new, rng)
    found = {"style": {"text": new.text, "from": said.span("style")}}
    return Change(said, found, found)


def _weather(new: Slot, rng: Random, zh: bool) -> Said:
    """Weather as something that comes: a bit of rain, let it snow."""
    falls = new.text in ("rain", "snow")
    if zh:
        word = COMES.get(new.text) or rng.choice(new.bare_zh)
        kind = f"weather_falls_{new.text}_zh" if falls else "weather_comes_zh"
    else:
        word = new.text if new.text in COMES else rng.choice(new.bare_en)
        kind = "weather_falls_en" if falls else "weather_comes_en"
    return filled(rng.choice(phrases(f"changes.{kind}")), {"x": Said().add(word, "weather")})


def _slot_en(new: Any, rng: Random) -> Said:
    bare_word, told = Said().add(rng.choice(new.bare_en), new.slot), Said().add(rng.choice(new.en), new.slot)
    if new.slot == "setting":
        heads = phrases("changes.slot_en_3")
        if rng.random() < 0.35:
            nouns_ = phrases("changes.slot_en_4")
            return phrase(rng.choice(nouns_), bare_word, rng.choice(("", "", " instead")))
        return phrase(rng.choice(heads), told, rng.choice(("", "", " instead")))
    heads = phrases("changes.slot_en")
    told_heads = phrases("changes.slot_en_2")
    said = phrase(rng.choice(heads), bare_word) if rng.random() < 0.6 else phrase(rng.choice(told_heads), told)
    if new.slot == "composition" and rng.random() < 0.5:
        near = new.text == "close-up"
        return Said().add(rng.choice(phrases("changes.slot_en_10")) if near else rng.choice(new.en), "composition")
    if new.slot == "weather" and new.text in ("snow", "autumn", "spring", "summer") and rng.random() < 0.12:
        season = "winter" if new.text == "snow" else new.text
        return phrase(rng.choice(phrases("changes.slot_en_5")), Said().add(season, "weather"))
    if new.slot == "weather" and new.text in ("rain", "snow", "fog") and rng.random() < 0.1:
        return phrase(rng.choice(phrases("changes.slot_en_6")), Said().add(new.text, "weather"))
    if new.slot == "time" and rng.random() < 0.1:
        said = phrase(rng.choice(phrases("changes.slot_en_7")), bare_word)
    if new.slot == "weather" and rng.random() < 0.2:
        said = phrase(rng.choice(phrases("changes.slot_en_8")), bare_word)
    if new.slot == "weather" and new.text in ("rain", "snow") and rng.random() < 0.15:
        said = phrase(rng.choice(("make it ", "let it ", "it should ")), Said().add(new.text, "weather"))
    if new.slot == "mood" and rng.random() < 0.5:
        said = phrase(
            rng.choice(phrases("changes.slot_en_9")),
            bare_word,
            rng.choice(("", " mood", " feeling", " feel", " atmosphere", " vibe")),
        )
    return said


def _slot_zh(new: Any, rng: Random) -> Said:
    bare_word, told = Said().add(rng.choice(new.bare_zh), new.slot), Said().add(rng.choice(new.zh), new.slot)
    heads = phrases("changes.slot_zh")
    if new.slot == "composition" and rng.random() < 0.5:
        return Said().add(
            rng.choice(("拉近", "拉近一点", "镜头拉近", "靠近一点")) if new.text == "close-up" else rng.choice(new.zh),
            "composition",
        )
    if new.slot == "setting" and rng.random() < 0.45:
        return phrase(
            rng.choice(phrases("changes.slot_zh_2")),
            bare_word,
            rng.choice(("", "", "里", "上")) if rng.random() < 0.3 else "",
        )
    if new.slot == "weather" and rng.random() < 0.25:
        return phrase(rng.choice(phrases("changes.slot_zh_3")), bare_word)
    if new.slot == "time" and rng.random() < 0.15:
        return phrase(
            rng.choice(("时间改成", "把时间换成", "时间换到", "把时间改为", "时间设为", "把时间调到")), bare_word
        )
    if new.slot == "mood" and rng.random() < 0.6:
        return phrase(
            rng.choice(("气氛", "让气氛", "氛围", "让它", "感觉", "画面")),
            rng.choice(("更", "再", "")),
            bare_word,
            rng.choice(("一点", "一些", "些")),
        )
    if rng.random() < 0.2:
        return phrase(rng.choice(("放在", "变成", "改到", "换到", "画成")), told)
    return phrase(rng.choice(heads), bare_word, rng.choice(("", "", "", "的样子", "的效果", "的场景", "版本")))


def _style_en(new: Any, rng: Random) -> Said:
    if new.bare_en:
        medium = new.bare_en[0]
        heads = phrases("changes.style_en")
        return phrase(
            rng.choice(heads), Said().add(rng.choice((english.a(medium), english.a(medium), medium)), "style")
        )
    name = new.en[0]
    if rng.random() < 0.5:
        return phrase(
            rng.choice(phrases("changes.style_en_3")),
            Said().add(
                rng.choice((f"in the style of {name}", f"in {name} style", f"like {name}", f"in a {name} style")),
                "style",
            ),
        )
    return phrase(
        rng.choice(phrases("changes.style_en_2")),
        Said().add(rng.choice((f"{name} style", f"{name}", f"a {name} look", f"a {name} style")), "style"),
    )


def _style_zh(new: Any, rng: Random) -> Said:
    if new.bare_zh:
        medium = rng.choice(new.bare_zh)
        if rng.random() < 0.12:
            return phrase(
                rng.choice(("让它看起来像", "看起来像", "弄得像", "像")),
                Said().add(medium, "style"),
                rng.choice(("", "一样", "那样")),
            )
        told = Said().add(
            rng.choice((medium, f"{medium}风格", f"{medium}的效果", f"{medium}的风格", f"{medium}效果")), "style"
        )
    else:
        name = rng.choice(new.zh)
        told = Said().add(
            rng.choice((f"{name}风格", f"{name}风", f"{name}的风格", f"{name}的画风", f"{name}画风")), "style"
        )
    return phrase(rng.choice(phrases("changes.style_zh")), told)

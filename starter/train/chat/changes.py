"""Changes to a picture: owns what may change, how that is said in either language and the merge patch it means.

Each change is a clause that starts with its verb, so that others can wrap it. Refuses references to pictures.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from starter.train.chat import chinese, english
from starter.train.chat.lexicon import noun, nouns, pairs, phrases, rows, words
from starter.train.chat.said import Said, phrase
from starter.train.chat.scenes import PLACES, Scene, Thing, Wire, bare, colour, style, thing, value
from starter.world.vocabulary import SUBJECTS

COLOURS: Final = frozenset(word.en for word in words("colour"))


@dataclass(frozen=True)
class Change:
    """`said`, and the patch it means (keys in any order). `fresh`: what the same words ask of an empty prompt."""

    said: Said
    patch: dict[str, Any]
    fresh: dict[str, Any] | None = None


def _kept(scene: Scene) -> list[Wire]:
    return list(bare(scene.wire()).get("subjects", []))


def slot_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Another time, weather, setting, style, mood, light, palette or composition."""
    slot = rng.choices(("time", "weather", "setting", "style", "mood", "light", "palette", "composition"), (26, 24, 18, 18, 5, 4, 3, 2))[0]
    new = value(slot, rng)
    if slot == "style":
        said = _style_zh(new, rng) if zh else _style_en(new, rng)
    else:
        said = _slot_zh(new, rng) if zh else _slot_en(new, rng)
    found = {slot: {"text": new.text, "from": said.span(slot)}}
    return Change(said, found, found)


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
        said = phrase(rng.choice(phrases("changes.slot_en_9")), bare_word, rng.choice(("", " mood", " feeling", " feel", " atmosphere", " vibe")))
    return said


def _slot_zh(new: Any, rng: Random) -> Said:
    bare_word, told = Said().add(rng.choice(new.bare_zh), new.slot), Said().add(rng.choice(new.zh), new.slot)
    heads = phrases("changes.slot_zh")
    if new.slot == "composition" and rng.random() < 0.5:
        return Said().add(rng.choice(("拉近", "拉近一点", "镜头拉近", "靠近一点")) if new.text == "close-up" else rng.choice(new.zh), "composition")
    if new.slot == "setting" and rng.random() < 0.45:
        return phrase(rng.choice(phrases("changes.slot_zh_2")), bare_word, rng.choice(("", "", "里", "上")) if rng.random() < 0.3 else "")
    if new.slot == "weather" and rng.random() < 0.25:
        return phrase(rng.choice(phrases("changes.slot_zh_3")), bare_word)
    if new.slot == "time" and rng.random() < 0.15:
        return phrase(rng.choice(("时间改成", "把时间换成", "时间换到", "把时间改为", "时间设为", "把时间调到")), bare_word)
    if new.slot == "mood" and rng.random() < 0.6:
        return phrase(rng.choice(("气氛", "让气氛", "氛围", "让它", "感觉", "画面")), rng.choice(("更", "再", "")), bare_word, rng.choice(("一点", "一些", "些")))
    if rng.random() < 0.2:
        return phrase(rng.choice(("放在", "变成", "改到", "换到", "画成")), told)
    return phrase(rng.choice(heads), bare_word, rng.choice(("", "", "", "的样子", "的效果", "的场景", "版本")))


def _style_en(new: Any, rng: Random) -> Said:
    if new.bare_en:
        medium = new.bare_en[0]
        heads = phrases("changes.style_en")
        return phrase(rng.choice(heads), Said().add(rng.choice((english.a(medium), english.a(medium), medium)), "style"))
    name = new.en[0]
    if rng.random() < 0.5:
        return phrase(rng.choice(phrases("changes.style_en_3")), Said().add(rng.choice((f"in the style of {name}", f"in {name} style", f"like {name}", f"in a {name} style")), "style"))
    return phrase(rng.choice(phrases("changes.style_en_2")), Said().add(rng.choice((f"{name} style", f"{name}", f"a {name} look", f"a {name} style")), "style"))


def _style_zh(new: Any, rng: Random) -> Said:
    if new.bare_zh:
        medium = rng.choice(new.bare_zh)
        if rng.random() < 0.12:
            return phrase(rng.choice(("让它看起来像", "看起来像", "弄得像", "像")), Said().add(medium, "style"), rng.choice(("", "一样", "那样")))
        told = Said().add(rng.choice((medium, f"{medium}风格", f"{medium}的效果", f"{medium}的风格", f"{medium}效果")), "style")
    else:
        name = rng.choice(new.zh)
        told = Said().add(rng.choice((f"{name}风格", f"{name}风", f"{name}的风格", f"{name}的画风", f"{name}画风")), "style")
    return phrase(rng.choice(phrases("changes.style_zh")), told)


def _known(scene: Scene, rng: Random) -> tuple[int, Thing]:
    at = rng.randrange(len(scene.things))
    return at, scene.things[at]


def _called(item: Thing, rng: Random, zh: bool, label: str = "") -> Said:
    """How somebody calls a thing that is there."""
    labels = (label,) if label else ()
    if zh:
        name = rng.choice(item.noun.zh)
        tint = rng.choice(item.attributes[-1].zh) if item.attributes and rng.random() < 0.12 else ""
        name = (tint + ("" if not tint or tint.endswith("的") else "的")) + name
        return Said().add(rng.choice(("", "", "", "那" + item.noun.classifiers[0])), *labels).add(name, *labels, fixed=item.noun.made)
    name = item.noun.en if item.count == 1 else item.noun.plural
    tint = f"{item.attributes[-1].en} " if item.attributes and rng.random() < 0.12 else ""
    return Said().add(rng.choice(("the ", "the ", "the ", "the ", "that ", "")) + tint, *labels).add(name, *labels, fixed=item.noun.made)


def attribute_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Another colour, quality or action of a thing that is there; or of some part of it nobody named."""
    kept = _kept(scene)
    if not scene.things or rng.random() < 0.2:
        return _element_change(kept, rng, zh)
    at, item = _known(scene, rng)
    old = kept[at]
    attributes = list(old.get("attributes", []))
    chance = rng.random()
    if chance < 0.07:
        return _colour_alone(kept, rng, zh)
    if chance < 0.58:
        new = colour(rng)
        attributes = [new.en if word in COLOURS else word for word in attributes]
        attributes = attributes if new.en in attributes else [*attributes, new.en]
    elif chance < 0.78 and english.alive(item):
        new = rng.choice([word for word in words("action") if " " not in word.en])
        doing = {word.en for word in words("action")}
        attributes = [new.en if word in doing else word for word in attributes]
        attributes = attributes if new.en in attributes else [*attributes, new.en]
    elif chance < 0.88:
        return _grown(scene, at, rng, zh)
    else:
        new = rng.choice(words("adjective"))
        attributes = [*attributes, new.en] if new.en not in attributes else attributes
    said = _attributed(item, new, rng, zh, chance)
    kept[at] = _subject(old, attributes, said.span("s"))
    return Change(said, {"subjects": kept})


def _colour_alone(kept: list[Wire], rng: Random, zh: bool) -> Change:
    """Another colour for the main thing, which is not named."""
    new = colour(rng)
    tint = Said().add(rng.choice(new.zh) if zh else new.en, "s")
    if zh:
        head, tail = rng.choice(pairs("changes.colour_alone_zh"))
    else:
        head, tail = rng.choice(pairs("changes.colour_alone_en"))
    said = phrase(head, tint, tail)
    attributes = [new.en if word in COLOURS else word for word in kept[0].get("attributes", [])]
    attributes = attributes if new.en in attributes else [*attributes, new.en]
    return Change(said, {"subjects": [_subject(kept[0], attributes, said.span("s")), *kept[1:]]})


def _subject(old: Wire, attributes: list[str], span: str | None) -> Wire:
    made = {"what": old["what"], "attributes": attributes} | {key: old[key] for key in ("count", "where") if key in old}
    return made | ({"from": span} if span else {})


def _attributed(item: Thing, new: Any, rng: Random, zh: bool, chance: float) -> Said:
    called = _called(item, rng, zh, "s")
    if zh:
        word = rng.choice(new.zh)
        if chance < 0.58:
            tint = Said().add(word + rng.choice(("", "", "的")), "s")
            verb = rng.choice(phrases("changes.attributed_zh"))
            return phrase(rng.choice(("把", "把", "把", "让", "将", "")), called, Said().add(verb, "s"), tint)
        if chance < 0.78:
            return phrase(rng.choice(("让", "让", "使", "把")), called, Said().add(rng.choice(("", "在", "正在", "去")) + word + rng.choice(("", "起来", "")), "s"))
        return phrase(rng.choice(("把", "让", "将")), called, Said().add(rng.choice(("变成", "变得", "改成", "变")) + word, "s"))
    if chance < 0.58:
        forms = pairs("changes.attributed_en")
    elif chance < 0.78:
        forms = pairs("changes.attributed_en_2")
    else:
        forms = pairs("changes.attributed_en_3")
    head, link = rng.choice(forms)
    return phrase(head, called, Said().add(link, "s").add(new.en, "s"))


def _grown(scene: Scene, at: int, rng: Random, zh: bool) -> Change:
    kept, item = _kept(scene), scene.things[at]
    said_en, word, said_zh = rng.choice(rows("change"))
    called = _called(item, rng, zh, "s")
    if zh:
        said = phrase(rng.choice(("把", "让", "", "将")), called, Said().add(rng.choice(("", "变", "弄", "画")) + rng.choice(said_zh.split("/")), "s"))
    elif rng.random() < 0.25:
        name = item.noun.en if item.count == 1 else item.noun.plural
        article = rng.choice(("a ", "")) if item.count == 1 else ""
        said = phrase(rng.choice(("", "i want ", "make ", "give me ", "i'd like ")), Said().add(f"{article}{said_en} {name}", "s"))
    else:
        said = phrase(rng.choice(("make ", "make ", "make ", "i want ", "let ", "")), called, Said().add(rng.choice((" ", " ", " be ", " look ")) + said_en, "s"))
    kept[at] = _subject(kept[at], [*kept[at].get("attributes", []), word], said.span("s"))
    return Change(said, {"subjects": kept})


def _element_change(kept: list[Wire], rng: Random, zh: bool) -> Change:
    part = rng.choice(words("element"))
    said_en, word, said_zh = rng.choice(rows("change"))
    if rng.random() < 0.45:
        tint = colour(rng)
        said_en, word, said_zh = rng.choice(("", "", "", "more ")) + tint.en, tint.en, rng.choice(("变成", "改成", "换成", "涂成")) + rng.choice(tint.zh)
    elif rng.random() < 0.12:
        said_en, word, said_zh = "blurred", "blurred", "虚化/模糊一点"
    if zh:
        said = phrase(rng.choice(("把", "让", "", "", "将")), Said().add(rng.choice(part.zh), "s").add(rng.choice(("", "", "变", "再")) if "成" not in said_zh else "", "s").add(rng.choice(said_zh.split("/")), "s"))
    else:
        head, link = rng.choice(pairs("changes.element_change_en"))
        shape = f"the {part.en}{link}{said_en}"
        if rng.random() < 0.25:
            head, shape = rng.choice(phrases("changes.element_change_en_2")), f"{said_en} {part.en}"
        said = phrase(head, Said().add(shape, "s"))
        if word == "blurred" and rng.random() < 0.7:
            said = phrase(Said().add(f"blur the {part.en}", "s"))
    made = {"what": part.en, "attributes": [word], "from": said.span("s")}
    return Change(said, {"subjects": [*kept, made]}, {"subjects": [made]})


def add_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One more thing."""
    new = replace(thing(rng), where=None)
    if rng.random() < 0.85:
        new = replace(new, action=None)
    index = len(scene.things)
    if zh:
        what = phrase(chinese.named(new, "s", rng), chinese.acting(new, "s", rng))
        at = phrase(_called(_known(scene, rng)[1], rng, zh), rng.choice(("旁边", "前面", "后面", "边上", "上面", "附近", "旁"))) if index and rng.random() < 0.25 else Said()
        verb = rng.choice(phrases("changes.add_change_zh"))
        said = phrase(rng.choice(("", "在", "")) if at.text else "", at, verb, what, rng.choice(("", "", "进去", "到画面里", "在画里")) if not at.text and rng.random() < 0.2 else "")
    else:
        what = english.named(new, "s", rng)
        head = rng.choice(phrases("changes.add_change_en"))
        tail = ""
        if head in ("put ", "place ", "draw ", "paint ", "insert ") or rng.random() < 0.25:
            tail = rng.choice(phrases("changes.add_change_en_2"))
            if scene.things and rng.random() < 0.6:
                tail = f" {rng.choice(phrases('changes.add_change_en_3'))} {_called(_known(scene, rng)[1], rng, zh).text}"
            elif "setting" in scene.slots and rng.random() < 0.5:
                tail = f" {rng.choice(scene.slots['setting'].en)}"
        said = phrase(head, what, tail)
    made = new.wire(what.span("s"))
    return Change(said, {"subjects": [*_kept(scene), made]}, {"subjects": [made]})


def remove_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One thing less, or no more weather."""
    heads_zh = pairs("changes.remove_change_zh")
    heads_en = pairs("changes.remove_change_en")
    head, tail = rng.choice(heads_zh if zh else heads_en)
    if "weather" in scene.slots and (not scene.things or rng.random() < 0.3):
        weather = scene.slots["weather"]
        name = rng.choice(weather.bare_zh) if zh else f"the {weather.text if weather.text not in ('cloudy', 'clear') else 'clouds'}"
        if rng.random() < 0.15:
            head, tail = rng.choice((("少点", ""), ("不要那么多", ""), ("减少", ""))) if zh else rng.choice(pairs("changes.remove_change_en_2"))
            name = name.removeprefix("the ")
        return Change(phrase(head, name, tail), {"weather": None})
    if not scene.things or rng.random() < 0.25:
        return _element_removed(rng, zh, head, tail)
    at, item = _known(scene, rng)
    kept = [subject for number, subject in enumerate(_kept(scene)) if number != at]
    return Change(phrase(head, _called(item, rng, zh), tail), {"subjects": kept or None})


def _element_removed(rng: Random, zh: bool, head: str, tail: str) -> Change:
    what: Any = noun(rng) if rng.random() < 0.4 else rng.choice(words("element"))
    name = rng.choice(what.zh) if zh else rng.choice(("the ", "the ", "all the ", "")) + rng.choice((what.en, getattr(what, "plural", what.en)))
    said = phrase(head, Said().add(name, "avoid"), tail)
    found = {"avoid": [{"text": what.en, "from": said.span("avoid")}]}
    return Change(said, found, found)


def given_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Something for a thing that is there: "give the cat a hat"; or more of the same."""
    if not scene.things:
        return add_change(scene, rng, zh)
    _, item = _known(scene, rng)
    called = _called(item, rng, zh)
    if rng.random() < 0.4:
        more = Thing(item.noun if rng.random() < 0.4 else noun(rng, 0.1), count=3)
        if zh:
            what = Said().add(f"{rng.choice(('几', '些', '更多', '几'))}{more.noun.classifiers[0]}", "s").add(more.noun.zh[0], "s", fixed=more.noun.made)
            said = phrase(rng.choice(("多加", "再加", "再来", "多来", "再画", "再添")), what)
        else:
            what = Said().add("more ", "s").add(more.noun.plural, "s", fixed=more.noun.made)
            said = phrase(rng.choice(phrases("changes.given_change_en_2")), what)
    else:
        more = replace(thing(rng), where=None, action=None, count=1)
        what = chinese.named(more, "s", rng) if zh else english.named(more, "s", rng)
        if zh:
            said = phrase(rng.choice(("给", "让", "给")), called, rng.choice(("加", "戴上", "拿着", "配上", "一个", "穿上", "抱着", "骑着", "加上")), what)
        else:
            head, link = rng.choice(pairs("changes.given_change_en"))
            said = phrase(head, what, link, called) if head == "put " else phrase(head, called, link, what)
    made = more.wire(what.span("s"))
    return Change(said, {"subjects": [*_kept(scene), made]})


def all_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One colour for everything."""
    new = colour(rng)
    tint = Said().add(rng.choice(new.zh) if zh else new.en, "palette")
    head = rng.choice(("把所有东西变成", "全部变成", "整体变成", "把一切都改成", "全都涂成") if zh else phrases("changes.all_change_en"))
    said = phrase(head, tint)
    found = {"palette": {"text": new.en, "from": said.span("palette")}}
    return Change(said, found, found)


def swap_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Another thing in the place of one that is there."""
    if not scene.things:
        return add_change(scene, rng, zh)
    at, item = _known(scene, rng)
    new = replace(thing(rng), where=None, action=None)
    called = _called(item, rng, zh)
    if zh:
        what = chinese.named(new, "s", rng, bare=rng.random() < 0.6)
        said = phrase(rng.choice(("把", "把", "将", "")), called, rng.choice(("换成", "变成", "改成", "替换成", "改为", "换为", "替换为")), what)
    else:
        what = english.named(new, "s", rng)
        head, link = rng.choice(pairs("changes.swap_change_en"))
        said = phrase(head, called, link, what)
    kept = _kept(scene)
    made = new.wire(what.span("s"))
    if "where" in kept[at]:
        made = {key: made.get(key, kept[at]["where"]) for key in ("what", "attributes", "count", "where", "from") if key in made or key == "where"}
    kept[at] = made
    return Change(said, {"subjects": kept})


def count_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """More or fewer of a thing, or the same thing somewhere else in the picture."""
    if not scene.things:
        return slot_change(scene, rng, zh)
    at, item = _known(scene, rng)
    kept = _kept(scene)
    if rng.random() < 0.5:
        side = rng.choice(tuple(PLACES))
        called = _called(item, rng, zh, "s")
        if not zh and rng.random() < 0.3:
            said = phrase(rng.choice(("i want ", "have ", "show ", "", "i'd like ")), called, Said().add(f" {PLACES[side]}", "s"), rng.choice(("", " instead")))
        elif zh:
            said = phrase("把", called, Said().add(rng.choice(("移到", "放到", "挪到", "放在")) + chinese.SIDES[side], "s"))
        else:
            said = phrase(rng.choice(("move ", "put ", "place ", "shift ")), called, Said().add({"left": " to the left", "right": " to the right", "middle": " to the middle"}[side], "s"))
        new: Wire = {**kept[at], "where": PLACES[side]}
    else:
        count = rng.choice((2, 2, 3, 3, 4, 5, 6))
        many = Said().add(f"{chinese.NUMBERS[count]}{item.noun.classifiers[0]}" if zh else f"{english.NUMBERS[count]} ", "s").add(item.noun.zh[0] if zh else item.noun.plural, "s", fixed=item.noun.made)
        said = phrase(rng.choice(("改成", "变成", "画", "要", "换成") if zh else phrases("changes.count_change_en")), many)
        new = {**kept[at], "count": count}
    new["from"] = said.span("s")
    kept[at] = {key: new[key] for key in ("what", "attributes", "count", "where", "from") if key in new}
    return Change(said, {"subjects": kept})


def two_slots(scene: Scene, rng: Random, zh: bool) -> Change:
    """Time and weather in one breath: "make it a rainy night"."""
    time, weather = value("time", rng), value("weather", rng)
    if zh:
        said = phrase(rng.choice(("变成", "改成", "换成", "把它变成")), Said().add(rng.choice(weather.bare_zh), "weather"), "的", Said().add(rng.choice(time.bare_zh), "time"))
    else:
        link = rng.choice((" ", " and ", ", "))
        parts = [Said().add(rng.choice(weather.bare_en), "weather"), Said().add(rng.choice(time.bare_en), "time")]
        said = phrase(rng.choice(phrases("changes.two_slots_en")), parts[0], link, parts[1])
    found = {"time": {"text": time.text, "from": said.span("time")}, "weather": {"text": weather.text, "from": said.span("weather")}}
    return Change(said, found, found)


def lettering_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Words to be seen in the picture."""
    text = rng.choice(phrases("changes.lettering_change_zh"))
    quote = rng.choice(('"', "'", "", "“")) if zh else rng.choice(('"', "'", ""))
    shown = Said().add(quote).add(text, "lettering", fixed=True).add("”" if quote == "“" else quote)
    said = phrase(rng.choice(("写上", "加上文字", "在图上写", "加一行字")), shown) if zh else phrase(rng.choice(phrases("changes.lettering_change_en")), shown, rng.choice(("", " on it", " at the bottom of it", " on the picture")))
    found = {"lettering": {"text": text, "from": said.span("lettering")}}
    return Change(said, found, found)


KINDS: Final[tuple[tuple[Callable[[Scene, Random, bool], Change], int], ...]] = (
    (slot_change, 40), (attribute_change, 18), (add_change, 18), (remove_change, 10), (swap_change, 9), (count_change, 4),
    (two_slots, 3), (lettering_change, 1), (given_change, 7), (all_change, 1),
)  # fmt: skip


def change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Any change that makes sense for the scene."""
    kind = rng.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    return kind(scene, rng, zh)



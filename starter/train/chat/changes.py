"""Changes to a picture: owns what may change, how that is said in either language and the merge patch it means.

Each change is a clause that starts with its verb, so that others can wrap it. Refuses references to pictures.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from starter.train.chat import chinese, english
from starter.train.chat.lexicon import noun, nouns, rows, words
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
        heads = ("put it ", "set it ", "move it ", "place it ", "show it ", "let it be ", "make it ", "i'd like it ", "i want it ", "", "same but ", "now ", "put everything ", "the same ", "what if it were ", "relocate it so it is ")
        if rng.random() < 0.35:
            nouns_ = ("change the background to ", "change the setting to ", "replace the background with ", "make the background ", "use as background ", "set the scene to ", "swap the background for ", "change the scene to ", "turn the background into ", "make the setting ", "change the place to ")
            return phrase(rng.choice(nouns_), bare_word, rng.choice(("", "", " instead")))
        return phrase(rng.choice(heads), told, rng.choice(("", "", " instead")))
    heads = ("make it ", "make it ", "make it ", "make it look ", "turn it into ", "change it to ", "let it be ", "i want it to be ", "now ", "switch to ", "it should be ", "make this ", "i'd like it to be ", "what if it was ", "what if it were ", "same picture but ", "same but ", "let's have it ", "it should look ", "can it be ", "make the scene ", "change to ", "try ", "give it ", "i want ", "turn this ", "have it be ", "show it ", "let me see it ", "make that ", "set it to ", "as ", "how about ", "make everything ")
    told_heads = ("show it ", "i want it ", "same ", "same but ", "the same ", "set it ", "now ", "put it ", "", "let me see it ", "make it ", "what would it look like ", "how would it look ", "i'd like it ", "have it ", "same scene ", "what about ", "draw it again ", "the same thing ", "show me the same ", "place it ", "redo it ", "again but ")
    said = phrase(rng.choice(heads), bare_word) if rng.random() < 0.6 else phrase(rng.choice(told_heads), told)
    if new.slot == "composition" and rng.random() < 0.5:
        near = new.text == "close-up"
        return Said().add(rng.choice(("zoom in", "closer", "move closer", "get closer", "come nearer")) if near else rng.choice(new.en), "composition")
    if new.slot == "weather" and new.text in ("snow", "autumn", "spring", "summer") and rng.random() < 0.12:
        season = "winter" if new.text == "snow" else new.text
        return phrase(rng.choice(("change the season to ", "the season should be ", "make the season ", "season: ", "set the season to ")), Said().add(season, "weather"))
    if new.slot == "weather" and new.text in ("rain", "snow", "fog") and rng.random() < 0.1:
        return phrase(rng.choice(("more ", "much more ", "a bit of ", "lots of ", "some ", "add more ")), Said().add(new.text, "weather"))
    if new.slot == "time" and rng.random() < 0.1:
        said = phrase(rng.choice(("turn day into ", "from day to ", "turn the day into ", "swap day for ", "change the time to ", "change day to ", "set the time of day to ", "change the time of day to ", "time of day: ")), bare_word)
    if new.slot == "weather" and rng.random() < 0.2:
        said = phrase(rng.choice(("change the weather to ", "add ", "add some ", "add a bit of ", "let there be ", "the weather should be ", "bring in some ", "with ", "make the weather ")), bare_word)
    if new.slot == "weather" and new.text in ("rain", "snow") and rng.random() < 0.15:
        said = phrase(rng.choice(("make it ", "let it ", "it should ")), Said().add(new.text, "weather"))
    if new.slot == "mood" and rng.random() < 0.5:
        said = phrase(rng.choice(("make it more ", "give it a more ", "make the mood ", "i want a more ", "make it feel ", "make it feel more ", "give it a ")), bare_word, rng.choice(("", " mood", " feeling", " feel", " atmosphere", " vibe")))
    return said


def _slot_zh(new: Any, rng: Random) -> Said:
    bare_word, told = Said().add(rng.choice(new.bare_zh), new.slot), Said().add(rng.choice(new.zh), new.slot)
    heads = ("变成", "改成", "换成", "把它变成", "把它改成", "让它变成", "改为", "变为", "调成", "把场景改成", "把画面变成", "弄成", "换到", "我想要", "要", "如果是", "换", "把图改成", "把这张图变成", "做成", "画成", "把画面换成", "试试", "换个", "给它换成", "想看", "同样的画面,但是", "一样的,但是", "整体改成", "将它变为", "来个", "转成", "转换成", "希望是", "让它看起来像", "看起来像", "弄成")
    if new.slot == "composition" and rng.random() < 0.5:
        return Said().add(rng.choice(("拉近", "拉近一点", "镜头拉近", "靠近一点")) if new.text == "close-up" else rng.choice(new.zh), "composition")
    if new.slot == "setting" and rng.random() < 0.45:
        return phrase(rng.choice(("背景换成", "把背景换成", "背景改成", "把背景改为", "背景变成", "场景换成", "把场景换到", "把地点改成", "放到", "把它放到", "移到", "换到", "把它搬到", "场景改为", "把背景变成", "将背景换成", "地点换到")), bare_word, rng.choice(("", "", "里", "上")) if rng.random() < 0.3 else "")
    if new.slot == "weather" and rng.random() < 0.25:
        return phrase(rng.choice(("天气改成", "加点", "来点", "天气换成", "让天气变成", "加一点", "加些", "添点", "把天气变成", "让它", "开始", "要有")), bare_word)
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
        heads = ("make it look like ", "turn it into ", "make it ", "redo it as ", "change it into ", "convert it to ", "as ", "make this look like ", "paint it as ", "draw it as ", "i want it as ", "render it as ", "let it look like ", "transform it into ", "it should look like ", "make it more like ", "show it as ", "now as ")
        return phrase(rng.choice(heads), Said().add(rng.choice((english.a(medium), english.a(medium), medium)), "style"))
    name = new.en[0]
    if rng.random() < 0.5:
        return phrase(rng.choice(("make it ", "redo it ", "paint it ", "draw it ", "render it ", "show it ", "do it ", "the same ", "now ", "", "repaint it ", "put it ", "i'd like it ")), Said().add(rng.choice((f"in the style of {name}", f"in {name} style", f"like {name}", f"in a {name} style")), "style"))
    return phrase(rng.choice(("change the style to ", "use ", "switch to ", "make the style ", "apply ", "give it ", "try ", "turn it into ", "make it ", "set the style to ")), Said().add(rng.choice((f"{name} style", f"{name}", f"a {name} look", f"a {name} style")), "style"))


def _style_zh(new: Any, rng: Random) -> Said:
    if new.bare_zh:
        medium = rng.choice(new.bare_zh)
        if rng.random() < 0.12:
            return phrase(rng.choice(("让它看起来像", "看起来像", "弄得像", "像")), Said().add(medium, "style"), rng.choice(("", "一样", "那样")))
        told = Said().add(rng.choice((medium, f"{medium}风格", f"{medium}的效果", f"{medium}的风格", f"{medium}效果")), "style")
    else:
        name = rng.choice(new.zh)
        told = Said().add(rng.choice((f"{name}风格", f"{name}风", f"{name}的风格", f"{name}的画风", f"{name}画风")), "style")
    return phrase(rng.choice(("改成", "变成", "换成", "画成", "把它变成", "把它改成", "转成", "风格改成", "用", "把风格换成", "试试", "把画风改成", "做成", "转换成", "改为", "来个", "让它变成", "把图片变成", "换个", "以")), told)


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
        head, tail = rng.choice((("换成", "的"), ("要", "的"), ("改成", ""), ("变成", ""), ("换成", ""), ("我要", "的"), ("颜色换成", ""), ("颜色改成", ""), ("改成", "的"), ("应该是", "的")))
    else:
        head, tail = rng.choice((("make it ", ""), ("in ", ""), ("in ", " instead"), ("", " instead"), ("i'd prefer ", ""), ("rather ", ""), ("no, ", ""), ("change the colour to ", ""), ("i want it ", ""), ("it should be ", ""), ("i meant ", ""), ("try ", ""), ("paint it ", ""), ("change the color to ", ""), ("not like that, ", ""), ("how about ", "")))
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
            verb = rng.choice(("变成", "改成", "换成", "涂成", "改为", "染成", "变为", "弄成", "画成", "刷成", "的颜色改成", "的颜色换成", "颜色改成"))
            return phrase(rng.choice(("把", "把", "把", "让", "将", "")), called, Said().add(verb, "s"), tint)
        if chance < 0.78:
            return phrase(rng.choice(("让", "让", "使", "把")), called, Said().add(rng.choice(("", "在", "正在", "去")) + word + rng.choice(("", "起来", "")), "s"))
        return phrase(rng.choice(("把", "让", "将")), called, Said().add(rng.choice(("变成", "变得", "改成", "变")) + word, "s"))
    if chance < 0.58:
        forms = (("make ", " "), ("paint ", " "), ("change the colour of ", " to "), ("make ", " "), ("turn ", " "), ("change ", " to "), ("colour ", " "), ("change the color of ", " to "), ("i want ", " to be "), ("make ", " "), ("recolour ", " to "), ("let ", " be "), ("", " should be "), ("switch ", " to "), ("have ", " be "), ("", " in "), ("dye ", " "), ("could ", " be "), ("i'd prefer ", " in "), ("i'd like ", " to be "), ("give ", " the colour "))
    elif chance < 0.78:
        forms = (("make ", " be "), ("let ", " be "), ("show ", " "), ("have ", " "), ("", " should be "), ("i want ", " "), ("make it so ", " is "), ("i want to see ", " "), ("now ", " is "))
    else:
        forms = (("make ", " "), ("make ", " look "), ("turn ", " "), ("", " should be "), ("i want ", " to be "), ("let ", " be "), ("make ", " more "))
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
        head, link = rng.choice((("make ", " "), ("make ", " "), ("make ", " look "), ("", " should be "), ("turn ", " "), ("let ", " be "), ("i want ", " ")))
        shape = f"the {part.en}{link}{said_en}"
        if rng.random() < 0.25:
            head, shape = rng.choice(("", "a ", "i want a ", "give it a ", "with a ", "i'd like a ", "")), f"{said_en} {part.en}"
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
        verb = rng.choice(("加", "加上", "添加", "再加", "添", "放", "画", "增加", "再画", "加入", "添上", "再来", "来"))
        said = phrase(rng.choice(("", "在", "")) if at.text else "", at, verb, what, rng.choice(("", "", "进去", "到画面里", "在画里")) if not at.text and rng.random() < 0.2 else "")
    else:
        what = english.named(new, "s", rng)
        head = rng.choice(("add ", "add ", "add ", "add ", "put ", "place ", "include ", "insert ", "draw ", "let there be ", "i want to see ", "there should be ", "throw in ", "i'd also like ", "also add ", "paint ", "give it ", "add another thing: ", "it needs ", "have "))
        tail = ""
        if head in ("put ", "place ", "draw ", "paint ", "insert ") or rng.random() < 0.25:
            tail = rng.choice((" in it", " in the picture", " into the scene", " on it", " in there", " too", " as well", " to it", " in this picture", " to the scene", " in the scene"))
            if scene.things and rng.random() < 0.6:
                tail = f" {rng.choice(('next to', 'beside', 'in front of', 'behind', 'near', 'on', 'on top of', 'under', 'by'))} {_called(_known(scene, rng)[1], rng, zh).text}"
            elif "setting" in scene.slots and rng.random() < 0.5:
                tail = f" {rng.choice(scene.slots['setting'].en)}"
        said = phrase(head, what, tail)
    made = new.wire(what.span("s"))
    return Change(said, {"subjects": [*_kept(scene), made]}, {"subjects": [made]})


def remove_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One thing less, or no more weather."""
    heads_zh = (("把", "去掉"), ("删掉", ""), ("去掉", ""), ("不要", "了"), ("移除", ""), ("把", "删掉"), ("把", "拿走"), ("不要", ""), ("删除", ""), ("把", "擦掉"), ("", "不要了"), ("让", "消失"), ("别要", "了"), ("去除", ""), ("把", "移走"), ("取消", ""))
    heads_en = (("remove ", ""), ("take away ", ""), ("get rid of ", ""), ("delete ", ""), ("erase ", ""), ("without ", ""), ("no ", ""), ("take out ", ""), ("lose ", ""), ("i don't want ", ""), ("take ", " out"), ("drop ", ""), ("make ", " disappear"), ("leave out ", ""), ("there should be no ", ""), ("please no ", ""), ("take ", " away"), ("i don't like ", ", remove it"))
    head, tail = rng.choice(heads_zh if zh else heads_en)
    if "weather" in scene.slots and (not scene.things or rng.random() < 0.3):
        weather = scene.slots["weather"]
        name = rng.choice(weather.bare_zh) if zh else f"the {weather.text if weather.text not in ('cloudy', 'clear') else 'clouds'}"
        if rng.random() < 0.15:
            head, tail = rng.choice((("少点", ""), ("不要那么多", ""), ("减少", ""))) if zh else rng.choice((("less ", ""), ("not so much ", ""), ("no more ", ""), ("stop ", "")))
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
            said = phrase(rng.choice(("add ", "add some ", "i want ", "", "put in ", "draw ", "there should be ", "add a few ", "show ")), what)
    else:
        more = replace(thing(rng), where=None, action=None, count=1)
        what = chinese.named(more, "s", rng) if zh else english.named(more, "s", rng)
        if zh:
            said = phrase(rng.choice(("给", "让", "给")), called, rng.choice(("加", "戴上", "拿着", "配上", "一个", "穿上", "抱着", "骑着", "加上")), what)
        else:
            head, link = rng.choice((("give ", " "), ("make ", " wear "), ("let ", " hold "), ("make ", " carry "), ("let ", " ride "), ("make ", " sit on "), ("let ", " have "), ("put ", " on "), ("make ", " hold "), ("have ", " wear "), ("let ", " wear "), ("make ", " chase ")))
            said = phrase(head, what, link, called) if head == "put " else phrase(head, called, link, what)
    made = more.wire(what.span("s"))
    return Change(said, {"subjects": [*_kept(scene), made]})


def all_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One colour for everything."""
    new = colour(rng)
    tint = Said().add(rng.choice(new.zh) if zh else new.en, "palette")
    head = rng.choice(("把所有东西变成", "全部变成", "整体变成", "把一切都改成", "全都涂成") if zh else ("make everything ", "paint everything ", "turn everything ", "everything should be ", "make the whole scene ", "all in ", "colour everything "))
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
        head, link = rng.choice((("replace ", " with "), ("replace ", " by "), ("turn ", " into "), ("swap ", " for "), ("change ", " to "), ("change ", " into "), ("make ", " "), ("instead of ", " draw "), ("i want ", " to be "), ("transform ", " into "), ("exchange ", " for "), ("switch ", " with "), ("let ", " become "), ("substitute ", " with ")))
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
        said = phrase(rng.choice(("改成", "变成", "画", "要", "换成") if zh else ("make it ", "i want ", "make that ", "there should be ", "show ", "have ", "change it to ")), many)
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
        said = phrase(rng.choice(("make it ", "make it a ", "turn it into a ", "i want a ", "make it ", "now ")), parts[0], link, parts[1])
    found = {"time": {"text": time.text, "from": said.span("time")}, "weather": {"text": weather.text, "from": said.span("weather")}}
    return Change(said, found, found)


def lettering_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Words to be seen in the picture."""
    text = rng.choice(("hello", "happy birthday", "welcome", "love", "hi", "open", "merry christmas", "good night", "你好", "生日快乐", "新年快乐", "福", "晚安", "欢迎"))
    quote = rng.choice(('"', "'", "", "“")) if zh else rng.choice(('"', "'", ""))
    shown = Said().add(quote).add(text, "lettering", fixed=True).add("”" if quote == "“" else quote)
    said = phrase(rng.choice(("写上", "加上文字", "在图上写", "加一行字")), shown) if zh else phrase(rng.choice(("write ", "add the text ", "add the words ", "put the word ")), shown, rng.choice(("", " on it", " at the bottom of it", " on the picture")))
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



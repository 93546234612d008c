"""Chinese for what a picture shall show. Owns the phrasing of scenes and of wishes; the meaning is given."""

from random import Random
from typing import Final

from starter.train.chat.lexicon import Slot, phrases
from starter.train.chat.said import Said, joined, phrase
from starter.train.chat.scenes import Scene, Thing

NUMBERS: Final = {
    1: "一",
    2: "两",
    3: "三",
    4: "四",
    5: "五",
    6: "六",
    7: "七",
    8: "八",
    9: "九",
    10: "十",
    11: "十一",
    12: "十二",
}
WISHES: Final = phrases("chinese.wishes")
ENDS: Final = phrases("chinese.ends")
TAILS: Final = ("的画", "的图", "的图片", "的画面", "的照片图", "的场景", "的插图", "的作品")
SIDES: Final = {"left": "左边", "right": "右边", "middle": "中间"}
NEAR: Final = phrases("chinese.near")


def number(count: int, rng: Random) -> str:
    """A count in characters or digits."""
    return NUMBERS[count] if rng.random() < 0.85 else str(count)


def named(thing: Thing, label: str, rng: Random, bare: bool = False) -> Said:
    """A noun phrase without its action. `bare`: without count and classifier if there is only one."""
    classifier = rng.choice(thing.noun.classifiers) if rng.random() < 0.93 else "个"
    noun = rng.choice(thing.noun.zh) if rng.random() < 0.5 else thing.noun.zh[0]
    adjectives = ""
    for word in thing.attributes:
        said = rng.choice(word.zh)
        adjectives += (
            said
            if said.endswith("的") or (len(said) == 1 and rng.random() < 0.8)
            else said + ("的" if rng.random() < 0.85 else "")
        )
    if thing.count == 1:
        head = "" if bare else rng.choice(("一" + classifier,) * 8 + (classifier, "一" + classifier, ""))
    elif thing.count == 3 and rng.random() < 0.3:
        head = rng.choice((f"几{classifier}", "一些"))
    elif thing.count == 6 and rng.random() < 0.4:
        head = rng.choice(("很多", "许多", "好多"))
    else:
        head = "一对" if thing.count == 2 and rng.random() < 0.06 else number(thing.count, rng) + classifier
    return Said().add(head, label).add(adjectives, label).add(noun, label, fixed=thing.noun.made)


def told(slot: Slot, rng: Random, bare: bool = False) -> Said:
    """A slot's value: a phrase, or the bare words."""
    if slot.slot != "style":
        return Said().add(rng.choice(slot.bare_zh if bare else slot.zh), slot.slot)
    if slot.bare_zh:
        medium = rng.choice(slot.bare_zh)
        forms: tuple[str, ...] = (medium, medium, f"{medium}风格", f"用{medium}", f"{medium}的风格")
    else:
        name = rng.choice(slot.zh)
        forms = (f"{name}风格", f"{name}风", f"{name}的风格", f"{name}风格的")
    return Said().add(rng.choice(forms), "style")


def acting(thing: Thing, label: str, rng: Random) -> Said:
    """What it is doing, as a predicate."""
    if thing.action is None:
        return Said()
    verb = rng.choice(thing.action.zh)
    return Said().add(rng.choice((verb, verb, f"在{verb}", f"正在{verb}")), label)


def core(scene: Scene, rng: Random, place: Said) -> Said:
    """The things; `place` (maybe empty) is put where Chinese puts it."""
    things = scene.things
    parts = [named(thing, f"s{n}", rng) for n, thing in enumerate(things)]
    where = [Said().add(SIDES[t.where], f"s{n}") if t.where else Said() for n, t in enumerate(things)]
    parts = [phrase(w, rng.choice(("的", "有", "")), p) if w.text else p for w, p in zip(where, parts, strict=True)]
    if len(things) == 2 and scene.relation:
        verb = Said().add(rng.choice(("", "", "正", "正在")) + rng.choice(scene.relation.zh), "s0")
        second = parts[1] if rng.random() < 0.6 else named(things[1], "s1", rng, bare=True)
        if rng.random() < 0.25:
            return _placed(phrase(*_turned(parts[0], phrase(verb, second, Said().add("的", "s0")), rng)), place, rng)
        if place.text and rng.random() < 0.6:
            return phrase(parts[0], place, verb, second)
        return _placed(phrase(parts[0], verb, second), place, rng)
    if len(things) == 2 and things[0].action is None and rng.random() < 0.4:
        return _placed(_beside(parts, rng), place, rng)
    if len(things) > 1:
        whole = [
            phrase(part, acting(thing, f"s{n}", rng)) for n, (thing, part) in enumerate(zip(things, parts, strict=True))
        ]
        if len(whole) == 2:
            return _placed(joined(whole, rng.choice(NEAR)), place, rng)
        return _placed(phrase(whole[0], "、", whole[1], rng.choice(("和", "、")), whole[2]), place, rng)
    thing = things[0]
    if thing.action is None:
        return _placed(parts[0], place, rng)
    if rng.random() < 0.25:
        verb = Said().add(rng.choice(thing.action.zh) + "的", "s0")
        head, rest = parts[0].pieces[:1], parts[0].pieces[1:]
        order = phrase(Said(head), verb, Said(rest)) if rng.random() < 0.6 and len(rest) else phrase(verb, parts[0])
        return _placed(order, place, rng)
    if place.text and rng.random() < 0.6:
        return phrase(parts[0], place, Said().add(rng.choice(thing.action.zh), "s0"))
    return _placed(phrase(parts[0], acting(thing, "s0", rng)), place, rng)


def _beside(parts: list[Said], rng: Random) -> Said:
    """The first thing at the second, which Chinese says first: 樱花树下的女孩."""
    where = rng.choice(("上", "下", "里", "旁边", "旁", "前", "后面", "边", "前面", "中", "下面", "上面"))
    if rng.random() < 0.3:
        return phrase(parts[0], rng.choice(("在", "坐在", "站在", "躲在", "停在")), parts[1], where)
    return phrase(rng.choice(("", "", "在")), parts[1], where, rng.choice(("的", "的", "有", "")), parts[0])


def _turned(one: Said, doing: Said, rng: Random) -> list[Said]:
    """A count before what is done, the noun behind: 一只戴着眼镜的熊猫."""
    if len(one.pieces) > 1 and rng.random() < 0.6:
        return [Said(one.pieces[:1]), doing, Said(one.pieces[1:])]
    return [doing, one]


def _placed(body: Said, place: Said, rng: Random) -> Said:
    if not place.text:
        return body
    chance = rng.random()
    if chance < 0.35:
        return phrase(place, rng.choice(("的", "的", "")), body)
    if chance < 0.65:
        return phrase(place, rng.choice(("有", "有", "是")), body)
    if chance < 0.8:
        return phrase(body, rng.choice((",", ",", " ")), place)
    return phrase(body, place)


def described(scene: Scene, rng: Random) -> Said:
    """The whole scene as somebody may put it, without a wish around it."""
    around = [slot for name, slot in scene.slots.items() if name not in ("style", "setting")]
    rng.shuffle(around)
    place = scene.slots.get("setting")
    comma = rng.choice((",", ",", ",", "、", " "))
    front: list[Said] = []
    while around and rng.random() < 0.6:
        front.append(told(around.pop(), rng))
    if scene.things:
        body = core(scene, rng, told(place, rng, bare=rng.random() < 0.08) if place else Said())
    elif not place and not {"time", "weather"} & scene.slots.keys():
        art = scene.slots["style"]
        name = rng.choice(art.bare_zh) if art.bare_zh else f"{rng.choice(art.zh)}风格的画"
        head = Said().add(rng.choice(("", "", "一幅", "一个", "一张", "一件")), "style").add(name, "style")
        return joined([head, *front, *(told(slot, rng) for slot in around)], comma)
    else:
        only = place or around.pop() if place or around else None
        if only is None:
            only, front = scene.slots[next(slot for slot in ("time", "weather") if slot in scene.slots)], []
        body = Said().add(rng.choice(only.bare_zh), only.slot)
    if front and rng.random() < 0.75:
        link = rng.choice(("的", "的", "")) if rng.random() < 0.7 else rng.choice((",", ","))
        body = phrase(joined(front, rng.choice(("的", "", ","))), link, body)
    else:
        body = joined([*front, body], comma)
    out = joined([body, *(told(slot, rng, bare=rng.random() < 0.5) for slot in around)], comma)
    style = scene.slots.get("style")
    if style is None or not out.text:
        return out
    if rng.random() < 0.5:
        first = told(style, rng)
        return phrase(first, "" if first.text.endswith("的") else rng.choice(("的", ":", ":", "的")), out)
    return phrase(out, comma, told(style, rng))


def wished(said: Said, rng: Random, bare: float = 0.4) -> Said:
    """With the words of a wish around it, or none."""
    if rng.random() < bare:
        return phrase(said, rng.choice(ENDS)) if rng.random() < 0.1 else said
    tail = rng.choice(TAILS) if rng.random() < 0.2 else ""
    return phrase(rng.choice(WISHES), said, tail, rng.choice(ENDS) if rng.random() < 0.25 else "")


def many(said: Said, count: int, rng: Random) -> Said:
    """A wish for several pictures of one scene."""
    verb = rng.choice(phrases("chinese.many_zh"))
    kind, digits = rng.choice(("张", "张", "幅", "个版本的")), number(count, rng)
    if rng.random() < 0.3:
        return phrase(said, f",{verb}{digits}{kind[0]}")
    different = rng.choice(("", "", "不同的"))
    return phrase(f"{verb}{digits}{kind}{different}", said, rng.choice(TAILS) if rng.random() < 0.6 else "")

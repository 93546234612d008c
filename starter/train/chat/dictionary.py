"""The dictionary that the model's file carries: what it was taught to call things, by the words they are said with.

Owns its JSON. Refuses words that no sample holds: it is made from the same lexicon.
"""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from orchestrator.domain.prompt import SLOTS
from starter.train.chat import chinese, english
from starter.train.chat.amounts import AFTER, SLIGHT, STRONG
from starter.train.chat.change_slots import COMES
from starter.train.chat.lexicon import FOLDER, also, nouns, phrases, rows, slots, words
from starter.train.chat.references import CARDINALS, DIGITS, KIND, ORDINALS, SHORT
from starter.train.chat.scenes import PLACES, SILENT, TYPED_STYLES
from starter.train.chat.shaping import OTHER
from starter.train.chat.wish import table

VAGUE = ("couple", "pair", "few", "several", "many", "lots", "lot", "dozen", "kind", "different", "times")
"""Words for how many: no quality of the things."""
SOME = {
    2: ("pair", "couple", "一对", "俩", "二"),
    3: ("some", "several", "few", "几", "一些"),
    6: ("many", "lots", "很多", "许多", "好多"),
}
"""How many are meant by words that do not count."""
UNLISTED = ("style", "lettering")
"""Slots that have no list of values: styles are words, lettering is anything."""
Table = dict[str, set[str]]


def dictionary() -> str:
    """`{"tables": {table: {meaning: [words]}}, "chinese": {name: word}, "called": ["the {} one"], "spoken": [words],
    "unsaid": [words]}`."""
    tables: dict[str, Mapping[str, set[str]]] = {
        "nouns": _things(),
        "looks": _looks(),
        "counts": _counts(),
        "places": {meaning: {meaning, f"to the {side}", chinese.SIDES[side]} for side, meaning in PLACES.items()},
        "regions": {
            region: {said for told in (*both, *table()["region_nouns"][region]) for said in told.split("|")}
            for region, both in table()["regions"].items()
        },
        "pictures": _pictures(),
        "ordinals": _ordinals(),
        "walks": {"redo": {said for key in ("en", "zh", "named", "maybe") for said in table()["redo"][key]}},
        "amounts": {
            "slight": {word.strip() for words in (*SLIGHT, *AFTER["slight"]) for word in words},
            "strong": {word.strip() for words in (*STRONG, *AFTER["strong"]) for word in words},
        },
        "variations": {
            how: {word for code in ("en", "zh") for word in table()["variation"][f"{how}_{code}"]}
            for how in ("subtle", "strong")
        },
        "shares": {left: {*said} for left, said in table()["transform"]["shared"].items()},
        "layouts": {
            layout: {one for told in both for one in told} for layout, both in table()["combine"]["said"].items()
        },
        **_shapes(),
        **_values(),
    }
    made = {
        "tables": {
            name: {meaning: sorted({word.lower() for word in said}) for meaning, said in meanings.items()}
            for name, meanings in tables.items()
        },
        "chinese": _chinese(),
        "called": [*phrases("references.called_en"), *phrases("references.called_zh")],
        "spoken": sorted({word for text in _texts() for word in re.findall(r"[a-z]{3,}", text.lower())} | _around()),
        "unsaid": sorted({word for said in SILENT for word in said.split(" ")} | {*english.NUMBERS.values(), *VAGUE}),
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _chinese() -> dict[str, str]:
    """The usual Chinese word for everything that a prompt may say, made-up names aside."""
    kinds = ("adjective", "action", "colour", "element", "medium", "style")
    found = {word.en: word.zh[0] for kind in kinds for word in words(kind)}
    found |= {word.en.split(" ")[0]: word.zh[0] for word in reversed(words("action")) if word.en not in SILENT}
    found |= {f"{word.en} style": f"{word.zh[0].removesuffix('风')}风格" for word in words("style")}
    found |= {one.text: one.bare_zh[0] for slot in (*SLOTS, "place") if slot not in UNLISTED for one in slots(slot)}
    found |= {one.en: one.zh[0] for one in nouns()}
    found |= {other.en: other.zh[0] for names in also().values() for other in names}
    return found


def _texts() -> Iterator[str]:
    """Every piece of a sentence there is."""
    for path in FOLDER.glob("*.toml"):
        yield from strings(tomllib.loads(path.read_text(encoding="utf-8")))


def _around() -> set[str]:
    """What is said in Chinese before a wish, run by run."""
    names = ("comments_zh", "before_undo_zh", "openers_zh", "closers_zh")
    told = (text for name in names for text in phrases(f"manners.{name}"))
    return {run for text in told for run in re.findall(r"[\u3400-\u9fff]{2,}", text)}


def strings(data: Any) -> Iterator[str]:
    """The texts in nested tables and lists, keys left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for part in data.values() if isinstance(data, dict) else data:
            yield from strings(part)


def _things() -> Table:
    things: Table = defaultdict(set)
    for noun in nouns():
        things[noun.en] |= {noun.en, noun.plural, *noun.zh} - {*VAGUE}
    for other in (name for names in also().values() for name in names):
        things[other.en] |= {other.en, other.plural}
    for word in words("element"):
        things[word.en] |= {word.en, *word.zh}
    return things


def _looks() -> Table:
    looks: Table = defaultdict(set)
    for kind in ("adjective", "colour", "action", "relation"):
        for word in words(kind):
            if word.en not in SILENT:
                first = word.en.split(" ")[0] if kind in ("action", "relation") else word.en
                looks[first] |= {word.en, *(zh.removesuffix("的") for zh in word.zh)}
    for said, meant, zh in rows("change"):
        looks[meant] |= {said, *zh.split("/")}
    return looks


def _counts() -> Table:
    counts: Table = {str(n): {english.NUMBERS[n], chinese.NUMBERS[n], str(n)} for n in english.NUMBERS}
    for number, said in SOME.items():
        counts[str(number)] |= set(said)
    return counts


def _pictures() -> Table:
    """Pictures by their place: "2" the second, "-1" the newest, "original" where the focus comes from, "after" where a
    redo leads."""
    found: Table = {
        "original": {*phrases("references.find_en_2"), *phrases("references.find_zh_2")},
        "upload": {*phrases("references.upload_en"), *phrases("references.upload_zh")} - {"my picture", "my image"},
        "-2": {*phrases("references.ordinal_en_2"), "倒数第二张"},
        "-1": {f"the {word} {kind}" for word in ("last", "latest", "newest", "most recent") for kind in KIND},
    }
    found["after"] = {*table()["redo"]["named"]}
    found["-1"] |= {"最后一张", "最新的一张", "最新那张", "最近的一张", "最后那张", "倒数第一张"}
    for at, (ordinal, short, cardinal, digit) in enumerate(zip(ORDINALS, SHORT, CARDINALS, DIGITS, strict=True), 1):
        said = {f"{word} {kind}" for word in (ordinal, short) for kind in KIND}
        said |= {f"{kind} {at}" for kind in ("picture", "image", "number", "no", "nr")}
        said |= {f"{kind} {cardinal}" for kind in ("picture", "image", "number")}
        said |= {f"第{name}{kind}" for name in (digit, at) for kind in "张幅"} | {f"图{at}", f"图片{at}", f"{at}号图"}
        found[str(at)] = said
    found["1"] |= {*phrases("references.ordinal_en"), *phrases("references.ordinal_zh")} - {"the first"}
    return found


def _ordinals() -> Table:
    """Places in a row, said as such: just after four variations "the second one" is the second of them."""
    found: Table = {}
    for at, (ordinal, short, digit) in enumerate(zip(ORDINALS, SHORT, DIGITS, strict=True), 1):
        found[str(at)] = {f"{word} {kind}" for word in (ordinal, short) for kind in KIND}
        found[str(at)] |= {f"第{name}{kind}" for name in (digit, at) for kind in "张幅个"} | {f"the {ordinal}"}
    return found


def _shapes() -> dict[str, Table]:
    """Ratios and halves to crop to, turns and mirrorings. A half is also named by its counterpart, that is cut off."""
    words = table()["transform"]
    crops = {shape: {said for told in both for said in told.split("|")} for shape, both in words["ratios"].items()}
    parts = {part: {said for told in both for said in told.split("|")} for part, both in words["parts"].items()}
    crops |= {part: said | parts.get(OTHER.get(part, ""), set()) for part, said in parts.items()}
    turns = {turn: {*words["named"][turn]} for turn in ("left", "right", "half")}
    return {
        "crops": crops,
        "turns": turns,
        "flips": {flip: {*words["named"][flip]} for flip in ("horizontal", "vertical")},
    }


def _values() -> dict[str, Table]:
    values: dict[str, Table] = {slot: defaultdict(set) for slot in SLOTS if slot != "lettering"}
    for slot in (*values, "place"):
        for one in slots(slot) if slot != "style" else ():
            values[one.slot][one.text] |= {*one.en, *one.zh, *one.bare_en, *one.bare_zh}
    for weather, comes in COMES.items():
        values["weather"][weather].add(comes)
    for word in words("medium"):
        values["style"][word.en] |= {word.en, *word.zh}
    for word in words("style"):
        text = word.en if word.en in TYPED_STYLES else f"{word.en} style"
        values["style"][text] |= {word.en, *word.zh}
    return values

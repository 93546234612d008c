"""How people wrap what they want: owns politeness, interjections and the joining of several clauses. Adds no meaning."""

from random import Random
from typing import Final

from starter.train.chat.said import Said, phrase

VERBS: Final = frozenset(
    "make put add turn change remove replace swap take go use show give draw paint set move place upscale enlarge double scale increase brighten darken "
    "lighten boost sharpen enhance improve fix denoise reduce remove vary create generate insert include erase delete get fill cover return switch select "
    "choose pick open redo repaint render convert transform apply write let have blow quadruple raise undo revert tell explain list describe convert try do "
    "exchange transform keep restore bring animate print send share crop rotate compose sing colour recolour dye shift start display warm cool clean smooth".split()
)
OPENERS: Final = ("now ", "ok ", "ok, ", "hmm, ", "and now ", "next, ", "then ", "well, ", "great, now ", "nice! ", "cool, ", "alright, ", "so ", "thanks, now ", "actually, ", "and ", "good, ", "hm ", "wait, ", "perfect. ", "now please ", "hi, ", "hello, ", "but ", "oh and ", "yes, ", "no, ", "great. ")
ASKING: Final = ("can you ", "could you ", "could you please ", "can you please ", "i want you to ", "i'd like you to ", "would you ", "please ", "please ", "please ", "pls ", "can we ", "you should ", "i need you to ", "would you please ", "let's ", "kindly ", "can u ", "may i ask you to ", "try to ", "go ahead and ", "i would like to ", "i want to ", "is it possible to ", "just ")
CLOSERS: Final = (" please", ", please", "!", ".", "?", " thanks", " for me", " pls", "...", ", thanks", " now", ".", ".", " then", " if possible", " plz", "!!", " :)", " ok?", " thx")
OPENERS_ZH: Final = ("请", "请帮我", "帮我", "能不能", "可以", "麻烦", "现在", "好的,", "然后", "接着", "嗯,", "不错,", "能", "请你", "我想", "我要", "那", "请把图", "给我", "好,", "很好,现在", "麻烦你", "你能", "能否", "再", "谢谢,", "那就", "接下来", "我希望", "我觉得应该", "最好", "你", "帮忙", "直接", "可不可以", "劳驾", "嘿,", "等等,", "不,")
CLOSERS_ZH: Final = ("吧", "好吗", "可以吗", ",谢谢", "。", "!", "吗?", "?", "谢谢", "呗", "行吗", "一下", "。", "!", "啊", "哦", "~", "试试", "看看", "就好", "好不好")
LINKS: Final = (" and then ", ", then ", " and ", ". then ", ", and ", ". ", " then ", " and after that ", ", after that ", " and also ", ". now ", ", and then ", "; then ", ", finally ", " and finally ", " & ", ", afterwards ", ". after that, ", " + ")
LINKS_ZH: Final = (",然后", ",再", ",接着", "然后", ",并", ",最后", ",之后", "。然后", "并且", ",同时", "再", ",", ",", ",接下来", "后", "之后", ",然后再", "。再", ";", ",另外")


def polite(said: Said, rng: Random, zh: bool) -> Said:
    """As one would say it to somebody, or bluntly."""
    chance = rng.random()
    if zh:
        head = rng.choice(OPENERS_ZH) if chance < 0.33 else ""
        return phrase(head, said, rng.choice(CLOSERS_ZH) if rng.random() < 0.27 else "")
    first = said.text.split(" ")[0]
    head = ""
    if chance < 0.25 and first in VERBS:
        head = rng.choice(ASKING)
        if rng.random() < 0.15:
            head = rng.choice(OPENERS) + head
    elif chance < 0.4:
        head = rng.choice(OPENERS)
    return phrase(head, said, rng.choice(CLOSERS) if rng.random() < 0.24 else "")


def linked(clauses: list[Said], rng: Random, zh: bool) -> Said:
    """One after the other; clause k carries the label `ck`."""
    parts = [clause.trimmed().labelled(f"c{number}") for number, clause in enumerate(clauses)]
    first = ""
    if rng.random() < 0.2:
        first = rng.choice(("先", "首先", "先")) if zh else rng.choice(("first ", "first, ", "please first "))
    out = phrase(first, parts[0])
    for part in parts[1:]:
        out = phrase(out, rng.choice(LINKS_ZH if zh else LINKS), part)
    return out



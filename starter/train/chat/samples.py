"""Training samples: owns the two messages and the wire form of the answers. Correct by construction: meaning first."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from starter.train.chat import wishes
from starter.train.chat.lexicon import phrases, rows
from starter.train.chat.manners import linked, polite
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, phrase, typed
from starter.train.chat.scenes import Wire, bare, filled, ordered, scene
from starter.train.chat.session import Session, attach, session
from starter.train.chat.wishes import Wish, table

HELD_OUT: Final = Path(__file__).parents[3] / "tests/starter/utterances.jsonl"
STEP_KEYS: Final = ("tool", "source", "mask", "region", "count", "variation", "scale", "adjust", "amount", "words")
WHICH: Final = ("Which one?", "哪一张?")
NOTHING: Final = phrases("samples.nothing")


@dataclass(frozen=True)
class Sample:
    """One call: the user message, the assistant's JSON, and the words alone."""

    user: str
    assistant: str
    words: str


def dumps(value: Any) -> str:
    """The wire form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def plain(words: str) -> str:
    """Words as they are compared with the held-out ones."""
    return re.sub(r"[\s.,!?;:,。!?;:'\"]+", " ", words.lower()).strip()


@cache
def held_out() -> frozenset[str]:
    """The hand-written utterances, which never occur in training."""
    lines = HELD_OUT.read_text(encoding="utf-8").splitlines() if HELD_OUT.exists() else []
    return frozenset(plain(json.loads(line)["words"]) for line in lines)


def samples(seed: int, copies: float = 0.0) -> Iterator[Sample]:
    """An endless stream; the same seed gives the same one. `copies`: share of pure copying, which a young model needs."""
    rng = Random(seed)
    while True:
        made = plan(rng) if rng.random() < 0.58 else rewrite(rng)
        if copies and rng.random() < copies:
            made = Sample(f"COPY\n---\n{made.words}", dumps([made.words]), made.words)
        if made.words and plain(made.words) not in held_out():
            yield made


def _message(out: Session, words: str, rng: Random) -> str:
    return "\n".join(["PLAN", *out.lines(late_masks=rng.random() < 0.6), "---", words])


def _sample(out: Session, said: Said, answer: Wire, rng: Random, tail: str = "") -> Sample:
    words = said.text + tail
    return Sample(_message(out, words, rng), dumps(answer), words)


def plan(rng: Random) -> Sample:
    """A PLAN call."""
    zh = rng.random() < 0.46
    chance = rng.random()
    if chance < 0.2:
        return _empty(rng, zh)
    out = session(rng, zh)
    if chance < 0.32:
        attach(out, rng)
        return _with_mask(out, rng, zh)
    kind = rng.choices(
        ("edit", "region", "upscale", "enhance", "vary", "generate", "steps", "select", "undo", "recipe", "talk", "decline", "ask"),
        (24, 9, 8, 11, 9, 7, 11, 8, 3, 5, 8, 4, 2.5),
    )[0]
    if kind in ("edit", "region", "upscale", "enhance", "vary"):
        make = {"edit": wishes.edit, "region": wishes.inpaint_region, "upscale": wishes.upscale, "enhance": wishes.enhance, "vary": wishes.vary}[kind]
        wish = make(out, rng, zh)
        return _made(out, wish, rng, zh)
    if kind == "generate":
        wish = wishes.generate(rng, zh)
        return _sample(out, typed(wish.said, rng), {"intent": "make", "steps": [_step(step) for step in wish.steps]}, rng)
    if kind == "steps":
        return _steps(out, rng, zh)
    if kind == "select":
        return _select(out, rng, zh)
    if kind == "undo":
        return _undo(out, rng, zh)
    if kind == "recipe":
        at = refer(out, rng, zh, bare=0.4)
        said = Said().add(rng.choice(table()["recipe"]["zh" if zh else "en"]).replace("{it}", at.text))
        answer = {"intent": "answer", "about": "recipe", "image": at.handle}
        return _sample(out, typed(_asked(said, rng, zh), rng), answer, rng)
    if kind == "ask":
        return _ask(out, rng, zh)
    return _talk(out, rng, zh) if kind == "talk" else _decline(out, rng, zh)


def _step(step: dict[str, Any], words: str | None = None) -> Wire:
    full = step | ({"words": words} if words else {})
    return {key: full[key] for key in STEP_KEYS if key in full}


def _made(out: Session, wish: Wish, rng: Random, zh: bool) -> Sample:
    said = typed(polite(wish.said, rng, zh), rng)
    return _sample(out, said, {"intent": "make", "steps": [_step(step) for step in wish.steps]}, rng)


def _asked(said: Said, rng: Random, zh: bool) -> Said:
    if zh:
        return phrase(rng.choice(("", "", "", "请问", "我想知道", "告诉我", "能说说")), said, rng.choice(("", "", "?", "?", "呢", "呢?", "。")))
    return phrase(rng.choice(phrases("samples.asked_en")), said, rng.choice(("", "", "?", "?", ".", " please", "?")))


def _empty(rng: Random, zh: bool) -> Sample:
    out, language = Session(), "zh" if zh else "en"
    chance = rng.random()
    if chance < 0.62:
        wish = wishes.generate(rng, zh)
        return _sample(out, typed(wish.said, rng), {"intent": "make", "steps": [_step(step) for step in wish.steps]}, rng)
    if chance < 0.74:
        return _steps(out, rng, zh)
    if chance < 0.76:
        return _sample(out, typed(_surprise(rng, zh), rng), {"intent": "make", "steps": [{"tool": "generate"}]}, rng)
    if chance < 0.83:
        other = session(rng, zh)
        kind = rng.choice((wishes.upscale, wishes.enhance, wishes.vary, wishes.upscale, wishes.enhance))
        said = kind(other, rng, zh, Reference("#1", rng.choice(("它", "这张图")) if zh else rng.choice(("it", "this", "the picture")), bare=True)).said
        return _sample(out, typed(polite(said, rng, zh), rng), {"intent": "ask", "question": NOTHING[zh]}, rng)
    if chance < 0.845:
        said = Said().add(rng.choice(table()["select"]["undo_" + language]))
        return _sample(out, typed(said, rng), {"intent": "ask", "question": NOTHING[zh]}, rng)
    return _talk(out, rng, zh) if chance < 0.94 else _decline(out, rng, zh)


def _with_mask(out: Session, rng: Random, zh: bool) -> Sample:
    chance = rng.random()
    if chance < 0.88:
        return _made(out, wishes.inpaint_mask(out, rng, zh), rng, zh)
    kind = wishes.upscale if chance < 0.94 else wishes.enhance
    return _made(out, kind(out, rng, zh), rng, zh)


def _steps(out: Session, rng: Random, zh: bool) -> Sample:
    if out.entries and rng.random() < 0.2:
        return _each(out, rng, zh)
    first = wishes.generate(rng, zh, counted=0.0) if not out.entries or rng.random() < 0.2 else None
    if first is None:
        kind = rng.choices((wishes.edit, wishes.enhance, wishes.upscale, wishes.inpaint_region), (50, 22, 12, 16))[0]
        first = kind(out, rng, zh)
    clauses = [first]
    for number in range(1, rng.choices((2, 3, 4), (84, 13, 3))[0]):
        at = Reference(f"@{number}", rng.choice(("它", "这张图", "结果")) if zh else rng.choice(("it", "it", "the result", "that", "the picture")), bare=True)
        if out.entries and rng.random() < 0.1:
            at = refer(out, rng, zh, bare=0.0)
        kinds = (wishes.upscale, wishes.enhance, wishes.inpaint_region) if rng.random() < 0.58 else (None,)
        kind_next = rng.choice(kinds)
        clauses.append(wishes.edit(out, rng, zh, at, first.source) if kind_next is None else kind_next(out, rng, zh, at))
    said = typed(linked([clause.said for clause in clauses], rng, zh), rng)
    steps = []
    for number, clause in enumerate(clauses):
        words = (said.span(f"c{number}") or "") if clause.content else None
        steps.append(_step(clause.steps[0], words))
    return _sample(out, said, {"intent": "make", "steps": steps}, rng)


def _each(out: Session, rng: Random, zh: bool) -> Sample:
    """The same done to several pictures."""
    kind = rng.choice((wishes.upscale, wishes.enhance))
    if 2 <= len(out.entries) <= 4 and rng.random() < 0.5:
        both = ("两张都", "两张图") if zh else ("both", "both of them", "both pictures")
        every = ("所有的", "全部", "每一张", "它们") if zh else phrases("samples.each_en")
        text = rng.choice(both + every if len(out.entries) == 2 else every)
        chosen = [entry.handle for entry in out.entries]
    else:
        one, two = refer(out, rng, zh, bare=0.0), refer(out, rng, zh, bare=0.0)
        text = f"{one.text}{rng.choice(('和', '、', '跟') if zh else (' and ', ' and also ', ' & '))}{two.text}"
        chosen = [one.handle, two.handle] if one.handle != two.handle else [one.handle]
    wish = kind(out, rng, zh, Reference(chosen[0], text))
    steps = [_step({**wish.steps[0], "source": handle}) for handle in chosen]
    return _sample(out, typed(polite(wish.said, rng, zh), rng), {"intent": "make", "steps": steps}, rng)


def _select(out: Session, rng: Random, zh: bool) -> Sample:
    at = refer(out, rng, zh, bare=0.0)
    said = Said().add(rng.choice(table()["select"]["zh" if zh else "en"]).replace("{it}", at.text))
    return _sample(out, typed(polite(said, rng, zh) if rng.random() < 0.4 else said, rng), {"intent": "select", "image": at.handle}, rng)


def _undo(out: Session, rng: Random, zh: bool) -> Sample:
    language, now = "zh" if zh else "en", out.focus or ""
    parent = out.parent(now)
    grand = out.parent(parent) if parent else None
    if grand and rng.random() < 0.35:
        said = Said().add(rng.choice(table()["select"]["undo2_" + language]))
        return _sample(out, typed(polite(said, rng, zh), rng), {"intent": "select", "image": grand}, rng)
    said = typed(polite(Said().add(rng.choice(table()["select"]["undo_" + language])), rng, zh), rng)
    at = [entry.handle for entry in out.entries].index(now)
    before = parent or (out.entries[at - 1].handle if at else None)
    return _sample(out, said, {"intent": "select", "image": before} if before else {"intent": "answer", "about": "other"}, rng)


def _talk(out: Session, rng: Random, zh: bool) -> Sample:
    about = rng.choices(("history", "abilities", "other"), (34, 30, 36))[0]
    if out.entries and about == "history" and rng.random() < 0.12:
        one, two = refer(out, rng, zh, bare=0.0).text, refer(out, rng, zh, bare=0.0).text
        said = Said().add(rng.choice((f"{one}和{two}有什么区别", f"比较{one}和{two}", f"{one}跟{two}差在哪") if zh else (f"what is the difference between {one} and {two}", f"compare {one} and {two}", f"how does {one} differ from {two}")))
        return _sample(out, typed(_asked(said, rng, zh), rng), {"intent": "answer", "about": "history"}, rng)
    said = Said().add(rng.choice(table()[about]["zh" if zh else "en"]))
    said = said if about == "other" and rng.random() < 0.6 else _asked(said, rng, zh)
    return _sample(out, typed(said, rng), {"intent": "answer", "about": about}, rng)


def _decline(out: Session, rng: Random, zh: bool) -> Sample:
    at = refer(out, rng, zh, bare=0.5) if out.entries else Reference("", "这个" if zh else "this", bare=True)
    if rng.random() < 0.55:
        reason, en, chinese = rng.choice(rows("decline"))
        what = rng.choice((chinese.split("/") if zh else en.split(";")))
        verbs = phrases("samples.decline_zh") if zh else phrases("samples.decline_en")
    else:
        reason, en, chinese = rng.choice(rows("decline_verb"))
        what, verbs = rng.choice((chinese.split("/") if zh else en.split(";"))), ("{w}",)
        what = what.replace("#", at.text if at.text else "it")
    said = Said().add(rng.choice(verbs).replace("{w}", what).replace("{it}", at.text))
    return _sample(out, typed(polite(said, rng, zh), rng), {"intent": "decline", "reason": reason}, rng)


def _ask(out: Session, rng: Random, zh: bool) -> Sample:
    """Words that fit several pictures."""
    named: dict[str, tuple[list[str], Any]] = {}
    for entry in out.entries:
        for what in {thing.noun.en: thing.noun for thing in entry.scene.things}.values() if entry.scene else ():
            named.setdefault(what.en, ([], what))[0].append(entry.handle)
    fit = [(handles, what) for handles, what in named.values() if 2 <= len(handles) <= 4]
    if not fit:
        return _select(out, rng, zh)
    handles, what = rng.choice(fit)
    text = rng.choice((f"{what.zh[0]}那张", f"有{what.zh[0]}的那张", f"画着{what.zh[0]}的图")) if zh else rng.choice((f"the {what.en}", f"the one with the {what.en}", f"the {what.en} picture", f"the picture with a {what.en}", f"the {what.en} one"))
    said = Said().add(rng.choice(table()["select"]["zh" if zh else "en"]).replace("{it}", text))
    said = typed(polite(said, rng, zh) if rng.random() < 0.3 else said, rng)
    if rng.random() < 0.35:
        chosen = rng.choice(handles)
        answer = rng.choice((chosen, chosen, f"第{chosen[1:]}张" if zh else f"number {chosen[1:]}"))
        return _sample(out, said, {"intent": "select", "image": chosen}, rng, f" ({answer})")
    return _sample(out, said, {"intent": "ask", "question": WHICH[zh], "choices": handles}, rng)


def _surprise(rng: Random, zh: bool) -> Said:
    return Said().add(rng.choice(table()["surprise"]["zh" if zh else "en"]))


def rewrite(rng: Random) -> Sample:
    """A REWRITE call."""
    zh = rng.random() < 0.48
    chance = rng.random()
    if chance < 0.01:
        words = typed(_surprise(rng, zh), rng).text
        prompt = {"subjects": [{"what": "house", "attributes": ["red"]}], "setting": {"text": "lake"}, "time": {"text": "sunset"}}
        return Sample(f"REWRITE new {rng.choice(('low', 'medium', 'high'))}\n---\n{words}", dumps(prompt), words)
    if chance < 0.5:
        wish = wishes.generate(rng, zh)
        said, creativity = typed(wish.said, rng), rng.choice(("low", "medium", "medium", "high"))
        assert wish.source is not None
        answer = filled(ordered(wish.source.wire(said)), wish.source, creativity)
        return Sample(f"REWRITE new {creativity}\n---\n{said.text}", dumps(answer), said.text)
    out = session(rng, zh)
    if chance < 0.66:
        if rng.random() < 0.5:
            attach(out, rng)
            wish = wishes.inpaint_mask(out, rng, zh)
        else:
            wish = wishes.inpaint_region(out, rng, zh)
        return _respanned("REWRITE new low\n", wish, wish.fresh or {}, rng, zh)
    wish = wishes.edit(out, rng, zh, before=scene(rng))
    if chance < 0.69 and wish.fresh is not None:
        return _respanned("REWRITE new low\n", wish, wish.fresh, rng, zh)
    assert wish.source is not None and wish.patch is not None
    prompt = dumps(ordered(bare(wish.source.wire())))
    return _respanned(f"REWRITE change {rng.choice(('low', 'medium', 'medium', 'high'))}\n{prompt}\n", wish, wish.patch, rng, zh)


def _respanned(head: str, wish: Wish, answer: Wire, rng: Random, zh: bool) -> Sample:
    """The spans are taken anew from the words as they were typed in the end."""
    polished = polite(wish.said, rng, zh)
    said = typed(polished, rng)
    spans = {wish.said.span(label): said.span(label) for label in {label for piece in said.pieces for label in piece.labels}}

    def fresh(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: (spans.get(item, item) if key == "from" else fresh(item)) for key, item in value.items()}
        return [fresh(item) for item in value] if isinstance(value, list) else value

    return Sample(f"{head}---\n{said.text}", dumps(ordered(fresh(answer))), said.text)

"""REWRITE samples: owns which calls there are and how often, and spans that survive politeness and slips."""

from random import Random
from typing import Any

from starter.train.chat import asking, frames, painting, parts, wishes
from starter.train.chat.manners import polite, told
from starter.train.chat.plans import surprise
from starter.train.chat.said import Said, typed
from starter.train.chat.scenes import Scene, Wire, bare, filled, ordered, scene
from starter.train.chat.session import Session, attach, session
from starter.train.chat.wire import Sample, dumps
from starter.train.chat.wish import Wish


def rewrite(rng: Random) -> Sample:
    """A REWRITE call."""
    zh = rng.random() < 0.48
    chance = rng.random()
    if chance < 0.01:
        words = typed(surprise(rng, zh), rng).text
        house: Wire = {
            "subjects": [{"what": "house", "attributes": ["red"]}],
            "setting": {"text": "lake"},
            "time": {"text": "sunset"},
        }
        return Sample(f"REWRITE new {rng.choice(('low', 'medium', 'high'))}\n---\n{words}", dumps(house), words)
    if chance < 0.43:
        wish = wishes.generate(rng, zh)
        said, creativity = typed(told(wish.said, rng, zh), rng), rng.choice(("low", "medium", "medium", "high"))
        shown = wish.source or Scene()
        answer = filled(ordered(shown.wire(said)), shown, creativity)
        return Sample(f"REWRITE new {creativity}\n---\n{said.text}", dumps(words_first(answer)), said.text)
    out = session(rng, zh)
    if chance < 0.49:
        return _part(out, rng, zh)
    if chance < 0.56:
        if rng.random() < 0.5:
            attach(out, rng)
            wish = painting.inpaint_mask(out, rng, zh)
        else:
            wish = painting.inpaint_region(out, rng, zh)
        return _respanned("REWRITE new low\n", wish, wish.fresh or {}, rng, zh)
    wish = wishes.edit(out, rng, zh, before=scene(rng))
    if chance < 0.59 and wish.fresh is not None:
        return _respanned("REWRITE new low\n", wish, wish.fresh, rng, zh)
    prompt = dumps(ordered(bare((wish.source or Scene()).wire())))
    return _respanned(
        f"REWRITE change {rng.choice(('low', 'medium', 'medium', 'high'))}\n{prompt}\n", wish, wish.patch or {}, rng, zh
    )


def _part(out: Session, rng: Random, zh: bool) -> Sample:
    """What is to be found, in words of its own or in those of the whole wish; and a frame that grows by nothing new."""
    chance = rng.random()
    if chance < 0.15:
        wish = frames.outpaint(out, rng, zh)
        return _respanned("REWRITE new low\n", wish, {}, rng, zh)
    if chance < 0.45:
        wish = (asking.seen if rng.random() < 0.6 else parts.find)(out, rng, zh)
        return _respanned("REWRITE new low\n", wish, wish.fresh or {}, rng, zh)
    shown = out.at(out.focus or "").scene
    if chance < 0.8:
        found = parts.target(shown, rng, zh)
        return _respanned(
            "REWRITE new low\n",
            Wish(found.said, ()),
            {"subjects": [found.wire | {"from": found.said.text}]},
            rng,
            zh,
            bare=True,
        )
    wish = parts.wear(out, rng, zh)
    given = Said([piece for piece in wish.said.pieces if "x" in piece.labels]).trimmed()
    if not given.text:
        return rewrite(rng)
    return _respanned("REWRITE new low\n", Wish(given, ()), wish.fresh or {}, rng, zh, bare=True)


def words_first(value: Any) -> Any:
    """With `from` before everything else: the words are pointed at, and what they mean is read off the pointer."""
    if isinstance(value, dict):
        inner = {key: words_first(item) for key, item in value.items() if key != "from"}
        return {"from": value["from"], **inner} if "from" in value else inner
    return [words_first(item) for item in value] if isinstance(value, list) else value


def _respanned(head: str, wish: Wish, answer: Wire, rng: Random, zh: bool, *, bare: bool = False) -> Sample:
    """The spans are taken anew from the words as they were typed in the end."""
    polished = wish.said if bare else polite(wish.said, rng, zh)
    said = typed(polished, rng)
    spans = {
        wish.said.span(label): said.span(label) for label in {label for piece in said.pieces for label in piece.labels}
    }

    def fresh(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: (spans.get(item, item) if key == "from" else fresh(item)) for key, item in value.items()}
        return [fresh(item) for item in value] if isinstance(value, list) else value

    return Sample(f"{head}---\n{said.text}", dumps(words_first(ordered(fresh(answer)))), said.text)

"""The stream of training samples, correct by construction: meaning first, words after.

Owns the mix and what is held out.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from starter.train.chat.lexicon import noun
from starter.train.chat.plans import plan
from starter.train.chat.rewrites import rewrite
from starter.train.chat.wire import Sample, dumps

HELD_OUT: Final = Path(__file__).parents[3] / "tests/starter/utterances.jsonl"
STRANGERS: Final = HELD_OUT.with_name("strangers.jsonl")
NEWCOMERS: Final = HELD_OUT.with_name("newcomers.jsonl")
PLANS: Final = 0.62
"""Share of PLAN calls; the rest are REWRITE calls, which are learnt sooner."""


def plain(words: str) -> str:
    """Words as they are compared with the held-out ones."""
    return re.sub(r"[\s.,!?;:,。!?;:'\"]+", " ", words.lower()).strip()


@cache
def held_out() -> frozenset[str]:
    """The hand-written utterances, which never occur in training."""
    there = [path for path in (HELD_OUT, STRANGERS, NEWCOMERS) if path.exists()]
    lines = [line for path in there for line in path.read_text(encoding="utf-8").splitlines()]
    return frozenset(plain(json.loads(line)["words"]) for line in lines)


def samples(seed: int, copies: float = 0.0) -> Iterator[Sample]:
    """An endless stream, the same for the same seed. `copies`: share of pure copying, which a young model needs."""
    rng = Random(seed)
    while True:
        made = plan(rng) if rng.random() < PLANS else rewrite(rng)
        if copies and rng.random() < copies:
            made = _copy(rng)
        if made.words and plain(made.words) not in held_out():
            yield made


def _copy(rng: Random) -> Sample:
    """Words in no order, said again: nothing but copying helps, so copying is learnt early."""
    said = [noun(rng, 0.4) for _ in range(rng.randint(6, 24))]
    zh = rng.random() < 0.45
    words = ("" if zh else " ").join(rng.choice(one.zh) if zh else rng.choice((one.en, one.plural)) for one in said)
    return Sample(f"COPY\n---\n{words}", dumps([words]), words)

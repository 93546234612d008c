"""One training sample and its wire form: owns the PLAN message and the JSON of answers. Makes no words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from starter.train.chat.said import Said
from starter.train.chat.scenes import Wire
from starter.train.chat.session import Session

STEP_KEYS: Final = (
    "tool", "source", "mask", "style", "reference", "region", "which", "invert", "count", "variation", "scale",
    "adjust", "sides", "amount", "strength", "layout", "crop", "turn", "flip", "width", "height",
    "percent", "words",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One call: the user message, the assistant's JSON, and the words alone."""

    user: str
    assistant: str
    words: str


def dumps(value: Any) -> str:
    """The wire form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def steps_of(steps: Iterable[dict[str, Any]], said: Said, before: int = 0) -> list[Wire]:
    """Steps in their wire form: the words of those that have some are those labelled `of`, as they were typed;
    a mask "@prev" is what the step before found. `before`: steps of earlier clauses."""
    return [
        step_of(
            step if step.get("mask") != "@prev" else {**step, "mask": f"@{number}"},
            said.span(step["of"]) if "of" in step else None,
        )
        for number, step in enumerate(steps, start=before)
    ]


def step_of(step: dict[str, Any], words: str | None = None) -> Wire:
    full = step | ({"words": words} if words else {})
    return {key: full[key] for key in STEP_KEYS if key in full}


def _message(out: Session, words: str, rng: Random) -> str:
    return "\n".join(["PLAN", *out.lines(late_masks=rng.random() < 0.6), "---", words])


def plan_sample(out: Session, said: Said, answer: Wire, rng: Random, tail: str = "") -> Sample:
    words = said.text + tail
    return Sample(_message(out, words, rng), dumps(answer), words)

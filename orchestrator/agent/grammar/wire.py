"""Reading what a language model wrote: JSON to a checked plan or prompt. The last word, whoever wrote it.

Refuses everything the turn's offer does not hold, whether a grammar was in force or not.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from orchestrator.agent.grammar.offer import Offer
from orchestrator.agent.grammar.plan import QUESTION, REASON
from orchestrator.agent.grammar.shapes import Shape
from orchestrator.agent.language.words import find_span, normalise
from orchestrator.domain.plan import REGIONS, ROLES, STEPS, Plan, Step
from orchestrator.domain.prompt import Phrase, Prompt, merge_patch
from tools.base import Gives

FENCED: Final = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
LONGEST: Final = 20_000
"""Characters of an answer that are looked at."""
DEPTH: Final = 12
SPAN: Final = 200
"""Longest `from` the domain keeps."""

KEYS: Final = {
    "make": {"steps"},
    "answer": {"about", "image", "images"},
    "select": {"image"},
    "ask": {"question", "choices"},
    "decline": {"reason"},
}


SENTENCES: Final = {"question": QUESTION, "reason": REASON}
"""Longest sentences, in characters."""


class WireError(Exception):
    """What the model wrote is not what was asked for; the message tells it what is wrong."""


def read_json(written: str) -> dict[str, Any]:
    """The one JSON object that `written` is, or is the only fenced block of.

    Raises:
        WireError: it is anything else.
    """
    fenced = FENCED.match(written[:LONGEST])
    try:
        data = json.loads(fenced[1] if fenced else written[:LONGEST])
    except (ValueError, RecursionError) as error:
        raise WireError("the answer must be one JSON object and nothing else") from error
    if not isinstance(data, dict):
        raise WireError("the answer must be a JSON object")
    cleaned: dict[str, Any] = _clean(data, DEPTH)
    return cleaned


def _clean(data: Any, depth: int) -> Any:
    """`data` with every string on one line, without control characters and lone surrogates."""
    if not depth:
        raise WireError("the answer is nested too deeply")
    match data:
        case str():
            return normalise(data)
        case list():
            return [_clean(part, depth - 1) for part in data]
        case dict():
            return {normalise(name): _clean(part, depth - 1) for name, part in data.items()}
    return data


def read_plan(data: Mapping[str, Any], offer: Offer) -> Plan:
    """The plan `data` stands for; step parameters hold only what the model set.

    Raises:
        WireError: it names a tool, handle or value that `offer` does not hold, or does not hang together.
    """
    intent = data.get("intent")
    if not isinstance(intent, str) or intent not in KEYS or (intent == "ask" and not offer.may_ask):
        raise WireError(f"intent must be one of {', '.join(kind for kind in KEYS if kind != 'ask' or offer.may_ask)}")
    if unknown := set(data) - KEYS[intent] - {"intent"}:
        raise WireError(f"{intent} has no {', '.join(sorted(unknown))[:60]}")
    image = data.get("image")
    if image is not None and image not in offer.pictures:
        raise WireError(f"there is no picture {str(image)[:20]!r}; there are {', '.join(offer.pictures) or 'none'}")
    if intent == "answer" and (data.get("about") == "recipe") != (image is not None):
        raise WireError("an answer about a recipe, and only that, names its image")
    shown = data.get("images", [])
    if not isinstance(shown, list) or any(handle not in (*offer.pictures, *offer.every) for handle in shown):
        raise WireError("images must be handles of pictures")
    written = data.get("steps", [])
    if not isinstance(written, list) or len(written) > STEPS:
        raise WireError(f"steps must be a list of at most {STEPS}")
    cut = {text: data[text][:most] for text, most in SENTENCES.items() if isinstance(data.get(text), str)}
    choices = data.get("choices", [])
    if not isinstance(choices, list) or any(choice not in offer.pictures for choice in choices):
        raise WireError("choices must be handles of pictures")
    steps: list[Step] = []
    for number, step in enumerate(written, start=1):
        steps.append(_step(step, number, offer, _given(steps, offer)))
    try:
        return Plan.model_validate({**data, **cut, "steps": steps})
    except ValidationError as error:
        raise WireError(error.errors()[0]["msg"]) from error


def _given(steps: list[Step], offer: Offer) -> dict[str, Gives]:
    """What each earlier step gives, by its reference."""
    gives = {shape.tool: shape.gives for shape in offer.shapes}
    return {f"@{number}": gives[step.tool] for number, step in enumerate(steps, start=1)}


def _step(written: Any, number: int, offer: Offer, earlier: Mapping[str, Gives]) -> Step:
    if not isinstance(written, dict):
        raise WireError(f"step {number} must be an object")
    inputs = {role: written[role] for role in ROLES if role in written}
    region = written.get("region")
    shape = _shape_of(written, offer, number, tuple(inputs), named=region is not None)
    for role, handle in inputs.items():
        _check_handle(role, handle, number, offer, earlier)
    if inputs.get("style") is not None and inputs.get("style") == inputs.get("source"):
        raise WireError(f"step {number}: the style comes from another picture than the source")
    fits = offer.masks.get(inputs.get("mask", ""))
    if fits is not None and inputs["source"] not in earlier and inputs["source"] not in fits:
        raise WireError(f"step {number}: {inputs['mask']} marks a place in {' or '.join(fits)}")
    if region is not None and region not in REGIONS:
        raise WireError(f"step {number}: region must be one of {', '.join(REGIONS)}")
    params = _params(written, shape, number)
    words = written.get("words")
    if words is not None:
        words = find_span(offer.words, words) if isinstance(words, str) and shape.words else None
        if words is None:
            raise WireError(f"step {number}: words must be a contiguous copy of part of the words")
    known = {"tool", "region", "words", *inputs, *params}
    if unknown := set(written) - known:
        raise WireError(f"step {number}: {shape.tool} has no {', '.join(sorted(map(str, unknown)))[:60]}")
    return Step(tool=shape.tool, inputs=inputs, params=params, region=region, words=words)


def _check_handle(role: str, handle: Any, number: int, offer: Offer, earlier: Mapping[str, Gives]) -> None:
    known = offer.masks if role == "mask" else offer.pictures
    wanted: Gives = "masks" if role == "mask" else "pictures"
    if not isinstance(handle, str) or (handle not in known and earlier.get(handle) != wanted):
        raise WireError(f"step {number}: there is no {wanted.removesuffix('s')} {str(handle)[:20]!r}")


def _params(written: Mapping[str, Any], shape: Shape, number: int) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for parameter in shape.parameters:
        if parameter.name in written:
            chosen = written[parameter.name]
            if not any(chosen == value and type(chosen) is type(value) for value in parameter.values):
                raise WireError(f"step {number}: {parameter.name} must be one of {list(parameter.values)}")
            params[parameter.name] = chosen
        elif parameter.required:
            raise WireError(f"step {number}: {parameter.name} is missing")
    if shape.idle and not params:
        names = ", ".join(parameter.name for parameter in shape.parameters)
        raise WireError(f"step {number}: {shape.tool} needs one of {names}")
    return params


def _shape_of(written: Mapping[str, Any], offer: Offer, number: int, roles: tuple[str, ...], *, named: bool) -> Shape:
    tool = written.get("tool")
    shapes = [shape for shape in offer.shapes if shape.tool == tool]
    if not shapes:
        tools = ", ".join(sorted({shape.tool for shape in offer.shapes}))
        raise WireError(f"step {number}: there is no tool {str(tool)[:40]!r}; there are {tools}")
    for shape in shapes:
        if shape.roles == roles and shape.region == named:
            return shape
    ways = " or ".join("+".join((*shape.roles, *(["region"] if shape.region else []))) or "nothing" for shape in shapes)
    raise WireError(f"step {number}: {tool} takes {ways}")


def read_prompt(data: Mapping[str, Any], words: str) -> Prompt:
    """The structured prompt `data` stands for. A `from` that is not in `words` is dropped: the phrase counts as added.

    Raises:
        WireError: it is no prompt.
    """
    try:
        return Prompt.model_validate(_once_each(with_copies(data, words)))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise WireError(f"{where}: {error.errors()[0]['msg']}") from error


def read_patch(data: Mapping[str, Any], words: str, before: Prompt) -> dict[str, Any]:
    """A merge patch on `before`. Subjects taken over unchanged keep the origin they had.

    Raises:
        WireError: the result would be no prompt, or nothing would change.
    """
    patch: dict[str, Any] = _once_each(with_copies(data, words))
    if isinstance(patch.get("subjects"), list):
        patch["subjects"] = [_inherited(_off_itself(subject, before), before) for subject in patch["subjects"]]
    try:
        after = Prompt.model_validate(merge_patch(before.wire(), patch))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise WireError(f"{where}: {error.errors()[0]['msg']}") from error
    if with_copies(after.wire(), "") == with_copies(before.wire(), ""):
        raise WireError("with this nothing would change: say what the picture shows afterwards")
    return {slot: _replacing(part, getattr(before, slot)) for slot, part in patch.items()}


def _once_each(data: dict[str, Any]) -> dict[str, Any]:
    """Without subjects that say again what an earlier one says: how many there are is in `count`."""
    subjects = data.get("subjects")
    if not isinstance(subjects, list):
        return data
    place = data.get("setting")
    subjects = [
        _unrepeated(subject) if isinstance(subject, dict) else subject
        for subject in subjects
        if not (isinstance(subject, dict) and isinstance(place, dict) and _of_place(subject, place))
    ]
    plain = [{**subject, "from": None} if isinstance(subject, dict) else subject for subject in subjects]
    return data | {
        "subjects": [
            subject
            for number, subject in enumerate(subjects)
            if plain[number] not in plain[:number] and not any(_echoes(subject, other) for other in subjects[:number])
        ]
    }


def _of_place(subject: dict[str, Any], place: dict[str, Any]) -> bool:
    """Whether a subject is part of the setting's own name, read off the same words: the wheat of a wheat field."""
    what, name = subject.get("what"), place.get("text")
    same = subject.get("from") is not None and subject.get("from") == place.get("from")
    return same and isinstance(what, str) and isinstance(name, str) and what != name and what in name.split(" ")


def _echoes(subject: Any, other: Any) -> bool:
    """Whether both are the same thing read off the same words, and `subject` says nothing more of it."""
    if not isinstance(subject, dict) or not isinstance(other, dict) or subject.get("what") != other.get("what"):
        return False
    words, whole = subject.get("from"), other.get("from")
    inside = isinstance(words, str) and isinstance(whole, str) and (words in whole or whole in words)
    return inside and {*subject} <= {"from", "what"}


def _unrepeated(subject: dict[str, Any]) -> dict[str, Any]:
    """Without attributes that are said twice, or by the noun."""
    looks, what = subject.get("attributes"), subject.get("what")
    if not isinstance(looks, list) or not isinstance(what, str):
        return subject
    said = what.split(" ")
    return {
        **subject,
        "attributes": [look for number, look in enumerate(looks) if look not in (*looks[:number], *said)],
    }


def _replacing(part: Any, before: Any) -> Any:
    """A new phrase without `from` must not inherit that of the phrase it replaces: merging alone would keep it."""
    inherits = isinstance(part, dict) and isinstance(before, Phrase) and before.source is not None
    return {"from": None, **part} if inherits else part


def _off_itself(subject: Any, before: Prompt) -> Any:
    """`subject` not told to stand to itself, as a small model has a car that is made blue: "beside the car"."""
    if not isinstance(subject, dict) or not isinstance(where := subject.get("where"), str):
        return subject
    itself = any(where.endswith(f" the {one.what}") for one in before.subjects if one.what == subject.get("what"))
    same = any(one.where == where for one in before.subjects if one.what == subject.get("what"))
    return {name: part for name, part in subject.items() if name != "where"} if itself and not same else subject


def _inherited(subject: Any, before: Prompt) -> Any:
    if not isinstance(subject, dict) or "from" in subject:
        return subject
    for known in before.subjects:
        plain = known.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        if {**plain, "from": None} == {**subject, "from": None} and known.source is not None:
            return {**subject, "from": known.source}
    return subject


def with_copies(data: Any, words: str) -> Any:
    """`data` with every `from` as it stands in `words`, cut to what the domain keeps, or dropped; without any `by`."""
    if isinstance(data, list):
        return [with_copies(part, words) for part in data]
    if not isinstance(data, Mapping):
        return data
    kept = {name: with_copies(part, words) for name, part in data.items() if name not in {"from", "by"}}
    copied = data.get("from")
    found = find_span(words, copied) if isinstance(copied, str) else None
    return {**kept, "from": found[:SPAN]} if found else kept

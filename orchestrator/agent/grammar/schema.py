"""The same bounds as the grammars, as JSON schemas: for language models elsewhere, which take no GBNF."""

from collections.abc import Collection
from typing import Any

from orchestrator.agent.grammar.offer import Offer
from orchestrator.agent.grammar.plan import QUESTION, REASON
from orchestrator.agent.grammar.rewrite import ATTRIBUTES, AVOIDED, SUBJECTS
from orchestrator.agent.grammar.shapes import Shape
from orchestrator.agent.grammar.texts import ATTRIBUTE, COUNT, NOUN, PHRASE, PLACE
from orchestrator.domain.plan import REGIONS, STEPS
from orchestrator.domain.prompt import SLOTS

Schema = dict[str, Any]


def plan_schema(offer: Offer) -> Schema:
    """All plans `offer` allows; that a step uses only earlier ones is checked afterwards."""
    kinds: list[Schema] = []
    if offer.shapes:
        steps = {"anyOf": [_step(shape, offer) for shape in offer.shapes]}
        kinds.append(_intent("make", steps={"type": "array", "minItems": 1, "maxItems": STEPS, "items": steps}))
    if offer.pictures:
        picture = {"enum": list(offer.pictures)}
        kinds.append(_intent("answer", about={"const": "recipe"}, image=picture))
        kinds.append(_intent("select", image=picture))
        some = {"type": "array", "items": picture, "maxItems": STEPS}
        kinds.append(
            _object({"intent": {"const": "answer"}, "about": {"const": "which"}, "images": some}, ["intent", "about"])
        )
    if len(pair := offer.paired()) > 1:
        both = {"type": "array", "items": {"enum": list(pair)}, "minItems": 2, "maxItems": 2}
        kinds.append(_intent("answer", about={"const": "compare"}, images=both))
    kinds.append(_intent("answer", about={"enum": ["history", "abilities", "hello", "thanks", "other"]}))
    if offer.may_ask:
        choices = {"type": "array", "maxItems": 4, "items": {"enum": list(offer.pictures)}} if offer.pictures else {}
        optional = {"choices": choices} if choices else {}
        kinds.append(
            _object({"intent": {"const": "ask"}, "question": _text(QUESTION)} | optional, ["intent", "question"])
        )
    kinds.append(_intent("decline", reason=_text(REASON)))
    return {"anyOf": kinds}


def _intent(name: str, **members: Schema) -> Schema:
    return _object({"intent": {"const": name}, **members}, ["intent", *members])


def _step(shape: Shape, offer: Offer) -> Schema:
    members: dict[str, Schema] = {"tool": {"const": shape.tool}}
    earlier = [f"@{number}" for number in range(1, STEPS)]
    for role in shape.roles:
        members[role] = {"enum": [*(offer.masks if role == "mask" else offer.pictures), *earlier]}
    if shape.region:
        members["region"] = {"enum": list(REGIONS)}
    needed = [*members, *(parameter.name for parameter in shape.parameters if parameter.required)]
    members |= {parameter.name: {"enum": list(parameter.values)} for parameter in shape.parameters}
    if shape.idle:
        return {**_object(members, needed), "minProperties": len(needed) + 1}
    if shape.words:
        members["words"] = {"type": "string", "minLength": 1}
    return _object(members, needed)


def prompt_schema(*, removable: Collection[str] = (), empty: bool = False) -> Schema:
    """A structured prompt, or (with `removable` slots) a merge patch on one."""
    origin = {"type": "string", "minLength": 1}
    phrase = _object({"from": origin, "text": _text(PHRASE)}, ["text"])
    attributes = {"type": "array", "maxItems": ATTRIBUTES, "items": _text(ATTRIBUTE)}
    count = {"type": "integer", "minimum": 2, "maximum": COUNT}
    subject = _object(
        {"from": origin, "what": _text(NOUN), "attributes": attributes, "count": count, "where": _text(PLACE)}, ["what"]
    )
    slots: dict[str, Schema] = {
        "subjects": {"type": "array", "maxItems": SUBJECTS, "items": subject},
        **dict.fromkeys(SLOTS, phrase),
        "avoid": {"type": "array", "maxItems": AVOIDED, "items": phrase},
        "keep": {"type": "array", "maxItems": AVOIDED, "items": _text(ATTRIBUTE)},
    }
    members = {name: {"anyOf": [slot, {"type": "null"}]} if name in removable else slot for name, slot in slots.items()}
    return {**_object(members, []), **({} if empty else {"minProperties": 1})}


def _object(members: dict[str, Schema], needed: list[str]) -> Schema:
    return {"type": "object", "properties": members, "required": needed, "additionalProperties": False}


def _text(most: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": most}

"""What fits what is missed: a policy over the check list. A model judges; what follows from that is decided here.

A thing that is there and looks wrong is painted anew inside its own mask, one that is missing into a free place, one
too many is painted over; only where that is no way, or too much is wrong at once, the picture is made again.
Refuses tools that nobody offers, and to mend what is not surely missed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.language.places import free_region, region_of
from orchestrator.agent.review.case import Case, Sighting
from orchestrator.domain.instruction import instruction_of
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import SURROUNDINGS, Prompt, Subject, render
from orchestrator.domain.regions import lies_around
from orchestrator.domain.requirements import KINDS, Requirement
from orchestrator.domain.review import Change, Check, Way

MANY: Final = 2
"""Things, or parts of the scene, that are missing or wrong as such, from which the picture is made again."""
FEW: Final = frozenset({"colour", "look", "count"})
"""Kinds for which nothing is started over: the thing is there."""
ORDER: Final = ("absent", "subject", "colour", "look", "count")
"""What is mended first; then the rest."""
SLOT_OF: Final = {kind: slot for slot, kind in KINDS.items()}
LOOKS: Final = 4
"""Things looked for at once."""

LESS: Final[Mapping[str, Mapping[str, Any]]] = {
    "colour": {"attributes": ()},
    "look": {"attributes": ()},
    "count": {"count": 1},
}
"""A subject that does not ask for it."""


@dataclass(frozen=True, slots=True)
class Look:
    """Steps that find out what must be known first."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """One attempt."""

    step: Step
    change: Change


Move = Look | Mend | None


def mended(case: Case, tried: Mapping[tuple[Way, str], int]) -> Move:
    """The next move for a picture that misses something; `tried`: how often what was tried on it before."""
    missed = [one for one in case.missed if one.kind == "subject" or not one.of or case.there(one.of)]
    if _too_many(case) and (anew := _again(case)):
        return anew
    rank = {kind: number for number, kind in enumerate(ORDER)}
    missed.sort(key=lambda one: (sum(n for (_, text), n in tried.items() if text == one.text), rank.get(one.kind, 9)))
    for check in missed:
        if move := WAYS.get(check.kind, _around)(case, check):
            return move
    return _again(case) if case.missed else None


def _too_many(case: Case) -> bool:
    """A thing that is missing misses its looks and its place too: it counts once."""
    return len({one.of or one.text for one in case.missed if one.kind not in FEW}) >= MANY


def _repaint(case: Case, check: Check) -> Move:
    """A thing that is there, painted anew where it is; one that nobody finds either, as one that is missing."""
    if not _offered(case, "find", "inpaint"):
        return _told(case, check)
    seen = case.sighting(check.of)
    if seen is None:
        return Look((case.look(check.of),))
    if seen.masks:
        return _painted(case, check, "repaint", case.subject(check.of), mask=seen.masks[0])
    return _told(case, check) or (None if case.seen(check.of) else _add(case, check))


def _add(case: Case, check: Check) -> Move:
    """A thing that is missing, painted where it was to be, else where there is room. Where it had a part of the picture
    of its own there is none: something stands there that cannot be told for it."""
    if case.maker.params.get("regions") and not lies_around(check.of):
        return _again(case)
    return _added(case, check, case.subject(check.of))


def _recount(case: Case, check: Check) -> Move:
    """One too few is added, one too many is painted over: the smallest."""
    if not _offered(case, "find", "inpaint"):
        return _told(case, check)
    seen = case.sighting(check.of, "each")
    if seen is None:
        return Look((case.look(check.of, "each"),))
    subject, found = case.subject(check.of), len(seen.masks)
    if 0 < found < subject.count:
        return _added(case, check, subject.model_copy(update={"count": subject.count - found}), seen)
    if found > subject.count:
        smallest = min(range(found), key=lambda number: seen.shares[number])
        return _painted(case, check, "remove", None, mask=seen.masks[smallest])
    return None


def _remove(case: Case, check: Check) -> Move:
    """What was to be avoided, painted over with what is around it; where that is how a thing looks that was asked for,
    or none at all, the picture is made again."""
    if any(one.what in check.text.split() for one in case.prompt.subjects):
        return None
    if not _offered(case, "find", "inpaint"):
        return _told(case, check)
    noun = check.text.removeprefix("a ").removeprefix("an ")
    seen = case.sighting(noun)
    if seen is None:
        return Look((case.look(noun),))
    return _painted(case, check, "remove", None, mask=seen.masks[0]) if seen.masks else _told(case, check)


def _around(case: Case, check: Check) -> Move:
    """Place, hour, weather, style: another style over what is there, or the change alone."""
    if check.kind == "style" and _offered(case, "restyle"):
        text = render(case.prompt, case.task.prompt_form)
        step = Step(
            tool="restyle", inputs={"source": case.image.handle}, prompt=case.prompt,
            params={"prompt": text, "amount": "strong"},
        )  # fmt: skip
        return Mend(step, _change("restyle", check))
    return _told(case, check) if check.kind in SLOT_OF else None


WAYS: Final[Mapping[str, Callable[[Case, Check], Move]]] = {
    "absent": _remove, "subject": _add, "colour": _repaint, "look": _repaint, "count": _recount,
}  # fmt: skip


def _added(case: Case, check: Check, subject: Subject, own: Sighting | None = None) -> Move:
    if not _offered(case, "inpaint"):
        return _told(case, check)
    region = region_of(subject.where) if subject.where and own is None else None
    if region is None:
        if not _offered(case, "find"):
            return None
        others = [one.what for one in case.prompt.subjects if one.what != subject.what and case.there(one.what)][:LOOKS]
        if unseen := [noun for noun in others if case.sighting(noun) is None]:
            return Look(tuple(case.look(noun) for noun in unseen))
        seen = [one for noun in others if (one := case.sighting(noun))]
        things = [place for one in (*seen, *([own] if own else [])) for place in one.boxes]
        region = free_region(things, (case.image.width, case.image.height))
    return None if region is None else _painted(case, check, "add", subject, region=region)


def _painted(
    case: Case, check: Check, way: Way, subject: Subject | None, *, mask: str = "", region: Any = None
) -> Mend:
    """`subject`, or what is around where there is none, painted into one place."""
    things = () if subject is None else (subject.model_copy(update={"where": None}),)
    part = Prompt(subjects=things, **{slot: getattr(case.prompt, slot) for slot in SURROUNDINGS})
    text = render(part, case.task.prompt_form) or "background"
    inputs = {"source": case.image.handle, **({"mask": mask} if mask else {})}
    params = {"prompt": text, **{name: case.maker.params[name] for name in ("negative",) if name in case.maker.params}}
    step = Step.model_validate(
        {"tool": "inpaint", "inputs": inputs, "params": params, "region": region, "prompt": case.prompt}
    )
    return Mend(step, _change(way, check))


def _told(case: Case, check: Check) -> Move:
    """The change alone, for a model that takes instructions."""
    if not (case.task.instructed and _offered(case, "edit")):
        return None
    before = _without(case.prompt, check)
    instruction = instruction_of(before, case.prompt)
    if not instruction:
        return None
    step = Step(
        tool="edit", inputs={"source": case.image.handle}, prompt=case.prompt,
        params={"prompt": render(case.prompt, case.task.prompt_form), "instruction": instruction},
    )  # fmt: skip
    return Mend(step, _change("edit", check))


def _without(prompt: Prompt, check: Check) -> Prompt:
    """`prompt` as if it did not ask for what is missed."""
    if check.kind == "absent":
        return prompt.model_copy(update={"avoid": tuple(one for one in prompt.avoid if one.text != check.text)})
    if check.kind in SLOT_OF:
        return prompt.model_copy(update={SLOT_OF[check.kind]: None})
    less = LESS.get(check.kind)
    subjects = tuple(
        one if one.what != check.of else one.model_copy(update=less)
        for one in prompt.subjects
        if less or one.what != check.of
    )
    return prompt.model_copy(update={"subjects": subjects})


def _again(case: Case) -> Mend | None:
    """The same step by another chance; of a new picture, with what was missed named first, unless all are told apart.

    What was to be avoided and is there goes into the negative prompt now: the starter paints worse where that is always
    told it."""
    maker = case.maker
    spec = case.task.tools.get(maker.tool)
    if spec is None or spec.words not in {"prompt", "change"}:
        return None
    kept = {name: value for name, value in maker.params.items() if name != "count"}
    prompt, lost = case.prompt, {one.of for one in case.missed if one.of}
    seen = [one.text for one in case.missed if one.kind == "absent"]
    if seen and "negative" in spec.params.model_fields and not kept.get("negative"):
        kept["negative"] = ", ".join(seen)
    if maker.tool == "generate" and "source" not in maker.inputs and not kept.get("regions"):
        things = tuple(sorted(prompt.subjects, key=lambda one: one.what not in lost))
        if things != prompt.subjects:
            prompt = prompt.model_copy(update={"subjects": things})
            kept.pop("prompt", None)  # it is rendered from the structured one
    patch = dict(maker.patch) if maker.patch else None
    step = Step(tool=maker.tool, inputs=dict(maker.inputs), params=kept, prompt=prompt, patch=patch)
    return Mend(step, Change(way="again", failed=tuple(_requirement(one) for one in case.missed)))


def _offered(case: Case, *tools: str) -> bool:
    return all(tool in case.task.tools for tool in tools)


def _change(way: Way, check: Check) -> Change:
    return Change(way=way, failed=(_requirement(check),))


def _requirement(check: Check) -> Requirement:
    return Requirement(kind=check.kind, text=check.text, of=check.of)

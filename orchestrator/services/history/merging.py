"""Merges the edits of a chain into one plan from its cleanest ancestor. Pure: pictures and recipes in, steps out.

Whole-picture edits become one, their patches merged on the ancestor's prompt; edits of a place are applied again to
its pixels; what needs no words comes last. Tools are known by what their specs say, never by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from orchestrator.db.models import Image
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.plan import STEPS, Role, Step
from orchestrator.domain.prompt import Form, Prompt, Subject, render, revise
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.regions import unfilled
from tools import catalog

Kind = Literal["whole", "place", "plain"]
LAST: Final = "its size was lost in a later edit"


@dataclass(frozen=True)
class Link:
    """One picture of a chain, and the handle of the mask it was made with."""

    row: Image
    recipe: Recipe
    mask: str | None = None


@dataclass(frozen=True)
class Merged:
    """A chain from `base` on as steps."""

    base: Image
    steps: tuple[Step, ...]
    whole: int
    places: int
    dropped: tuple[tuple[str, str], ...]


def kind_of(link: Link) -> Kind | None:
    """How an edit can be merged; None for one that begins something new."""
    spec = catalog.specs().get(link.recipe.tool)
    roles: set[Role] = set(link.recipe.inputs)
    if spec is None or spec.gives != "pictures" or "source" not in roles:
        return None
    if spec.takes_region and roles == {"source", "mask"} and link.mask is not None:
        return "place"
    if roles != {"source"}:
        return None
    return {"change": "whole", "none": "plain"}.get(spec.words)  # type: ignore[return-value]


def merged(base: Image, links: Sequence[Link], form: Form) -> Merged | None:
    """The chain `links` from `base` on; None where it does not go into one plan, or nothing is gained by it."""
    kinds = [kind_of(link) for link in links]
    whole = [link for link, kind in zip(links, kinds, strict=True) if kind == "whole"]
    places = [link for link, kind in zip(links, kinds, strict=True) if kind == "place"]
    last = max((at for at, kind in enumerate(kinds) if kind == "whole"), default=-1)
    if None in kinds or len({link.recipe.tool for link in whole}) > 1:
        return None
    moving = [at for at, link in enumerate(links) if catalog.moved(link.recipe.tool, link.recipe.params)]
    if any("place" in kinds[at:] or at < last for at in moving):
        return None  # what was marked or changed after it lies elsewhere before it
    if len(whole) < 2 and not (whole and "place" in kinds[:last]):
        return None
    before = [base, *(link.row for link in links)]
    plain, dropped = [], []
    for at, (link, kind) in enumerate(zip(links, kinds, strict=True)):
        sized = _size(link.row) != _size(before[at]) and _size(link.row) != _size(links[last].row)
        if kind == "plain" and at < last and (link.recipe.params.get("scale") or sized):
            dropped.append((link.row.handle, LAST))
        elif kind == "plain":
            plain.append(link)
    added = {link.row.id: _added(before[at], link.row) for at, link in enumerate(links) if link in places}
    new = {subject.what for subjects in added.values() for subject in subjects}
    scene = _scene(base, whole, new)
    # Changes that took each other back leave the ancestor as it is: what is applied again lands on its own pixels.
    undone = (places or plain) and base.prompt and scene == Prompt.model_validate(base.prompt)
    source, under = (base, base) if undone else (before[links.index(whole[0])], whole[0].row)
    if moving and (_size(source) != _size(base) or _size(under) != _size(links[last].row)):
        return None  # its box is in pixels of a picture that was larger or smaller
    steps = [] if undone else [_whole(base, whole, scene)]
    told = scene
    for link in places:
        told = told.model_copy(update={"subjects": (*told.subjects, *added[link.row.id])})
        later = links.index(link) < last
        steps.append(_place(link, _source(base, steps), scene if later else None, added[link.row.id], told, form))
    for link in plain:
        inputs: dict[Role, str] = {"source": _source(base, steps)}
        steps.append(Step(tool=link.recipe.tool, inputs=inputs, params=_own(link.recipe)))
    return Merged(base, tuple(steps), len(whole), len(places), tuple(dropped)) if len(steps) <= STEPS else None


def composed(first: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """One merge patch that does what `first` and `then` do one after the other; what is removed stays removed."""
    result = dict(first)
    for key, value in then.items():
        old = result.get(key)
        result[key] = composed(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return result


def _size(row: Image) -> tuple[int, int]:
    return row.width, row.height


def _source(base: Image, steps: Sequence[Step]) -> str:
    return f"@{len(steps)}" if steps else base.handle


def _scene(base: Image, whole: Sequence[Link], new: set[str]) -> Prompt:
    """What the merged edit shall show: the ancestor's prompt, patched; what a place edit adds is left to that one."""
    prompt = Prompt.model_validate(base.prompt) if base.prompt else Prompt()
    for link in whole:
        stated = link.recipe.prompt
        try:
            prompt = revise(prompt, link.recipe.patch) if link.recipe.patch else stated or prompt
        except BadRequest:  # the patch was for another prompt: what came of it says it too
            prompt = stated or prompt
    return prompt.model_copy(update={"subjects": tuple(one for one in prompt.subjects if one.what not in new)})


def _whole(base: Image, whole: Sequence[Link], scene: Prompt) -> Step:
    kept: list[Link] = []
    patch: dict[str, Any] = {}
    for link in whole:
        mine = link.recipe.patch or {}
        kept = [one for one in kept if not (one.recipe.patch and set(one.recipe.patch) <= set(mine))]
        kept.append(link)
        patch = composed(patch, mine)
    asked = (link.recipe.params.get("instruction") for link in kept)
    instructions = [one for one in asked if one and isinstance(one, str)]  # a recipe from elsewhere holds anything
    last = whole[-1].recipe
    params = unfilled(_own(last, without=("prompt", "instruction")), last.prompt or Prompt())
    if instructions:
        params["instruction"] = ", ".join(dict.fromkeys(instructions))
    words = "; ".join(dict.fromkeys(link.recipe.words for link in kept if link.recipe.words))[:4000] or None
    return Step(
        tool=whole[-1].recipe.tool,
        inputs={"source": base.handle},
        params=params,
        words=words,
        prompt=scene,
        patch=patch or None,
    )


def _place(link: Link, source: str, scene: Prompt | None, added: tuple[Subject, ...], told: Prompt, form: Form) -> Step:
    """The same place again; what a later edit changed around it is said to it too."""
    params = _own(link.recipe)
    if scene is not None and added:
        params["prompt"] = render(scene.model_copy(update={"subjects": added}), form)
    inputs: dict[Role, str] = {"source": source, "mask": link.mask or ""}
    return Step(tool=link.recipe.tool, inputs=inputs, params=params, words=link.recipe.words, prompt=told)


def _added(before: Image, after: Image) -> tuple[Subject, ...]:
    """What stands in a picture's prompt and not in that of the one it was made from."""
    old, new = (Prompt.model_validate(row.prompt) if row.prompt else Prompt() for row in (before, after))
    known = {subject.what for subject in old.subjects}
    return tuple(subject for subject in new.subjects if subject.what not in known)


def _own(recipe: Recipe, without: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: value for name, value in recipe.params.items() if name not in without}

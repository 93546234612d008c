"""A plan checked against what really exists: each step becomes a draft from which a job row can be made.

Reads pictures (which never change once made) and writes mask files, so it runs before the transaction that commits.
Refuses unknown tools and handles, pictures in the wrong role, parameters and sizes out of bounds.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.domain.errors import BadRequest
from orchestrator.domain.plan import STEP_REF, Role, Step
from orchestrator.domain.preset import Preset
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.known import Known, known_pictures, within
from orchestrator.services.jobs.masks import Mask, fitting, in_words
from orchestrator.services.jobs.wording import alt_of, proposed, wording
from tools import catalog
from tools.base import Size, ToolError, ToolSpec
from tools.manifest import Manifest

FRESH: Final = 2**31
"""Fresh seeds stay below this: exact in every JSON reader, and short enough to be read aloud."""


@dataclass(frozen=True)
class Draft:
    """A step that can become a job. `inputs` may still hold `@k`, and lacks the mask that `mask` will become."""

    step: Step
    spec: ToolSpec
    params: dict[str, Any]
    inputs: dict[Role, str]
    needs: tuple[int, ...]
    slots: int
    size: Size | None
    seed: int
    model: Manifest | None
    prompt: dict[str, Any] | None
    alt: str
    mask: Mask | None = None
    preset: str | None = None


class Drafts:
    """Makes drafts for one session."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def of(
        self,
        session_id: str,
        steps: tuple[Step, ...],
        seed: int | None = None,
        preset: Preset | None = None,
        *,
        fill: bool = False,
    ) -> list[Draft]:
        """The steps as drafts, in their order. With `fill` they take the preset's parameters where they have none.

        Raises:
            BadRequest, ModelUnavailable: a step cannot be done; the message says why.
        """
        with self._means.database.read() as db:
            known = known_pictures(db, session_id)
        drafts: list[Draft] = []
        for number, step in enumerate(steps, start=1):
            try:
                draft = self._draft(step, known, seed, preset, fill=fill)
            except ToolError as error:
                raise BadRequest(str(error)) from error
            drafts.append(draft)
            path = known[step.inputs["source"]].seed if within(step.tool) else draft.seed
            kind = {"pictures": "image", "masks": "mask"}.get(draft.spec.gives)
            if kind is not None:
                known[f"@{number}"] = Known(
                    f"@{number}",
                    kind,
                    draft.size,
                    path,
                    draft.prompt,
                    draft.alt,
                    draft.inputs,
                    step.tool,
                    draft.params,
                    of=draft.inputs.get("source") if kind == "mask" else None,
                )
        return drafts

    def _draft(
        self, step: Step, known: Mapping[str, Known], seed: int | None, preset: Preset | None, *, fill: bool
    ) -> Draft:
        spec = catalog.spec(step.tool)
        if preset is not None and not preset.allows(spec.name, spec.gives):
            raise BadRequest(f"The preset {preset.name} allows {', '.join(preset.only)} only, not {spec.name}.")
        inputs = {role: _checked(role, handle, known) for role, handle in step.inputs.items()}
        source = inputs.get("source")
        if spec.compares and source is not None:
            inputs |= _before(source, inputs, known)
        model = self._means.models.choose(spec, step.params)
        if preset is not None and fill:
            step = step.model_copy(update={"params": proposed(preset, spec, step, model) | step.params})
        other = inputs.get("reference")
        masked = inputs["mask"].alt if "mask" in inputs else ""
        before, also = (one.prompt if one else None for one in (source, other))
        prompt, given = wording(step, spec, before, model, also, masked)
        params = spec.validate(given)
        size = spec.sized(params, source.size if source else None, model, other.size if other else None)
        mask = None
        roles: set[str] = set(inputs)
        if step.region and spec.takes_region and "mask" not in inputs and source is not None:
            mask = in_words(step.region, source, self._means.blobs, halves=spec.words == "none")
            roles.add("mask")
        spec.check(params, roles)
        if "mask" in inputs and source is not None:
            fits = fitting(inputs.pop("mask"), source, known, self._means.blobs)
            if isinstance(fits, Mask):
                mask = fits
            else:
                inputs["mask"] = fits
        alt = alt_of(spec, prompt, params, source.alt if source else "")
        return Draft(
            step=step,
            spec=spec,
            params=params.model_dump(mode="json", exclude_none=True),
            inputs={role: item.handle for role, item in inputs.items()},
            needs=tuple(sorted({int(i.handle[1:]) for i in inputs.values() if STEP_REF.match(i.handle)})),
            slots=spec.reserved(params),
            size=size,
            seed=_seed(spec, seed, source),
            model=model,
            prompt=prompt.wire() if prompt and spec.gives == "pictures" else None,
            alt=alt,
            mask=mask,
            preset=preset.name if preset else None,
        )


def _checked(role: Role, handle: str, known: Mapping[str, Known]) -> Known:
    found = known.get(handle)
    if found is None and STEP_REF.match(handle):
        raise BadRequest(f"There is no {handle}: that step makes no picture that a later one could use.")
    if found is None:
        raise BadRequest(f"There is no {handle[:20]} in this session.")
    if (role == "mask") != (found.kind == "mask"):
        wanted = "a mask, such as m1" if role == "mask" else "a picture, such as #1"
        raise BadRequest(f"{handle} cannot be the {role}: {wanted}, is needed.")
    return found


def _before(source: Known, inputs: Mapping[Role, Known], known: Mapping[str, Known]) -> dict[Role, Known]:
    """What a tool that compares takes besides the source: what that was made from, and where it was changed."""
    found: dict[Role, Known] = {}
    if source.moved:
        return found
    before, where = known.get(source.made_of.get("source", "")), known.get(source.made_of.get("mask", ""))
    if before is not None and "reference" not in inputs:
        found["reference"] = before
        if where is not None and "mask" not in inputs and where.size == source.size:
            found["mask"] = where
    return found


def _seed(spec: ToolSpec, asked: int | None, source: Known | None) -> int:
    if asked is not None:
        return asked
    if spec.seed == "source" and source is not None and source.seed is not None:
        return source.seed
    return secrets.randbelow(FRESH)

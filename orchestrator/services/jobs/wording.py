"""The words of a step: its prompt as it runs, its instruction, its check list, and what is said of its result.

Pure: prompts and parameters in, prompts and parameters out. Refuses to look anything up.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from orchestrator.db.models.image import MARKED, UNMARKED
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.instruction import instruction_of
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Step
from orchestrator.domain.preset import Preset
from orchestrator.domain.prompt import Prompt, render, render_negative
from orchestrator.domain.regions import filled
from orchestrator.domain.requirements import requirements
from tools import catalog
from tools.base import Params, ToolSpec
from tools.manifest import Manifest
from tools.painting import fitted

BACKGROUNDS: Final = frozenset({"background", "backdrop"})
"""Things that are all there is around the others."""
INSTRUCTION: Final = 2000
"""Longest instruction, in characters."""


def wording(
    step: Step,
    spec: ToolSpec,
    source: Mapping[str, Any] | None,
    model: Manifest | None,
    reference: Mapping[str, Any] | None = None,
    masked: str = "",
) -> tuple[Prompt | None, dict[str, Any]]:
    """The structured prompt of the result, and the parameters with the text in them; `source` and `reference` are
    those of the pictures that are given, `masked` the alt text of the mask.

    The text in `params` is what runs. Where it is missing it is rendered from the structured prompt, or inherited by
    a variation; where only the text is given, the text itself is what the picture shows. A check list that is missing
    is read off the source's prompt. Where a tool moves what is seen, its places are not inherited. A thing that was cut
    out stays so, unless the change says where it is.

    Where a model is told of each thing in a part of the picture of its own, the parts are filled in, unless the text is
    no longer the structured prompt's, or they are given.

    Raises:
        BadRequest: what stands in place of a structured prompt is none.
    """
    prompt, params = _worded(step, spec, source, model, reference, masked)
    takes = "regions" in spec.params.model_fields and "reference" not in step.inputs
    if takes and "regions" not in params and prompt is not None:
        params |= _apart(prompt, params, model)
    return prompt, params


def _apart(prompt: Prompt, params: Mapping[str, Any], model: Manifest | None) -> dict[str, Any]:
    """The parameter that tells `model` of each thing in a part of its own, where it wants that; nothing where not."""
    form = model.prompt.form if model else "tags"
    if model is None or model.instructed or not model.prompt.regions or params.get("prompt") != render(prompt, form):
        return {}
    parts = filled(prompt, form)
    return {"regions": parts} if parts else {}


def _worded(
    step: Step,
    spec: ToolSpec,
    source: Mapping[str, Any] | None,
    model: Manifest | None,
    reference: Mapping[str, Any] | None,
    masked: str,
) -> tuple[Prompt | None, dict[str, Any]]:
    params = dict(step.params)
    inherited = _inherited(spec, params, source, reference, masked)
    if "requirements" in spec.params.model_fields and "requirements" not in params and inherited is not None:
        params["requirements"] = [one.model_dump() for one in requirements(inherited)]
    if "prompt" not in spec.params.model_fields:
        return step.prompt or inherited, params
    if "instruction" in spec.params.model_fields and step.prompt is not None and not params.get("instruction"):
        params["instruction"] = _instruction(step, step.prompt, inherited, model)
    if "ground" in spec.params.model_fields and step.prompt is not None and _grounded(step.prompt):
        params.setdefault("ground", inherited is None or not _grounded(inherited))
    form = model.prompt.form if model else "tags"
    said = params.get("prompt")
    if isinstance(said, Mapping):
        structured = _structured(said)
        if model is not None and model.prompt.negative and structured.avoid:
            params.setdefault("negative", render_negative(structured))
        return structured, {**params, "prompt": render(structured, form)}
    if said:
        if model is not None and model.prompt.negative and any(phrase.by for phrase in (step.prompt or Prompt()).avoid):
            params.setdefault("negative", render_negative(step.prompt or Prompt()))
        return step.prompt or (Prompt.of_words(str(said)) if not spec.takes_region else inherited), params
    if step.prompt is not None:
        return step.prompt, {**params, "prompt": render(step.prompt, form)}
    if spec.words == "prompt" and inherited is not None:
        taken = inherited if spec.inherits == "all" else inherited.model_copy(update={"subjects": ()})
        return inherited, {**params, "prompt": render(taken, form)}
    return inherited, params


def _inherited(
    spec: ToolSpec,
    params: Mapping[str, Any],
    source: Mapping[str, Any] | None,
    reference: Mapping[str, Any] | None,
    masked: str,
) -> Prompt | None:
    """What the result shows where nothing else is said."""
    shown = Prompt.model_validate(source) if source else None
    if spec.joins and reference:
        return (shown or Prompt()).joined(Prompt.model_validate(reference), spec.joins(params))
    if spec.shows == "masked":
        told = masked.startswith(MARKED.format("")) and not masked.startswith(UNMARKED.format(""))
        shown = (shown or Prompt()).only(masked.removeprefix(MARKED.format(""))) if told else None
    return shown.moved(params) if shown is not None and spec.moves(params) else shown


def _grounded(prompt: Prompt) -> bool:
    """Whether it tells what is around the things."""
    return prompt.setting is not None or any(one.what in BACKGROUNDS for one in prompt.subjects)


def _instruction(step: Step, prompt: Prompt, before: Prompt | None, model: Manifest | None) -> str:
    """The change alone. A model of few words is told it in them; any other in the person's own, if English."""
    if model and model.vocabulary:
        return (instruction_of(before or Prompt(), prompt) or step.words or "")[:INSTRUCTION]
    own = step.words if step.words and not HAN.search(step.words) else ""
    said = own or instruction_of(before or Prompt(), prompt) or step.words or ""
    keep = [what for what in prompt.keep if what.lower() not in said.lower()]
    return ". ".join([said.rstrip("."), f"Keep the {', the '.join(keep)} as it is"] if keep else [said])[:INSTRUCTION]


def with_preset(step: Step, preset: Preset) -> Step:
    """A call by hand under a preset: the prompt of a new picture with the preset's phrases, the rest as it is.

    Raises:
        BadRequest: what stands in place of a structured prompt is none.
    """
    said = step.params.get("prompt")
    if not said or "prompt" not in catalog.spec(step.tool).params.model_fields or "source" in step.inputs:
        return step
    if isinstance(said, Mapping):
        prompt = preset.additions.to(_structured(said))
        return step.model_copy(update={"params": {**step.params, "prompt": prompt.wire()}})
    text, prompt = preset.additions.behind(str(said))
    return step.model_copy(update={"params": {**step.params, "prompt": text}, "prompt": prompt})


def proposed(preset: Preset, spec: ToolSpec, step: Step, model: Manifest | None) -> dict[str, Any]:
    """The parameters a preset proposes for a step: a new picture's size at the model's own area, and the tool's."""
    params = dict(preset.tools.get(spec.name, {}))
    sized = {"width", "height"} <= spec.params.model_fields.keys() and "source" not in step.inputs
    if preset.aspect and sized and model is not None and not {"width", "height", "aspect"} & step.params.keys():
        width, height = fitted(preset.aspect, model.defaults)
        params |= {"width": width, "height": height}
    return params


def _structured(said: Mapping[str, Any]) -> Prompt:
    try:
        return Prompt.model_validate(said)
    except ValidationError as error:
        raise BadRequest(f"The prompt is not understood: {error.errors()[0]['msg']}") from error


def alt_of(spec: ToolSpec, prompt: Prompt | None, params: Params, source: str) -> str:
    """What the result shows; `source` is the source's own alt text, for tools that change no content."""
    if spec.gives != "pictures":
        return (UNMARKED if getattr(params, "invert", False) else MARKED).format(getattr(params, "what", ""))
    if prompt is not None and prompt.subjects:
        return render(prompt.own(), "sentence")
    words = prompt.composition.text if prompt and prompt.composition else str(getattr(params, "prompt", ""))
    return words or source or "picture"

"""The words of a step: its prompt as it runs, its instruction, its check list, and what is said of its result.

Pure: prompts and parameters in, prompts and parameters out. Refuses to look anything up.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from orchestrator.domain.errors import BadRequest
from orchestrator.domain.instruction import instruction_of
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import Prompt, render
from orchestrator.domain.requirements import requirements
from tools.base import Params, ToolSpec
from tools.manifest import Manifest

INSTRUCTION: Final = 2000
"""Longest instruction, in characters."""


def wording(
    step: Step, spec: ToolSpec, source: Mapping[str, Any] | None, model: Manifest | None
) -> tuple[Prompt | None, dict[str, Any]]:
    """The structured prompt of the result, and the parameters with the text in them; `source` is the source's prompt.

    The text in `params` is what runs. Where it is missing it is rendered from the structured prompt, or inherited by
    a variation; where only the text is given, the text itself is what the picture shows. A check list that is missing
    is read off the source's prompt.

    Raises:
        BadRequest: what stands in place of a structured prompt is none.
    """
    params = dict(step.params)
    inherited = Prompt.model_validate(source) if source else None
    if "requirements" in spec.params.model_fields and "requirements" not in params and inherited is not None:
        params["requirements"] = [one.model_dump() for one in requirements(inherited)]
    if "prompt" not in spec.params.model_fields:
        return step.prompt or inherited, params
    if "instruction" in spec.params.model_fields and step.prompt is not None and not params.get("instruction"):
        params["instruction"] = _instruction(step, step.prompt, inherited, model)
    form = model.prompt.form if model else "tags"
    said = params.get("prompt")
    if isinstance(said, Mapping):
        try:
            structured = Prompt.model_validate(said)
        except ValidationError as error:
            raise BadRequest(f"The prompt is not understood: {error.errors()[0]['msg']}") from error
        return structured, {**params, "prompt": render(structured, form)}
    if said:
        return step.prompt or (Prompt.of_words(str(said)) if not spec.takes_region else inherited), params
    if step.prompt is not None:
        return step.prompt, {**params, "prompt": render(step.prompt, form)}
    if spec.words == "prompt" and inherited is not None:
        taken = inherited if spec.inherits == "all" else inherited.model_copy(update={"subjects": ()})
        return inherited, {**params, "prompt": render(taken, form)}
    return inherited, params


def _instruction(step: Step, prompt: Prompt, before: Prompt | None, model: Manifest | None) -> str:
    """The change alone. A model of few words is told it in them; any other in the person's own, if English."""
    if step.words and not HAN.search(step.words) and not (model and model.vocabulary):
        return step.words[:INSTRUCTION]
    return (instruction_of(before or Prompt(), prompt) or step.words or "")[:INSTRUCTION]


def alt_of(spec: ToolSpec, prompt: Prompt | None, params: Params, source: str) -> str:
    """What the result shows; `source` is the source's own alt text, for tools that change no content."""
    if spec.gives != "pictures":
        return f"mask: {getattr(params, 'what', '')}"
    if prompt is not None and prompt.subjects:
        return render(prompt, "sentence")
    words = prompt.composition.text if prompt and prompt.composition else str(getattr(params, "prompt", ""))
    return words or source or "picture"

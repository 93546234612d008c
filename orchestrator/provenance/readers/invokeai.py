"""InvokeAI's `invokeai_metadata`: one flat JSON object."""

import json
from typing import Any

from orchestrator.domain.marks import FoundRecipe, plain
from orchestrator.provenance.readers.values import number, whole


def read(text: str) -> FoundRecipe | None:
    """The recipe; None where it is no such object."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not {"positive_prompt", "seed", "generation_mode", "model"} & said.keys():
        return None
    model = said.get("model")
    return FoundRecipe(
        writer="invokeai",
        prompt=plain(said.get("positive_prompt") or ""),
        negative=plain(said.get("negative_prompt") or ""),
        seed=whole(said.get("seed")),
        steps=whole(said.get("steps")),
        guidance=number(said.get("cfg_scale")),
        strength=number(said.get("strength")),
        sampler=plain(said.get("scheduler") or "", 80),
        width=whole(said.get("width")),
        height=whole(said.get("height")),
        model=_name(model),
        model_hash=plain(model.get("hash") or "", 100) if isinstance(model, dict) else "",
        loras=tuple(filter(None, map(_lora, _listed(said.get("loras"))))),
        text=plain(text),
    )


def _listed(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else []


def _name(value: Any) -> str:
    if isinstance(value, dict):
        return plain(value.get("name") or value.get("model_name") or value.get("key") or "", 200)
    return plain(value, 200) if isinstance(value, str) else ""


def _lora(value: Any) -> str:
    return _name(value.get("model") or value.get("lora") or "") if isinstance(value, dict) else ""

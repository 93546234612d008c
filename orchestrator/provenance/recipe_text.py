"""The recipe as other programs read it: our JSON, and the `parameters` text that A1111 began. Refuses half a recipe."""

import json
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.provenance.work import PRODUCT, VERSION, Told, Work, told
from tools.base import slot_seed

FORMAT: Final = "pentimento-recipe"
VERSION_OF_FORMAT: Final = 1
NAMES: Final = (
    ("steps", "Steps"), ("sampler", "Sampler"), ("guidance", "CFG scale"), ("strength", "Denoising strength"),
)  # fmt: skip


def wrapped(recipe: Mapping[str, Any]) -> str:
    """A recipe's JSON as a file of its own: what `pentimento replay` reads."""
    whole = {"format": FORMAT, "version": VERSION_OF_FORMAT, "software": f"{PRODUCT} {VERSION}", "recipe": recipe}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def as_json(work: Work, how: Told) -> str:
    """Our own form; empty where nothing is to be told."""
    recipe = told(work.recipe, how) if work.recipe else None
    return "" if recipe is None else wrapped(recipe)


def as_parameters(work: Work, how: Told) -> str:
    """Prompt, negative prompt, and a line of facts; empty where nothing is to be told."""
    recipe = told(work.recipe, how) if work.recipe else None
    if recipe is None or work.recipe is None:
        return ""
    params = recipe["params"]
    lines = [str(params.get("prompt") or params.get("instruction") or "")]
    if params.get("negative"):
        lines.append(f"Negative prompt: {params['negative']}")
    facts: list[tuple[str, Any]] = [(name, params.get(key)) for key, name in NAMES]
    facts += [
        ("Seed", slot_seed(work.recipe.seed, work.recipe.slot)),
        ("Size", f"{work.width}x{work.height}"),
        ("Model hash", (work.recipe.fingerprint or "")[:10]),
        ("Model", work.recipe.model),
        ("Version", f"{PRODUCT} {VERSION} {work.recipe.tool}"),
    ]
    lines.append(", ".join(f"{name}: {value}" for name, value in facts if value not in (None, "")))
    return "\n".join(lines).lstrip("\n")

"""Our own JSON, checked whole: a recipe from another version is shown as text, not used."""

import json

from pydantic import ValidationError

from orchestrator.domain.marks import FoundRecipe, plain
from orchestrator.domain.recipe import Recipe
from orchestrator.provenance.readers.values import number, whole
from orchestrator.provenance.recipe_text import FORMAT


def read(text: str) -> FoundRecipe | None:
    """The recipe; None where it is none of ours."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return None
    try:
        recipe = Recipe.model_validate(said.get("recipe"))
    except ValidationError:
        return FoundRecipe(writer="pentimento", text=plain(text))
    params = recipe.params
    return FoundRecipe(
        writer="pentimento",
        prompt=plain(params.get("prompt") or ""),
        negative=plain(params.get("negative") or ""),
        seed=recipe.seed,
        steps=whole(params.get("steps")),
        guidance=number(params.get("guidance")),
        strength=number(params.get("strength")),
        width=whole(params.get("width")),
        height=whole(params.get("height")),
        model=plain(recipe.model or "", 200),
        model_hash=recipe.fingerprint or "",
        recipe=recipe,
        text=plain(text),
    )

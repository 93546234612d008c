"""What a C2PA manifest says of a picture: its actions are the tools, its ingredients the pictures it was made from.

Numbers and names of the making only. Refuses words: prompts, utterances and names of people never go in here.
"""

from typing import Any, Final

from orchestrator.domain.plan import Role
from orchestrator.domain.recipe import Recipe
from orchestrator.provenance.work import (
    ENHANCED,
    PRODUCT,
    TERMS,
    VERSION,
    Work,
    joined,
    reshaped,
    source_type,
    spec_of,
    wordless,
)

PARENT: Final = "parent"


def manifest(work: Work, *, converted: bool = False, labelled: bool = False) -> dict[str, Any]:
    """The definition to be signed; its ingredients are `ingredients(work)`, in that order."""
    actions = _actions(work)
    if converted:
        actions.append({"action": "c2pa.converted"})
    if labelled:
        actions.append({"action": "c2pa.addedText", "description": "A visible label says that this was made with AI."})
    return {
        "claim_generator_info": [{"name": PRODUCT, "version": VERSION}],
        "title": work.handle,
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}],
    }


def ingredients(work: Work) -> list[tuple[dict[str, Any], Work]]:
    """What each ingredient is called and how it relates, and the picture it is; an upload's is itself as it came."""
    if work.recipe is None:
        return [({"title": work.handle, "relationship": "parentOf", "label": PARENT}, work)]
    return [
        (
            {
                "title": f"{parent.handle} ({role})",
                "relationship": _relationship(work.recipe, role),
                "label": PARENT if role == "source" else role,
            },
            parent,
        )
        for role, parent in work.parents
    ]


def _relationship(recipe: Recipe, role: Role) -> str:
    return "parentOf" if role == "source" else "componentOf" if joined(recipe, role) else "inputTo"


def _actions(work: Work) -> list[dict[str, Any]]:
    opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": [PARENT]}}
    if work.recipe is None:
        return [opened]
    spec = spec_of(work.recipe)
    inputs = [role for role, _ in work.parents if role != "source"]
    facts = _facts(work.recipe) | ({"ingredientIds": inputs} if inputs else {})
    done = {"softwareAgent": _agent(work.recipe), "parameters": facts}
    if work.source is None:
        made = source_type(work) or ENHANCED
        return [{"action": "c2pa.created", "digitalSourceType": f"{TERMS}{made}", **done}]
    kind = ENHANCED if work.recipe.model is None and not reshaped(work.recipe) else source_type(work)
    marked = {"digitalSourceType": f"{TERMS}{kind}"} if kind else {}
    names = spec.actions(work.recipe.params) if spec else ("edited",)
    return [opened, *({"action": f"c2pa.{name}"} | marked | done for name in names)]


def _agent(recipe: Recipe) -> dict[str, str]:
    if recipe.model is None:
        return {"name": f"{PRODUCT} {recipe.tool}", "version": recipe.version}
    return {"name": recipe.model, "version": (recipe.fingerprint or recipe.version)[:16]}


def _facts(recipe: Recipe) -> dict[str, Any]:
    facts = {"tool": recipe.tool, "version": recipe.version, "seed": recipe.seed, "slot": recipe.slot}
    if recipe.fingerprint:
        facts["model"] = recipe.fingerprint
    return {"org.pentimento.recipe": facts | wordless(recipe.tool, recipe.params)}

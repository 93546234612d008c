"""A picture with its descent, as provenance sees it. Owns what may be said of its making; refuses to read anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any, Final, Literal

from orchestrator.domain.marks import BY_MODEL, COMPOSITE, TRAINED
from orchestrator.domain.plan import Role
from orchestrator.domain.recipe import Recipe
from tools import catalog
from tools.base import ToolSpec

PRODUCT: Final = "Pentimento"
VERSION: Final = version("pentimento")
TERMS: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ENHANCED: Final = "algorithmicallyEnhanced"
RESHAPING: Final = frozenset({"cropped", "orientation", "resized", "resized.proportional", "placed"})
"""Actions after which pictures are of the kind they were."""
TOLD: Final = frozenset(
    {
        "tool",
        "version",
        "params",
        "seed",
        "slot",
        "inputs",
        "model",
        "fingerprint",
        "defaults",
        "libraries",
        "device",
        "threads",
        "pixels",
    }
)
"""Parts of a recipe that hold no words; what is new stays out until it is named here."""

Told = Literal["full", "wordless", "none"]
"""How much of the recipe goes into a file: all of it, all but the words, nothing."""


@dataclass(frozen=True)
class Work:
    """One picture. `png` reads its stored file; `original` the upload as it came, where that had credentials."""

    id: str
    handle: str
    kind: Literal["image", "upload", "mask"]
    width: int
    height: int
    created: datetime
    recipe: Recipe | None
    png: Callable[[], bytes]
    parents: tuple[tuple[Role, "Work"], ...] = ()
    original: Callable[[], tuple[bytes, str]] | None = None
    claimed: str | None = None
    """For an upload: the source type that its own marks claim."""
    whole: bool = True
    """Whether `parents` are all there are; where they were not looked up, no manifest can speak of its making."""
    brought: bool = False
    """Whether an uploaded picture is among its ancestors, however far away."""
    painted: bool = False
    """Whether a picture made with AI is among those whose pixels it holds, however far away, or forgotten."""

    @property
    def source(self) -> "Work | None":
        """The picture that was changed into this one."""
        return next((parent for role, parent in self.parents if role == "source"), None)


def source_type(work: Work) -> str | None:
    """The last part of the IPTC digital source type; None where nothing is known, as of an upload without marks."""
    if work.recipe is None:  # what held such claims may have stayed where it was imported from
        return work.claimed or (COMPOSITE if work.painted else None)
    if work.recipe.model is None:
        before = _before(work)
        if before not in BY_MODEL and work.painted:  # further away than is told of, or forgotten
            return COMPOSITE if work.brought else TRAINED
        return before if before in BY_MODEL or reshaped(work.recipe) else ENHANCED
    return COMPOSITE if work.brought and "source" in work.recipe.inputs else TRAINED


def _before(work: Work) -> str | None:
    """Of which kind the pictures were whose pixels it holds; of several kinds, that one of them is made with AI."""
    kinds = {source_type(parent) for role, parent in work.parents if role == "source" or joined(work.recipe, role)}
    if len(kinds) > 1:
        return COMPOSITE if kinds & BY_MODEL else None
    return kinds.pop() if kinds else None


def joined(recipe: Recipe | None, role: Role) -> bool:
    """Whether what was given in this role was put into the picture beside the source."""
    spec = spec_of(recipe) if recipe else None
    return role == "reference" and spec is not None and spec.joins is not None


def reshaped(recipe: Recipe) -> bool:
    """Whether it only chose, moved or scaled pixels: they are then what they were before."""
    spec = spec_of(recipe)
    return spec is not None and RESHAPING.issuperset(spec.actions(recipe.params))


def spec_of(recipe: Recipe) -> ToolSpec | None:
    """The tool's declaration, if this studio still has it."""
    return catalog.specs().get(recipe.tool)


def wordless(tool: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers and switches among the parameters; of the texts only those that are one of the tool's own choices."""
    return {name: value for name, value in params.items() if _without_words(tool, name, value)}


def _without_words(tool: str, name: str, value: Any) -> bool:
    match value:
        case bool() | int() | float():
            return True
        case str():
            return value in _choices(tool, name)
        case Mapping():  # figures under names of the tool's own
            own = _fields(tool, name)
            return bool(value) and all(key in own and isinstance(one, int | float) for key, one in value.items())
    return False


def told(recipe: Recipe, how: Told) -> dict[str, Any] | None:
    """The recipe as JSON, as much of it as is to be told."""
    if how == "none":
        return None
    if how == "full":
        return recipe.model_dump(mode="json", by_alias=True)
    return recipe.model_dump(mode="json", by_alias=True, include=set(TOLD)) | {
        "params": wordless(recipe.tool, recipe.params)
    }


def _choices(tool: str, name: str) -> list[Any]:
    return [one for option in _options(tool, name) for one in option.get("enum", ())]


def _fields(tool: str, name: str) -> set[str]:
    return {field for option in _options(tool, name) for field in option.get("properties", ())}


@cache
def _schema(tool: str) -> dict[str, Any]:
    """Takes two milliseconds to make, and is asked for once a parameter."""
    return catalog.specs()[tool].params.model_json_schema()


def _options(tool: str, name: str) -> list[dict[str, Any]]:
    """The schemas that a parameter's value may have."""
    schema = _schema(tool) if tool in catalog.specs() else {}
    field, parts = schema.get("properties", {}).get(name, {}), schema.get("$defs", {})
    return [parts.get(one.get("$ref", "").rpartition("/")[2], one) for one in field.get("anyOf", [field])]

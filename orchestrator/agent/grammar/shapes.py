"""The ways to call a tool: which inputs, which parameters, and the values these may take as a list of literals.

Refuses parameters it cannot bound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from orchestrator.domain.plan import REGIONS, ROLES, Role
from tools.base import Gives, ToolSpec

GRID: Final = 40
"""Steps offered between the bounds of a number that has more values than this."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter the language model sets, and the JSON values it may take."""

    name: str
    values: tuple[Any, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to call a tool: these inputs, a named region or not, these parameters, words or not."""

    tool: str
    roles: tuple[Role, ...]
    region: bool
    parameters: tuple[Parameter, ...]
    words: bool
    regions: tuple[str, ...] = REGIONS
    """What the region may be called."""
    gives: Gives = "pictures"
    """What a later step can use of it."""
    idle: bool = False
    """Whether the tool has nothing to do unless one of the parameters is said."""


def shapes_of(spec: ToolSpec, figures: tuple[int, ...] = ()) -> list[Shape]:
    """Every way to call `spec`: required roles, each optional one with and without, a region in place of a mask.

    What a tool that compares takes besides its source is found without asking. `figures` are numbers a parameter with
    too many values to list may take besides.
    """
    found: list[tuple[tuple[Role, ...], bool]] = [((), False)]
    for role in ROLES:
        declared = next((given for given in spec.inputs if given.name == role), None)
        if declared is None or (spec.compares and not declared.required):
            continue
        ways = [(*roles, role) for roles, _ in found]
        regions = [region for _, region in found]
        given = list(zip(ways, regions, strict=True))
        if role == "mask" and spec.takes_region:
            found = [*([] if declared.required else found), *given, *((roles, True) for roles, _ in found)]
        elif declared.required:
            found = given
        else:
            found += given
    return [_shape(spec, roles, figures, region=region) for roles, region in found]


def _shape(spec: ToolSpec, roles: tuple[Role, ...], figures: tuple[int, ...], *, region: bool) -> Shape:
    optional_source = any(role.name == "source" and not role.required for role in spec.inputs)
    inherits = spec.words == "prompt" and optional_source and "source" in roles
    words = spec.words != "none" and not inherits
    fields = [(name, field) for name, field in spec.params.model_fields.items() if _for_agent(field)]
    parameters = []
    for name, field in fields:
        values = tuple(literals(field, figures))
        allowed = tuple(value for value in values if _suits(spec, {name: value}, roles))
        if field.is_required() and not allowed:
            raise ValueError(f"{spec.name}.{name} is set by the agent and has no values it can list")
        if allowed:
            parameters.append(Parameter(name, allowed, required=field.is_required()))
    idle = bool(parameters) and not any(one.required for one in parameters) and not _suits(spec, {}, roles)
    return Shape(spec.name, roles, region, tuple(parameters), words, gives=spec.gives, idle=idle)


def _for_agent(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("agent"))


def _suits(spec: ToolSpec, said: Mapping[str, Any], roles: tuple[Role, ...]) -> bool:
    """Whether the tool itself does not object to these values with these inputs."""
    given = dict(said)
    for other, field in spec.params.model_fields.items():
        if other in {"prompt", "what"}:
            given[other] = "x"
        elif field.is_required() and other not in given:
            given[other] = next(iter(literals(field)), None)
    try:
        return spec.objection(spec.params.model_validate(given), roles) is None
    except ValidationError:
        return False


def literals(field: FieldInfo, figures: tuple[int, ...] = ()) -> list[Any]:
    """The JSON values a field may take; empty when they cannot be listed.

    Of a number with more than GRID: its own examples and those of `figures` that fit, else GRID + 1 between its bounds.
    """
    kind, metadata = field.annotation, tuple(field.metadata)
    if get_origin(kind) in {Union, UnionType}:
        kinds = [part for part in get_args(kind) if part is not NoneType]
        kind = kinds[0] if len(kinds) == 1 else None
        if get_origin(kind) is Annotated:
            kind, *inner = get_args(kind)
            metadata += tuple(inner)
    checked = TypeAdapter(Annotated[(kind, *metadata)] if metadata else kind)  # type: ignore[var-annotated]  # built at run time
    candidates = sorted({*field.examples, *figures}) if field.examples else _candidates(kind, metadata)
    return [value for value in candidates if _valid(checked, value)]


def _candidates(kind: Any, metadata: Iterable[Any]) -> list[Any]:
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if kind is bool:
        return [True, False]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [member.value for member in kind]
    if kind not in {int, float}:
        return []
    least, most = _bound(metadata, "ge", "gt"), _bound(metadata, "le", "lt")
    if least is None or most is None:
        return []
    if kind is int and most - least <= GRID:
        return list(range(int(least), int(most) + 1))
    steps = [least + (most - least) * step / GRID for step in range(GRID + 1)]
    grain = int(_bound(metadata, "multiple_of") or 1)
    return sorted({round(step / grain) * grain if kind is int else round(step, 3) for step in steps})


def _bound(metadata: Iterable[Any], *names: str) -> float | None:
    for entry in metadata:
        for name in names:
            if (bound := getattr(entry, name, None)) is not None:
                return float(bound)
    return None


def _valid(adapter: "TypeAdapter[Any]", value: Any) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True

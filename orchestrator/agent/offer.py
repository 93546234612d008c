"""What a plan may contain this turn: tools in the shapes their inputs allow, parameters as lists of literals, handles.

Grammar, schema for remote models and the check of what comes back are all made from one Offer, so that they agree.
Refuses parameters it cannot bound.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.along import Standing, way
from orchestrator.domain.plan import REGIONS, ROLES, Role
from orchestrator.domain.walk import before
from tools.base import Gives, ToolSpec

PICTURES_SHOWN: Final = 16
MASKS_SHOWN: Final = 4
HANDLE: Final = re.compile(r"(?:#|(?<![A-Za-z0-9])m)[1-9][0-9]*(?![A-Za-z0-9])")
"""A picture or a mask, as people write it; with letters behind it is a colour or a measure."""
OTHERS: Final = r"(?i:dpi|ppi|[km]b|[cm]m|inch(?:es)?|megapixels?|mp)\b|厘米|毫米|英寸|兆"
"""Units of what is no side in pixels."""
FIGURE: Final = re.compile(
    rf"(?<![#@mM\d.:：之])\d{{1,5}}(?!\d|\.\d|\s*(?:[:：%％]|percent\b|per cent\b|{OTHERS})|[kK]\b)"
)
"""A number that is no handle, no share, no part of a ratio, no name of a size and of no other unit."""
THOUSANDS: Final = re.compile(r"(?<![#@mM\d.,:：])(\d),(?=\d{3}(?![\d,]))")
"""The comma of 1,920 behind its first digit."""
KNOWN: Final = {"4k": (3840,), "2k": (2048,), "8k": (7680,), "full hd": (1920, 1080), "全高清": (1920, 1080)}
"""Sizes that go by names."""
SHARE: Final = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:[%％]|percent\b|per cent\b)|百分之(\d{1,3})")
LEFT: Final = re.compile(r"(?:\bto|\bat|到|为|成)\s*$")
LESS: Final = re.compile(r"\s*(?:smaller|less|narrower|shorter|thinner)\b")
MORE: Final = re.compile(r"\s*(?:larger|bigger|more|wider|taller|higher|longer)\b")
TAKEN: Final = re.compile(
    r"(?:(?:shrink|reduce|decrease|down|downsize)\b[^,.;]*\bby|\bzoom out(?: by)?"
    r"|缩小|缩短|减小|减少|[小窄短矮])\s*$"
)
ADDED: Final = re.compile(
    r"(?:(?:enlarge|increase|grow|up|expand|widen)\b[^,.;]*\bby|\bzoom in(?: by)?"
    r"|放大|增大|增加|大|[再变更加拉][宽长高])\s*$"
)
"""What stands around a share of what is left, taken away and added."""
PARTLY: Final = re.compile(
    r"\b(?:shrink|reduce|decrease|down|downsize)\b[^,.;]*\bby (?:a|one) (?:third|quarter)\b"
    r"|\b(?:third|quarter) (?:smaller|less|narrower|shorter)\b"
    r"|(?:缩小|缩短|减小|减少|[小窄短矮])了?[三四]分之一"
)
"""A part in words that is taken away; "to a third" is what is left."""
GROWN: Final = re.compile(
    r"\b(?:enlarge|increase|grow|up|expand|widen)\b[^,.;]*\bby (?:a |one )?(?:half|third|quarter)\b"
    r"|\bhalf again as\b|\bhalf as (?:big|large|much|wide|tall|high|long) again\b"
    r"|\b(?:half|third|quarter) (?:larger|bigger|more|wider|taller|higher|longer)\b"
    r"|(?:放大|增大|加大|变大|大|[再变更加拉][宽长高])了?(?:一半|二分之一|[三四]分之一)"
)
"""A part in words that is added to the whole."""
OVER: Final = re.compile(r"1\.5|\band a half\b|倍半|一点五")
"""What says a part above the whole without adding it."""
FIGURES: Final = 8
"""Numbers in the words that are offered as sizes: of a page full of them, the first."""
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


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything a plan of this turn can be made of, by handles."""

    shapes: tuple[Shape, ...]
    pictures: tuple[str, ...]
    masks: Mapping[str, tuple[str, ...]]
    """Each mask with the pictures it may be used on: the one it was painted on, and the one in focus if it fits."""
    may_ask: bool
    words: str
    """The utterance as it is shown to the model."""
    every: tuple[str, ...] = ()
    """All pictures of the turn, also where `pictures` are only those that the words name."""
    first: frozenset[str] = frozenset()
    """Tools of which the first step must call one; any if there are none."""

    def paired(self) -> tuple[str, ...]:
        """What two pictures that belong together are chosen from: those named, if two are; else also the others."""
        return self.pictures if len(self.pictures) > 1 or not self.every else self.every


def offer_of(task: AgentTask, words: str) -> Offer:
    """What this turn's plan may contain. While there is no picture, tools that need one can only come second."""
    images = [image.handle for image in pictures_shown(task)]
    every = [image.handle for image in task.images if image.kind != "mask"]
    named = {*HANDLE.findall(words), *(mask.of for mask in masks_named(task, words))}
    around = {*images, *every[:1], *(handle for handle in every if handle in named)}
    pictures = tuple(sorted(around, key=lambda handle: int(handle[1:])))
    masks = {
        mask.handle: tuple(
            picture for picture in pictures if picture in {mask.of, task.focus} and fits(task, mask, picture)
        )
        for mask in masks_shown(task, words)
    }
    found = any(spec.gives == "masks" for spec in task.tools.values())
    known = [
        shape
        for spec in task.tools.values()
        for shape in shapes_of(spec, (*figures_in(words), *shares_in(words)))
        if masks or found or "mask" not in shape.roles
    ]
    needs_nothing = any(not shape.roles for shape in known)
    shapes = tuple(known) if pictures or needs_nothing else ()
    return Offer(shapes, pictures, masks, may_ask=may_ask(task), words=words, every=pictures)


def may_ask(task: AgentTask) -> bool:
    """Whether a question is wanted: at high creativity none is, and none is asked twice."""
    return task.creativity != "high" and task.answers is None


def ancestors_of(task: AgentTask, handle: str) -> list[str]:
    """The pictures that `handle` comes from, the nearest first."""
    parents = {image.handle: image.parents[:1] for image in task.images if image.kind != "mask"}
    found: list[str] = []
    while (above := parents[handle]) and above[0] in parents:
        handle = above[0]
        found.append(handle)
    return found


def root_of(task: AgentTask, handle: str) -> str:
    """The picture that `handle` comes from in the end."""
    return (ancestors_of(task, handle) or [handle])[-1]


def before_of(task: AgentTask, handle: str) -> str:
    """Where an undo leads from `handle`."""
    pictures = {image.handle: image for image in task.images if image.kind != "mask"}
    turn, first = pictures[handle].turn, handle

    def source(of: str) -> str | None:
        return next((parent for parent in pictures[of].parents[:1] if parent in pictures), None)

    began = source(first)
    while began is not None and turn is not None and pictures[began].turn == turn:
        first, began = began, source(began)
    order = list(pictures)
    at = order.index(first)
    return before(handle, began, order[at - 1] if at else None)


def fits(task: AgentTask, mask: LedgerImage, picture: str) -> bool:
    """Whether `mask` can be used on `picture`: as it is, or turned along."""
    standings = {
        one.handle: Standing((one.width, one.height), next(iter(one.parents), None), one.moved, one.follows)
        for one in task.images
        if one.kind != "mask"
    }
    return way(mask.of, (mask.width, mask.height), picture, standings) is not None


def pictures_shown(task: AgentTask, most: int = PICTURES_SHOWN) -> list[LedgerImage]:
    """The newest pictures, the one in focus and where one goes from it in words, oldest first."""
    pictures = [image for image in task.images if image.kind != "mask"]
    around = {task.focus, task.after}
    if task.focus in {image.handle for image in pictures}:
        around |= {before_of(task, task.focus), root_of(task, task.focus)}
    around |= {image.handle for image in pictures[-most:]}
    return [image for image in pictures if image.handle in around]


def masks_shown(task: AgentTask, words: str, most: int = PICTURES_SHOWN) -> list[LedgerImage]:
    """The newest masks on pictures shown, and those of this message, oldest first."""
    shown = {image.handle for image in pictures_shown(task, most)}
    masks, named = [image for image in task.images if image.kind == "mask"], masks_named(task, words)
    recent = [image for image in masks if image.of in shown][-MASKS_SHOWN:]
    return [image for image in masks if image in recent or image in named]


def masks_named(task: AgentTask, words: str) -> list[LedgerImage]:
    """The mask attached to this message, and those that its words call by their handle."""
    meant = {task.mask, *HANDLE.findall(words)}
    return [image for image in task.images if image.kind == "mask" and image.handle in meant]


def figures_in(words: str) -> tuple[int, ...]:
    """The sizes that `words` may say, in digits or by name."""
    plain = THOUSANDS.sub(r"\1", words)
    named = (size for name, sizes in KNOWN.items() if name in words.lower() for size in sizes)
    return tuple(dict.fromkeys([*(int(figure) for figure in FIGURE.findall(plain)), *named]))[:FIGURES]


def shares_in(words: str) -> tuple[int, ...]:
    """The percentages of a size that `words` may mean: "20 %" is said of what is left, taken away or added.

    "To" and "by" tell which, and so does "smaller" or "larger" behind it.
    """
    found: list[int] = []
    for share in list(SHARE.finditer(words.lower()))[:FIGURES]:
        before, behind = words[: share.start()].lower(), words[share.end() :].lower()
        said = int(share[1] or share[2])
        if LEFT.search(before):
            found.append(said)
        elif LESS.match(behind) or TAKEN.search(before):
            found.append(100 - said)
        elif MORE.match(behind) or ADDED.search(before):
            found.append(100 + said)
        else:
            found += [said, 100 - said, 100 + said]
    return tuple(dict.fromkeys(share for share in found if share > 0))


def parts_in(words: str, said: Iterable[int]) -> set[int]:
    """The percentages that are `said` in words such as "a third", as what is left of a size; the other way round where
    that part is taken away, with the whole where it is added, and above that only where the words say so."""
    parts, plain = {*said}, words.lower()
    if GROWN.search(plain):
        return {100 + min(parts)} if parts else parts
    if PARTLY.search(plain):
        return {33: {66}, 25: {75}}.get(min(parts, default=0), parts)
    return parts if OVER.search(plain) else {part for part in parts if part < 100}


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

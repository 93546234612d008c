"""Every sentence about what went wrong that the sources can say, as a template; and what tools say of themselves.

A place is where a value goes in: `{0}`, `{1}`, counted from the left. Texts that are chosen between (`"a" if x else
"b"`) and constants with a name are written out, so that they are translated with what stands around them; whatever
else is filled in is a value. What only hands on another's sentence (`str(error)`) is none of its own.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count, product
from pathlib import Path
from typing import Final

from pydantic_core._pydantic_core import list_all_errors

from tools import catalog

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = ("tools", "orchestrator", "web")
COMMAND_LINE: Final = "orchestrator/cli/"
"""Whoever types commands reads English there: help, answers and errors alike."""
HEARD: Final = {"StudioError", "ToolError", "ModelBroken", "PresetBroken", "Refused", "BadCertificate", "ChatFailed"}
"""Exceptions whose text is handed on to a person, as is that of all that inherit from them.

The text of all others ends where it is caught, or in a log.
"""
TELLING: Final[dict[str, int | str]] = {"_fail": 2, "ChangedView": "now"}
"""Calls that write a sentence where a person reads it, and which of their arguments it is."""
VALIDATED: Final = {"field_validator", "model_validator", "AfterValidator"}
"""A module that takes one of these from pydantic says with ValueError what BadFields tells."""
JSON: Final = re.compile(
    r"missing|extra_forbidden|model_type|none_required|(greater|less)_than(_equal)?|multiple_of|finite_number|"
    r"too_(short|long)|(string|bool|int|float|list|tuple|dict|literal|value)_\w+"
)
"""Pydantic's errors about what can stand in JSON."""
NAMED: Final = re.compile(r"\{\w+\}")
PLACE: Final = "\0"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source:
    """One module: its names, and the sentences in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.room = path.relative_to(ROOT).parts[0]
        body = self.tree.body
        self.functions = {one.name: one for one in body if isinstance(one, Function)}
        self.constants = {
            one.target.id: one.value
            for one in body
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None
        }
        self.owner = {
            one: kind.name for kind in ast.walk(self.tree) if isinstance(kind, ast.ClassDef) for one in kind.body
        }
        self.imports = {
            name.asname or name.name: (one.module or "", name.name)
            for one in ast.walk(self.tree)
            if isinstance(one, ast.ImportFrom)
            for name in one.names
        }

    def sentences(self) -> Iterator[str]:
        """Templates of what is said here, some of them more than once."""
        for node, function in _walk(self.tree):
            for said in self._said(node, function):
                yield from self._texts(said, function)

    def _said(self, node: ast.AST, function: Function | None) -> Iterator[ast.expr]:
        match node:
            case ast.Raise(exc=ast.Call(func=kind, args=[said, *_])) if self._is_told(_name(kind)):
                yield from self._handed(said, function)
            case ast.Call(func=kind) if (which := TELLING.get(_name(kind))) is not None:
                yield from (one.value for one in node.keywords if one.arg == which)
                yield from node.args[which : which + 1] if isinstance(which, int) else ()
            case ast.Return(value=ast.expr() as said) if function and function.name == "objection":
                yield said
            case ast.Dict(keys=[ast.Constant(value="missing"), *_], values=[said, *_]):
                yield said
            case ast.AnnAssign(annotation=kind, value=ast.Tuple(elts=[_, said])) if "Why" in ast.unparse(kind):
                yield said
            case ast.AnnAssign(target=ast.Name(id="SENTENCES"), value=ast.Dict(values=many)) if self.room == "web":
                yield from many
            case ast.Call(func=ast.Attribute(attr="__init__"), args=[said]) if function and self._is_told(
                self.owner.get(function, "")
            ):
                yield said
            case ast.FunctionDef(name="__init__", args=ast.arguments(defaults=many)) if self._is_told(
                self.owner.get(node, "")
            ):
                yield from many

    def _is_told(self, kind: str) -> bool:
        return kind in heard() or (kind == "ValueError" and bool(VALIDATED & self.imports.keys()))

    def _handed(self, said: ast.expr, function: Function | None) -> Iterator[ast.expr]:
        """What was raised; where that is a parameter of its function, what the function is called with."""
        names = [one.arg for one in function.args.args] if function else []
        if not (isinstance(said, ast.Name) and said.id in names and function):
            yield said
            return
        for source in sources():
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and _name(node.func) == function.name:
                    yield from node.args[names.index(said.id) :][:1]
                    yield from (one.value for one in node.keywords if one.arg == said.id)

    def _texts(self, said: ast.expr, function: Function | None) -> Iterator[str]:
        for text in self._resolved(said, function, frozenset()):
            if text != PLACE:
                yield _numbered(text)

    def _resolved(self, node: ast.expr | None, function: Function | None, seen: frozenset[str]) -> set[str]:
        """The texts `node` can be; PLACE among them where it can be a value of any kind."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr(values=parts):
                return {"".join(one) for one in product(*(self._part(part, function, seen) for part in parts))}
            case ast.IfExp(body=one, orelse=other):
                return self._resolved(one, function, seen) | self._resolved(other, function, seen)
            case ast.BoolOp(op=ast.Or(), values=values):
                return set[str]().union(*(self._resolved(one, function, seen) for one in values))
            case ast.Call(func=ast.Name(id=name)) if name in self.functions and name not in seen:
                own = self.functions[name]
                returned = [one.value for one in ast.walk(own) if isinstance(one, ast.Return)]
                return set[str]().union(*(self._resolved(one, own, seen | {name}) for one in returned)) or {PLACE}
            case ast.Name(id=name) if name not in seen:
                return self._named(name, function, seen | {name})
            case ast.Name(id=name):
                return set()
        return {PLACE}

    def _part(self, part: ast.expr, function: Function | None, seen: frozenset[str]) -> set[str]:
        """One part of an f-string: its own words, or what is filled in."""
        if not isinstance(part, ast.FormattedValue):
            return self._resolved(part, function, seen)
        if part.conversion != -1 or part.format_spec is not None:
            return {PLACE}
        texts = self._resolved(part.value, function, seen)
        return {PLACE} if PLACE in texts else texts

    def _named(self, name: str, function: Function | None, seen: frozenset[str]) -> set[str]:
        given = [
            one.value
            for one in (ast.walk(function) if function else ())
            if isinstance(one, ast.Assign) and any(_name(target) == name for target in one.targets)
        ]
        if given:
            return set[str]().union(*(self._resolved(one, function, seen) for one in given))
        if name in self.constants:
            return self._resolved(self.constants[name], None, seen)
        if name in self.imports:
            module, own = self.imports[name]
            for source in sources():
                if module_of(source.path) == module and own in source.constants:
                    return source._resolved(source.constants[own], None, frozenset())
        return {PLACE}


@cache
def sentences() -> Mapping[str, str]:
    """Every sentence as a template, and the file that says it."""
    said = {text: str(one.path.relative_to(ROOT)) for one in sources() for text in one.sentences()}
    return dict.fromkeys(_of_pydantic(), "pydantic") | dict.fromkeys(_of_tools(), "tools") | said


def _of_tools() -> Iterator[str]:
    """What their forms say of them: what they do, the pictures they take, and each parameter."""
    for spec in catalog.specs().values():
        yield from (spec.summary, *(role.summary for role in spec.inputs))
        schema = spec.params.model_json_schema()
        del schema["description"]  # its docstring: no form shows it
        yield from _described(schema)


def _described(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield from [value] if key == "description" and isinstance(value, str) else _described(value)


def _of_pydantic() -> Iterator[str]:
    """What it says of texts, numbers, truth values, lists and objects: JSON has no other values."""
    for error in list_all_errors():
        if JSON.fullmatch(error["type"]):
            text = error["message_template_python"]
            plurals = ("", "s") if "{expected_plural}" in text else ("",)
            yield from (_numbered(NAMED.sub(PLACE, text.replace("{expected_plural}", end))) for end in plurals)


def _numbered(text: str) -> str:
    """PLACE by PLACE from the left."""
    numbers = count()
    return "".join(f"{{{next(numbers)}}}" if char == PLACE else char for char in text)


@cache
def sources() -> tuple[Source, ...]:
    """All modules of the rooms but the command line's."""
    paths = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(Source(path) for path in paths if not str(path.relative_to(ROOT)).startswith(COMMAND_LINE))


@cache
def heard() -> frozenset[str]:
    """HEARD and what inherits from them."""
    classes = [one for source in sources() for one in ast.walk(source.tree) if isinstance(one, ast.ClassDef)]
    found = set(HEARD)
    while more := {one.name for one in classes if found & {_name(base) for base in one.bases}} - found:
        found |= more
    return frozenset(found)


def module_of(path: Path) -> str:
    """The name under which it is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _walk(node: ast.AST, function: Function | None = None) -> Iterator[tuple[ast.AST, Function | None]]:
    """Every node and the function it stands in."""
    for one in ast.iter_child_nodes(node):
        yield one, function
        yield from _walk(one, one if isinstance(one, Function) else function)

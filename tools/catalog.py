"""Which tools and which models there are. Found by looking at the folders, so that a new one edits nothing.

Refuses to import a tool's `run` before it is needed: that loads torch.
"""

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import tools
from tools.base import Affine, Run, Size, ToolError, ToolSpec
from tools.manifest import Manifest, ModelBroken, load

NOT_TOOLS: Final = frozenset({"runtime"})


@cache
def specs() -> dict[str, ToolSpec]:
    """Every tool by name, in alphabetical order."""
    found: dict[str, ToolSpec] = {}
    for module in sorted(pkgutil.iter_modules(tools.__path__), key=lambda module: module.name):
        if module.ispkg and module.name not in NOT_TOOLS:
            spec: ToolSpec = import_module(f"tools.{module.name}.spec").SPEC
            found[spec.name] = spec
    return found


def spec(name: str) -> ToolSpec:
    """The tool called `name`.

    Raises:
        ToolError: there is no such tool.
    """
    try:
        return specs()[name]
    except KeyError:
        raise ToolError(f"there is no tool called {name[:40]!r}; there are {', '.join(specs())}") from None


def runner(name: str) -> Run:
    """The tool's `run` function; importing it may load torch."""
    run: Run = import_module(f"tools.{spec(name).name}.run").run
    return run


def moved(tool: str | None, params: Mapping[str, Any]) -> bool:
    """Whether what is seen lay elsewhere after `tool` had run with `params`; of a tool that is gone nobody knows."""
    spec = specs().get(tool or "")
    return spec is not None and spec.moves(params)


def follows(tool: str | None, params: Mapping[str, Any]) -> bool:
    """Whether a place in the source can be told in what `tool` made of it with `params`: see `along`."""
    spec = specs().get(tool or "")
    return spec is not None and (spec.along is not None or not spec.moves(params))


def along(tool: str, params: Mapping[str, Any], source: Size, result: Size) -> Affine:
    """Where a place in the result, of this size, was in the source.

    Raises:
        ToolError: nobody can tell.
    """
    if not follows(tool, params):
        raise ToolError(f"{tool} does not say where things go")
    if (declared := spec(tool).along) is not None:
        return declared(spec(tool).validate(params), source)
    return source[0] / result[0], 0, 0, 0, source[1] / result[1], 0


def models(folders: Iterable[Path]) -> tuple[list[Manifest], list[str]]:
    """Every usable model below `folders` (one level), first one of a name wins; and what is wrong with the others."""
    found: dict[str, Manifest] = {}
    broken: list[str] = []
    for root in folders:
        for folder in sorted(root.iterdir()) if root.is_dir() else []:
            if not folder.is_dir() or folder.name.startswith(".") or _sheets(folder):
                continue
            try:
                manifest = load(folder)
            except ModelBroken as error:
                broken.append(str(error).encode(errors="replace").decode())  # a file's name need not be Unicode
            else:
                found.setdefault(manifest.name, manifest)
    return list(found.values()), broken


def _sheets(folder: Path) -> bool:
    """Whether nothing but pictures lies in it: what models drew, beside them. One that may not be read is none."""
    try:
        suffixes = {file.suffix.lower() for file in folder.iterdir()}
    except OSError:  # a disk's own lost+found, which is root's
        return False
    return bool(suffixes) and suffixes <= {".png", ".jpg", ".webp"}


def offered(models_there: Iterable[Manifest]) -> dict[str, ToolSpec]:
    """The tools that can be served: those that need no model, and those some model is capable of.

    Without the inputs that would need an adapter which is not there.
    """
    there = list(models_there)
    capable = {capability for one in there if one.adapts is None for capability in one.capabilities}
    adapted = {capability for one in adapters(there) for capability in one.capabilities}
    return {
        name: replace(spec, inputs=tuple(role for role in spec.inputs if role.capability in {None, *adapted}))
        for name, spec in specs().items()
        if spec.capability is None or spec.capability in capable
    }


def adapters(models_there: Iterable[Manifest]) -> list[Manifest]:
    """Those among the models that are adapters for another one."""
    there = list(models_there)
    return [one for one in there if any(one.fits(other) for other in there if other.adapts is None)]

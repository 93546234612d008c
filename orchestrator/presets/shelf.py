"""The presets there are: those that came with the studio, and a person's own in the data folder, which go first.

Every file is checked whole. Refuses tools and parameters that do not exist, and says what is wrong with a file
instead of taking half of it.
"""

import time
import tomllib
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, Final

from pydantic import TypeAdapter, ValidationError

from orchestrator.domain.errors import BadRequest
from orchestrator.domain.preset import NONE, Preset
from tools import catalog

OWN: Final = Path(__file__).parent
LARGEST: Final = 64 * 1024
"""Bytes of one file."""
MOST: Final = 200
"""Files of one folder that are read."""
FRESH_SECONDS: Final = 5.0
"""How long a look at the folders holds, so that a file put there is found without a restart."""


class PresetBroken(Exception):
    """A file is no preset; the message says why."""


class Presets:
    """The presets of the studio and of a folder of one's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._seen: tuple[float, dict[str, Preset], list[str]] | None = None

    def look(self) -> tuple[dict[str, Preset], list[str]]:
        """All presets by name, those of the studio in their order first; and what is wrong with other files."""
        with self._lock:
            if self._seen is None or time.monotonic() - self._seen[0] > FRESH_SECONDS:
                self._seen = (time.monotonic(), *_read_all([OWN, self._folder]))
            return self._seen[1], self._seen[2]

    def named(self, name: str | None) -> Preset | None:
        """The preset called `name`; None for none, and for `none`.

        Raises:
            BadRequest: there is no such preset.
        """
        if name is None or name == NONE:
            return None
        found, _ = self.look()
        if name not in found:
            raise BadRequest(f"There is no preset called {name[:40]!r}; there are {', '.join(found)}.")
        return found[name]

    def by_style(self) -> dict[str, Preset]:
        """Those that a style names, by that style; of two the later file.

        One that narrows the tools is chosen by hand.
        """
        found, _ = self.look()
        return {style.lower(): preset for preset in found.values() if not preset.only for style in preset.called}


def _read_all(folders: list[Path]) -> tuple[dict[str, Preset], list[str]]:
    found: dict[str, Preset] = {}
    broken: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml"))[:MOST] if folder.is_dir() else []:
            try:
                preset = read(path)
            except PresetBroken as error:
                broken.append(str(error).encode(errors="replace").decode())
            else:
                found[preset.name] = preset
    return found, broken


def read(path: Path) -> Preset:
    """One file as a preset; its name is the file's.

    Raises:
        PresetBroken: it is none.
    """
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise PresetBroken(f"{path.name}: no plain file of at most {LARGEST // 1024} KB")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        preset = Preset.model_validate({"name": path.stem, **data})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise PresetBroken(f"{path.name}: cannot be read ({getattr(error, 'strerror', error)})") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise PresetBroken(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if preset.name == NONE:
        raise PresetBroken(f"{path.name}: no preset can be called {NONE}")
    if preset.name != path.stem:
        raise PresetBroken(f"{path.name}: its name is {preset.name}, so the file must be called {preset.name}.toml")
    for tool in (*preset.only, *preset.tools):
        if tool not in catalog.specs():
            raise PresetBroken(f"{path.name}: there is no tool called {tool[:40]!r}")
    for tool, params in preset.tools.items():
        for name, value in params.items():
            _fits(path, tool, name, value)
    return preset


def _fits(path: Path, tool: str, name: str, value: Any) -> None:
    field = catalog.spec(tool).params.model_fields.get(name)
    if field is None:
        raise PresetBroken(f"{path.name}: {tool} has no parameter {name[:40]!r}")
    kind = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    try:
        TypeAdapter[Any](kind).validate_python(value)
    except ValidationError as error:
        raise PresetBroken(f"{path.name}: {tool}.{name}: {error.errors()[0]['msg']}") from error

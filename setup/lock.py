"""Writes `requirements.lock`: exact versions of everything pyproject.toml asks for, transitive packages included.

`make lock`, after changing pyproject.toml and installing what is new into `.venv`. Takes the versions that are
installed there and names no registry. Leaves out what only another build of torch brings (NVIDIA's packages).
"""

import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from setup.console import ROOT

HEAD: Final = """\
# Written by `make lock` from pyproject.toml and the environment; installed by setup/environment.py without looking at
# dependencies, torch first. No addresses: pip's own settings decide where packages come from.
"""


def asked() -> Iterator[Requirement]:
    """The requirements of pyproject.toml: the project's, its extras' and its groups'."""
    text = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = text["project"]
    for line in project["dependencies"]:
        yield Requirement(line)
    for extra in (*project["optional-dependencies"].values(), *text["dependency-groups"].values()):
        for line in extra:
            yield Requirement(line)


def closure(requirements: Iterator[Requirement]) -> dict[str, str]:
    """Canonical name to `name==version` of everything the requirements need here."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    todo = [(requirement, extra) for requirement in requirements for extra in ("", *requirement.extras)]
    while todo:
        requirement, extra = todo.pop()
        name = canonicalize_name(requirement.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        there = distribution(requirement.name)
        found[name] = f"{there.metadata['Name'].replace('-', '_')}=={there.version.split('+')[0]}"
        for line in there.requires or ():
            needed = Requirement(line)
            if _applies(needed, extra):
                todo += [(needed, more) for more in ("", *needed.extras)]
    return found


def _applies(needed: Requirement, extra: str) -> bool:
    """Whether some Python that we serve needs it: this one, or the oldest."""
    pythons: tuple[dict[str, str], ...] = ({}, {"python_version": "3.11", "python_full_version": "3.11.0"})
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra, **python}) for python in pythons)


def main() -> None:
    """Write the lock; a package that is asked for and not installed stops it."""
    try:
        found = closure(asked())
    except PackageNotFoundError as missing:
        raise SystemExit(
            f"{missing.name} is not in .venv: install it first (.venv/bin/pip install {missing.name})"
        ) from None
    path = ROOT / "setup" / "requirements.lock"
    path.write_text(HEAD + "".join(f"{found[name]}\n" for name in sorted(found)), encoding="ascii")
    print(f"{path.name}: {len(found)} packages")


if __name__ == "__main__":
    main()

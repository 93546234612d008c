"""What may be committed: small files, nothing built, nothing that only holds on one machine."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.servers.studios import REPOSITORY
from tests.system.conftest import product_files

SOURCE: Final = {".py", ".js", ".mjs", ".css", ".html", ".mako", ".sh"}
LONGEST_FILE: Final = 400
LONGEST_LINE: Final = 1000
"""No person writes longer ones; a bundler does."""
LARGEST: Final = 15_000_000
WEIGHTS: Final = 96_000_000
# Joined here, so that this file does not name them either.
HOSTS: Final = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("registry", "npmjs", "org"),
        ("download", "pytorch", "org"),
        ("deb", "debian", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
    )
)
MACHINE: Final = re.compile(r"(?<![\w./~-])/(?:work|root|opt/(?:pypi|wheels)|home/\w+)/")
FILES: Final = product_files()


def text_of(name: Path) -> str | None:
    """The file's text; None if it is not text."""
    try:
        return (REPOSITORY / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_source_file_is_long() -> None:
    long = {
        str(name): lines
        for name in FILES
        if name.suffix in SOURCE and (lines := len((text_of(name) or "").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_nothing_bundled_is_committed() -> None:
    bundled = [
        str(name)
        for name in FILES
        if name.suffix in SOURCE and any(len(line) > LONGEST_LINE for line in (text_of(name) or "").splitlines())
    ]
    assert not bundled
    assert not [name for name in FILES if ".min." in name.name or "node_modules" in name.parts]


def test_no_file_is_large_and_the_weights_fit() -> None:
    sizes = {name: (REPOSITORY / name).stat().st_size for name in FILES}
    assert not {str(name): size for name, size in sizes.items() if size > LARGEST}
    assert sum(size for name, size in sizes.items() if name.as_posix().startswith("starter/weights/")) <= WEIGHTS


@pytest.mark.parametrize("what", ["registry hosts", "paths of one machine"])
def test_no_file_names(what: str) -> None:
    named = []
    for name in FILES:
        text = text_of(name)
        if text is None:
            continue
        found = MACHINE.search(text) if what == "paths of one machine" else next((h for h in HOSTS if h in text), None)
        if found:
            named.append((str(name), str(found)))
    assert not named


def test_the_lock_names_everything_that_is_asked_for() -> None:
    from setup.lock import asked, closure

    locked = (REPOSITORY / "setup" / "requirements.lock").read_text(encoding="ascii").splitlines()
    assert set(closure(asked()).values()) <= set(locked), "`make lock` writes it anew"

"""Sentences for the person, in the languages spoken, kept as data. Owns looking them up and filling them in.

Refuses to compose facts: that is `orchestrator.agent.answering.reply`.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orchestrator.domain.language import Language


@cache
def _sentences(language: Language) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))


def said(language: Language, name: str, **facts: Any) -> str:
    """The sentence `name` (`make.new`) with `facts` filled in.

    Raises:
        KeyError: there is no such sentence.
    """
    found: Any = _sentences(language)
    for part in name.split("."):
        found = found[part]
    return str(found).format(**facts)


def place(language: Language, table: str, name: str) -> int:
    """Where `name` stands in `table`; behind all others where it does not."""
    names = list(_table(language, table))
    return names.index(name) if name in names else len(names)


def known(language: Language, table: str, name: str) -> str | None:
    """The entry `name` of `table`, None where the language's file has none."""
    found = _table(language, table)
    return str(found[name]) if name in found else None


def _table(language: Language, name: str) -> Any:
    found: Any = _sentences(language)
    for part in name.split("."):
        found = found.get(part, {})
    return found

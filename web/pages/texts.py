"""The interface's words in both languages, and which language a page comes in.

The texts are data (web/i18n/*.json; the tools' Chinese names: orchestrator/locale/names.zh.json), shared by the
templates and the bundle. Refuses a key missing in one language:
tests/e2e compares them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import Request

from orchestrator.locale import names

LANGUAGES: Final[dict[str, str]] = {"en": "English", "zh": "中文"}
"""Offered languages by code, each named in itself."""

THEMES: Final = ("light", "dark")
FOLDER: Final = Path(__file__).parent.parent / "i18n"
COOKIE: Final = "lang"
"""Set by the page's language switch."""


@cache
def texts(language: str) -> dict[str, str]:
    """All words of the interface in `language` (a key of LANGUAGES)."""
    words: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return words | names(language)


def theme_of(request: Request) -> str | None:
    """The colours chosen in the page; None follows the system."""
    chosen = request.cookies.get("theme")
    return chosen if chosen in THEMES else None


def language_of(request: Request, preferred: str) -> str:
    """The language chosen in the page, else the `preferred` one, else the browser's first that is offered."""
    for chosen in (request.cookies.get(COOKIE), preferred):
        if chosen in LANGUAGES:
            return chosen
    return request.accept_languages.best_match(LANGUAGES, default="en")

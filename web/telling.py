"""What went wrong, in the language of whoever asks: that of the page, or the one a program asks for."""

from flask import request

from orchestrator.locale import told
from web.current import settings
from web.pages.texts import LANGUAGES, language_of, texts


def wants_problem() -> bool:
    """Whether this request is a program's (the API, health, htmx-free fetches) rather than a page's."""
    return request.path.startswith(("/api/v1/", "/healthz")) or request.accept_mimetypes.best == "application/json"


def reader() -> str:
    """The language: of a page as it is shown, of a program as its Accept-Language says, English otherwise."""
    if wants_problem():
        return request.accept_languages.best_match(LANGUAGES, default="en")
    return language_of(request, settings().language)


def tell(sentence: str) -> str:
    """An English sentence as its reader speaks, with the words of the page for what it names."""
    language = reader()
    words = texts(language)
    return told(sentence, language, lambda kind, value: words.get(f"{kind}.{value}"))

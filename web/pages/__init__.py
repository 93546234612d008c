"""The pages: the studio itself, the library, and what its templates need (texts, language, bundle).

Owns no data: the page reads everything through the JSON API. Refuses SQL, sign-in (web.auth) and inline scripts.
"""

from typing import Any, Final

from flask import Blueprint, render_template, request

from orchestrator.domain.modest import LONGEST_TEXT
from orchestrator.pixels.decode import MAX_BYTES
from tools import MAX_PIXELS
from web.current import settings
from web.pages.bundle import bundled
from web.pages.texts import LANGUAGES, language_of, texts, theme_of

blueprint = Blueprint("pages", __name__)
MOST: Final = {"words": LONGEST_TEXT, "bytes": MAX_BYTES, "pixels": MAX_PIXELS}
"""What a message and a picture may have; the page refuses more before it is sent (web/assets/js/limits.js)."""


@blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    language = language_of(request, settings().language)
    return {
        "attempts": settings().attempts,
        "bundled": bundled,
        "language": language,
        "languages": LANGUAGES,
        "most": MOST,
        "texts": texts(language),
        "theme": theme_of(request),
    }


@blueprint.get("/")
@blueprint.get("/new")
def studio_page() -> str:
    """The studio: the newest session, or an empty one at /new."""
    return render_template("studio.html", session_id="")


@blueprint.get("/s/<session_id>")
@blueprint.get("/s/<session_id>/history")
def session_page(session_id: str) -> str:
    """The studio with one session open, or its whole history; whether it exists is the API's to say."""
    return render_template("studio.html", session_id=session_id)


@blueprint.get("/library")
def library_page() -> str:
    """Every picture of every session; what is looked for stands in the address."""
    return render_template("library.html")


@blueprint.get("/verify")
def verify_page() -> str:
    """What a file says of itself."""
    return render_template("verify.html")


@blueprint.get("/sign-in")
def sign_in() -> str:
    """The door: a form that takes the token; web.auth answers it."""
    return render_template("sign_in.html", error=None, next=request.args.get("next", "/"))

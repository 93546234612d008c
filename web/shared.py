"""What a link shows to anybody who has it: a page without scripts, its pictures, its recipes. Read-only.

Refuses everything that is not below a link that stands; the address is the secret, so it is never sent on.
"""

import re
from typing import Final

from flask import Blueprint, Response, request

from orchestrator.carry.page import policy
from orchestrator.domain.errors import NotFound
from orchestrator.domain.language import Language
from orchestrator.services.bundles.shares import GONE
from web.current import settings, studio
from web.headers import FILE_POLICY
from web.pages.texts import language_of

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
NAME: Final = re.compile(r"m?[1-9][0-9]{0,5}")
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
FIXED: Final = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}

blueprint = Blueprint("shared", __name__, url_prefix="/shared")


@blueprint.get("/<token>/")
def page(token: str) -> Response:
    """The session that the link shows."""
    language: Language = "zh" if language_of(request, settings().language) == "zh" else "en"
    shown = studio().shares.page(_checked(TOKEN, token), language)
    return _closed(Response(shown, mimetype="text/html"), policy())


@blueprint.get("/<token>/images/<digest>.png")
def picture(token: str, digest: str) -> Response:
    """One of its pictures."""
    data = studio().shares.picture(_checked(TOKEN, token), _checked(DIGEST, digest))
    return _closed(Response(data, mimetype="image/png"), FILE_POLICY)


@blueprint.get("/<token>/recipes/<name>.json")
def recipe(token: str, name: str) -> Response:
    """How one of them was made."""
    return _closed(
        Response(studio().shares.recipe(_checked(TOKEN, token), _checked(NAME, name)), mimetype="application/json"),
        FILE_POLICY,
    )


def _checked(shape: re.Pattern[str], value: str) -> str:
    if not shape.fullmatch(value):
        raise NotFound(GONE)
    return value


def _closed(response: Response, content: str) -> Response:
    response.headers.update(FIXED)
    response.headers["Content-Security-Policy"] = content
    return response

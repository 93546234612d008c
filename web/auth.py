"""Who is asking: a bearer token, or a cookie that names a login kept on the server (as Jupyter does it).

Every route needs one of them except those in PUBLIC; a route nobody thought of is refused. Refuses tokens in
addresses below /api, and never compares a token once an address has used up its wrong tries.
"""

from collections.abc import Callable
from typing import Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from orchestrator.domain.errors import Unauthorised
from orchestrator.services.people.users import LOGIN_SECONDS
from web.attempts import Attempts
from web.current import settings, studio
from web.problems import TooMany
from web.telling import wants_problem

PUBLIC: Final = frozenset(
    {"health.healthz", "pages.sign_in", "auth.sign_in", "static", "shared.page", "shared.picture", "shared.recipe"}
)
"""Endpoints that answer anybody; those of `shared` to whoever has a link."""

ATTEMPTS: Final = "pentimento.attempts"

blueprint = Blueprint("auth", __name__)


def cookie_name() -> str:
    """The login's cookie; cookies know no ports, so the port is part of the name."""
    return f"pentimento-{settings().port}"


def admit() -> BaseResponse | None:
    """Before each request: find out who asks, and refuse whom the route does not want.

    Raises:
        Unauthorised: no valid token or login (a page is led to the sign-in instead).
        TooMany: too many wrong tokens from this address.
    """
    g.user, g.by = None, None
    if request.endpoint in PUBLIC:
        return None
    if _opens_a_page() and "token" in request.args:
        return _from_address()
    header = request.headers.get("Authorization", "")
    if header:
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            raise Unauthorised("Send the token as 'Authorization: Bearer …'.")
        g.user, g.by = _try(lambda: studio().users.authenticate(token.strip())), "token"
        return None
    secret = request.cookies.get(cookie_name(), "")
    try:
        if not secret:
            raise Unauthorised("Sign in first: open the address that `pentimento serve` printed, or send the token.")
        g.user, g.by = studio().users.signed_in(secret), "cookie"
    except Unauthorised:
        if wants_problem() or request.method not in {"GET", "HEAD"}:
            raise
        return redirect("/sign-in?" + urlencode({"next": request.full_path.rstrip("?")}), 303)
    return None


def standing() -> Callable[[], bool]:
    """A question for long answers, to be asked after the request is gone: does its login still stand?"""
    if g.by != "cookie":
        return lambda: True
    users, secret = studio().users, request.cookies.get(cookie_name(), "")

    def asked() -> bool:
        try:
            users.signed_in(secret)
        except Unauthorised:
            return False
        return True

    return asked


@blueprint.post("/sign-in")
def sign_in() -> BaseResponse:
    """The form of the sign-in page."""
    return _open(request.form.get("token", "").strip(), local(request.form.get("next", "/")))


@blueprint.post("/sign-out")
def sign_out() -> BaseResponse:
    """Ends this login on the server, so that a copied cookie is worth nothing."""
    secret = request.cookies.get(cookie_name())
    if secret:
        studio().users.sign_out(secret)
    response = redirect("/sign-in", 303)
    response.delete_cookie(cookie_name(), path="/")
    return response


def local(target: str) -> str:
    """`target` if it is a path of this server, else `/`: nobody is sent elsewhere after signing in."""
    plain = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if plain and "\\" not in target else "/"


def _opens_a_page() -> bool:
    """Whether somebody goes to a page: a picture on a foreign page must not use up the tries of this address."""
    page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return page and request.method == "GET" and not request.path.startswith("/api/")


def _from_address() -> BaseResponse:
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "token"]
    return _open(request.args["token"], local(request.path) + (f"?{urlencode(rest)}" if rest else ""))


def _open(token: str, target: str) -> BaseResponse:
    """A new login for a right token, and an older login of this browser ends; for a wrong one the form again."""
    try:
        secret = _try(lambda: studio().users.sign_in(token))
    except Unauthorised:
        return Response(render_template("sign_in.html", error="wrong-token", next=target), 401)
    except TooMany:
        return Response(render_template("sign_in.html", error="too-many", next=target), 429)
    if old := request.cookies.get(cookie_name()):
        studio().users.sign_out(old)
    response = redirect(target, 303)
    response.set_cookie(
        cookie_name(), secret, max_age=LOGIN_SECONDS, path="/",
        httponly=True, samesite="Lax", secure=request.is_secure,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def _try(ask: Callable[[], str]) -> str:
    attempts = cast("Attempts", current_app.extensions[ATTEMPTS])
    return attempts.compare(request.remote_addr or "unknown", ask)

"""What a request must look like before anything reads it: its host, its origin, its kind and size of body.

Stops DNS rebinding, cross-site requests and bodies that a foreign page could send without asking. Refuses debug mode
and weak tokens where others can reach the server.
"""

import ipaddress
import re
from typing import Final

from flask import Flask, g, request

from orchestrator.carry.unpack import MOST_BYTES
from orchestrator.domain.errors import Forbidden, TooLarge
from orchestrator.pixels.decode import MAX_BYTES, MEGABYTES
from orchestrator.settings import Settings
from web.current import settings
from web.problems import WrongType

MAX_BODY: Final = 1024 * 1024
"""Bytes of any other body."""
ENVELOPE: Final = 64 * 1024
"""Room for the multipart form around a picture."""
WEAK_TOKEN: Final = 16
HOST: Final = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^\[\]:/?#@\\\s]+))(?::\d*)?", re.IGNORECASE)
"""A Host header: a name or an address, and a port. What is not of this form is nobody's name."""

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
UPLOADS: Final = frozenset({"api.images_upload", "api.provenance_verify"})
BUNDLES: Final = frozenset({"api.bundles_import"})
FORMS: Final = frozenset({"auth.sign_in", "auth.sign_out"})
"""Plain forms: a same-origin browser is proof enough."""


def check_start(app: Flask, chosen: Settings) -> None:
    """Refuse to serve what must not be reachable.

    Raises:
        SystemExit: debug mode, or a token that can be guessed, on an address that others reach.
    """
    if is_loopback(chosen.host):
        return
    if app.debug:
        raise SystemExit(f"Debug mode is refused on {chosen.host}: bind 127.0.0.1 or unset FLASK_DEBUG.")
    if len(chosen.sign_in_token()) < WEAK_TOKEN:
        raise SystemExit(f"PENTIMENTO_TOKEN must have at least {WEAK_TOKEN} characters to serve on {chosen.host}.")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def check_host() -> None:
    """A name nobody configured is refused: a rebound DNS name is always a name, never an address.

    Raises:
        Forbidden: the Host header names a host this server does not answer for.
    """
    sent = request.headers.get("Host", "")
    parts = HOST.fullmatch(sent)
    name = (parts["six"] or parts["name"]).lower().rstrip(".") if parts else sent
    if name == "localhost" or name in {known.lower() for known in (settings().host, *settings().hosts)}:
        return
    try:
        ipaddress.ip_address(name)
    except ValueError:
        raise Forbidden(
            f"This server does not answer for the host {name[:60]!r}. If that is its name, add it to PENTIMENTO_HOSTS."
        ) from None


def check_body() -> None:
    """Bound the body before it is read, and take only the kind the route wants.

    Raises:
        TooLarge: announced larger than allowed (a body that lies about its length is cut off while reading).
        WrongType: a form or plain text where JSON is wanted.
    """
    if request.method in SAFE:
        return
    upload, bundle = request.endpoint in UPLOADS, request.endpoint in BUNDLES
    request.max_content_length = MOST_BYTES if bundle else MAX_BYTES + ENVELOPE if upload else MAX_BODY
    if (request.content_length or 0) > request.max_content_length:
        most = f"A picture may have at most {MEGABYTES}." if upload else "A request may have at most 1 MB."
        most = "A zip may have at most 2 GB." if bundle else most
        raise TooLarge(f"{most} This one has {(request.content_length or 0) / 1e6:.1f} MB.")
    if not request.path.startswith("/api/"):
        return
    wanted = "application/zip" if bundle else "multipart/form-data" if upload else "application/json"
    empty = not request.content_length and "chunked" not in request.headers.get("Transfer-Encoding", "").lower()
    if request.mimetype != wanted and not (empty and not request.mimetype):
        raise WrongType(f"Send this as {wanted}.")


def check_origin() -> None:
    """A cookie alone proves nothing: the browser must say that our own page sent this, in a way forms cannot.

    Raises:
        Forbidden: a foreign or missing origin, or a request that any web page could have sent.
    """
    if request.method in SAFE or g.by == "token":
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if origin is not None and origin.lower().partition("://")[2] != request.headers.get("Host", "").lower():
        raise Forbidden("This request came from another site.")
    if site is not None and site != "same-origin":
        raise Forbidden("This request came from another site.")
    if request.endpoint in FORMS:
        return
    if origin is None and site is None:
        raise Forbidden("A signed-in page's request must carry its Origin. Programs send the token instead.")
    if request.mimetype != "application/json" and not _asked_by_script():
        raise Forbidden("Send the header X-Requested-With: pentimento with this request.")


def _asked_by_script() -> bool:
    return "X-Requested-With" in request.headers or "HX-Request" in request.headers

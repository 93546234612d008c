"""Puts the web side together: services, routes, refusals, headers. The supervisor starts it as `web.app:create_app()`.

Loads no model library, holds no state of the studio and keeps no rule of its own.
"""

from typing import Final

from flask import Flask

from orchestrator.bootstrap import studio
from orchestrator.pixels.decode import MAX_BYTES
from orchestrator.settings import Settings
from web import auth, guard, headers, health, pages, problems, shared
from web.api import (
    bundles,
    diffs,
    docs,
    forks,
    graphs,
    images,
    jobs,
    library,
    provenance,
    replays,
    sessions,
    shares,
    stock,
    stream,
    taste,
    turns,
)
from web.api.operation import blueprint as api
from web.attempts import Attempts
from web.current import KEY
from web.events import Seats

ROUTES: Final = (
    bundles, diffs, forks, graphs, images, jobs, library, provenance, replays, sessions, shares, stock, stream, taste,
    turns,
)  # fmt: skip
"""Modules whose routes register themselves in the API when imported."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application.

    Raises:
        SystemExit: it would be reachable in a way it must not be.
    """
    app = Flask(__name__)
    chosen = settings or Settings()
    guard.check_start(app, chosen)
    app.extensions[KEY] = studio(chosen)
    app.extensions[auth.ATTEMPTS] = Attempts()
    app.extensions[stream.SEATS] = Seats()
    app.url_map.merge_slashes = False  # no redirects made from what a stranger typed
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES + guard.ENVELOPE
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's default provider, which this is
    app.json.sort_keys = False  # type: ignore[attr-defined]  # forms show parameters in the order they are declared in
    problems.register(app)
    for check in (guard.check_host, auth.admit, guard.check_body, guard.check_origin):
        app.before_request(check)
    app.after_request(headers.protect)
    for blueprint in (health.blueprint, auth.blueprint, api, docs.blueprint, pages.blueprint, shared.blueprint):
        app.register_blueprint(blueprint)
    return app

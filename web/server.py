"""gunicorn's configuration: `gunicorn -c python:web.server`. One process of 64 threads, since streams hold one each.

Refuses a control socket and access logs: the first is a second way in, the second would keep tokens from addresses.
"""

import gc
from typing import Any, Final

from orchestrator.settings import Settings

STALLED: Final = 60.0
"""Seconds after which a client that neither sends nor reads loses its thread."""

_settings = Settings()
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

wsgi_app = "web.app:create_app()"
bind = [f"{_host}:{_settings.port}"]
worker_class = "gthread"
workers = 1
threads = 64
worker_connections = 1000
raw_env = ["OPENBLAS_NUM_THREADS=1"]  # numpy's threads wait for each other in a loop: beside busy workers for a second
keepalive = 30
timeout = 120
limit_request_line = 8190  # bytes, the most there is: a search of 400 signs may take twelve each
graceful_timeout = 2
control_socket_disable = True
accesslog = None
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Leave what start-up made out of every later collection: going through all of it takes a tenth of a second."""
    gc.collect()
    gc.freeze()


def pre_request(worker: Any, req: Any) -> None:
    """Bound how long one read or write of this request may wait."""
    req.unreader.sock.settimeout(STALLED)

"""A small OpenAI-compatible server in this process: real HTTP, answers as the test says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass
class Asked:
    """What the server was asked, and how to reach it."""

    url: str = ""
    bodies: list[Body] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@contextmanager
def serving(
    answer: Callable[[Body], str], *, refuses: frozenset[str] = frozenset(), raw: bytes | None = None, delay: float = 0
) -> Iterator[Asked]:
    """Serve `answer`; `refuses` names response formats it does not know; `raw` is sent in place of any JSON."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, json.dumps({"data": [{"id": "listed-model"}]}).encode())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.bodies.append(body)
            asked.keys.append(self.headers.get("Authorization"))
            time.sleep(delay)
            if body.get("response_format", {}).get("type", "text") in refuses:
                self._send(400, b'{"error":"response_format is not supported"}')
            elif raw is not None:
                self._send(200, raw)
            else:
                message = {"role": "assistant", "content": answer(body)}
                self._send(200, json.dumps({"choices": [{"message": message}]}).encode())

        def _send(self, status: int, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    asked.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

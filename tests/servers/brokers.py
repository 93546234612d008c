"""Private brokers: a Redis and a RabbitMQ, each with a fresh room for whoever asks."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from redis import Redis

from orchestrator.cli.running import free_port
from tests.servers.process import Server, listening
from tests.servers.programs import RABBITMQ, REDIS

NUMBERS: Final = count(1)


class RedisServer:
    """A running Redis on 127.0.0.1 that keeps nothing."""

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self.port = port

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of one emptied numbered database (there are sixteen, taken in turn)."""
        url = f"redis://127.0.0.1:{self.port}/{next(NUMBERS) % 16}"
        with Redis.from_url(url) as client:
            client.flushdb()
            yield url
            client.flushdb()


@contextmanager
def redis() -> Iterator[RedisServer]:
    """Start a Redis; stop it afterwards. Skips where there is none."""
    program = REDIS.require()
    folder = Path(tempfile.mkdtemp(prefix="pentimento-redis-"))
    port = free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = Server([program, *options], folder / "log")
    try:
        server.wait(lambda: listening(port), 15, "Redis")
        yield RedisServer(server, port)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class RabbitServer:
    """A running RabbitMQ node on 127.0.0.1."""

    def __init__(self, server: Server, port: int, control: list[str], environment: dict[str, str]) -> None:
        self.server = server
        self.port = port
        self._control = control
        self._environment = environment

    def evaluate(self, erlang: str) -> None:
        """Run an expression inside the node."""
        subprocess.run([*self._control, "eval", erlang], env=self._environment, check=True, capture_output=True)

    @contextmanager
    def vhost(self) -> Iterator[str]:
        """The URL of a fresh virtual host."""
        name = f"test{next(NUMBERS)}"
        every = '<<".*">>, <<".*">>, <<".*">>'
        add = f'rabbit_vhost:add(<<"{name}">>, <<"test">>)'
        grant = f'rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"{name}">>, {every}, <<"test">>)'
        self.evaluate(f"{add}, {grant}.")
        yield f"amqp://guest:guest@127.0.0.1:{self.port}/{name}"


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Everything a node would share with another one, moved into `folder` and onto free ports."""
    node = f"pentimento-{os.getpid()}-{secrets.token_hex(3)}@localhost"
    (folder / "plugins").write_text("[].\n")
    (folder / "rabbitmq.conf").write_text("loopback_users.guest = true\ndisk_free_limit.absolute = 50MB\n")
    (folder / ".erlang.cookie").write_text(secrets.token_hex(16))
    (folder / ".erlang.cookie").chmod(0o400)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("RABBITMQ_")},
        "HOME": str(folder),
        "RABBITMQ_NODENAME": node,
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "logs"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "ERL_EPMD_PORT": str(free_port()),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }


@contextmanager
def rabbitmq() -> Iterator[RabbitServer]:
    """Start a node with a name, port mapper and data of its own; stop it all afterwards. Skips where there is none."""
    program = RABBITMQ.require()
    folder = Path(tempfile.mkdtemp(prefix="pentimento-rabbit-"))
    port = free_port()
    environment = _environment(folder, port)
    server = Server([program], folder / "log", env=environment)
    try:
        server.wait(lambda: listening(port), 60, "RabbitMQ")
        control = [str(program.with_name("rabbitmqctl")), "--node", environment["RABBITMQ_NODENAME"]]
        yield RabbitServer(server, port, control, environment)
    finally:
        server.stop(20)
        # The port mapper is a daemon of its own; it listens on a port that only this node used.
        subprocess.run(["epmd", "-port", environment["ERL_EPMD_PORT"], "-kill"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)

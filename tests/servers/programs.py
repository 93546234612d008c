"""Which programs the tests start, where they are found, and how they get onto a machine.

`python -m tests.servers.programs` installs what is missing when it may (root on Debian), starting no system service;
elsewhere it names the one command to type. Refuses to install anything by itself while tests run.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest


@dataclass(frozen=True)
class Program:
    """Not ours: found as one of `names` in `folders` (patterns below /) or on the path; Debian has it in `package`."""

    title: str
    names: tuple[str, ...]
    package: str
    folders: tuple[str, ...] = ()

    def find(self) -> Path | None:
        """Where it is; folders first, since a distribution's wrapper on the path may start a system-wide instance."""
        for pattern in self.folders:
            for folder in sorted(Path("/").glob(pattern), reverse=True):
                for name in self.names:
                    if os.access(folder / name, os.X_OK):
                        return folder / name
        return next((Path(found) for name in self.names if (found := shutil.which(name))), None)

    def require(self) -> Path:
        """Where it is, or the test is skipped with the command that would bring it."""
        found = self.find()
        if found is None:
            pytest.skip(f"{self.title} is not installed. Type: {command()}")
        return found


POSTGRES: Final = Program("PostgreSQL", ("initdb",), "postgresql", ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin"))
REDIS: Final = Program("Redis", ("redis-server",), "redis-server")
RABBITMQ: Final = Program("RabbitMQ", ("rabbitmq-server",), "rabbitmq-server", ("usr/lib/rabbitmq/bin",))
CHROMIUM: Final = Program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
PROGRAMS: Final = (POSTGRES, REDIS, RABBITMQ, CHROMIUM)


def missing() -> list[Program]:
    """Programs that are not on this machine."""
    return [program for program in PROGRAMS if program.find() is None]


def command() -> str:
    """The one command that installs everything missing."""
    return f"sudo apt-get install {' '.join(program.package for program in missing())}"


def may_install() -> bool:
    """Whether this process may use Debian's packages."""
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


@contextmanager
def no_services() -> Iterator[None]:
    """While inside, Debian's packages start no service (policy-rc.d says no); an existing policy is left as it is."""
    policy = Path("/usr/sbin/policy-rc.d")
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)


def main() -> int:
    """Install what is missing or say how; 0 in both cases, since the tests skip by name."""
    wanted = missing()
    if not wanted:
        return 0
    titles = ", ".join(program.title for program in wanted)
    if not may_install():
        print(f"Missing for some tests, which will be skipped: {titles}. Type: {command()}")
        return 0
    print(f"Installing {titles} from Debian's packages (no service is started) ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    with no_services():
        subprocess.run(["apt-get", "update", "-q"], env=environment, check=False)
        done = subprocess.run([*install, *(program.package for program in wanted)], env=environment, check=False)
    if done.returncode:
        print(f"That failed; tests that need {titles} will be skipped. Type: {command()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fixtures every room may use: real servers, started when first asked for, and the rule that CI skips nothing."""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.brokers import RabbitServer, RedisServer, rabbitmq, redis
from tests.servers.databases import PostgreSQL, postgresql
from tests.servers.studios import Studio, studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Two busy cores make any time limit on a single example a coin toss.
settings.register_profile("studio", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("studio")

IN_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test has failed: the machine there has, or gets, whatever a test needs."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """One private PostgreSQL for this run."""
    with postgresql() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: PostgreSQL) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with postgresql_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One private Redis for this run."""
    with redis() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: RedisServer) -> Iterator[str]:
    """An empty Redis database."""
    with redis_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def rabbitmq_server() -> Iterator[RabbitServer]:
    """One private RabbitMQ for this run (ten seconds to start)."""
    with rabbitmq() as server:
        yield server


@pytest.fixture
def rabbitmq_url(rabbitmq_server: RabbitServer) -> Iterator[str]:
    """A fresh virtual host of RabbitMQ."""
    with rabbitmq_server.vhost() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'pentimento.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture(
    params=[
        "filesystem",
        pytest.param("redis", marks=pytest.mark.xdist_group("redis")),
        pytest.param("rabbitmq", marks=pytest.mark.xdist_group("rabbitmq")),
    ]
)
def broker_url(request: pytest.FixtureRequest) -> str:
    """A broker of each kind; `filesystem://` keeps its folder in the studio's data folder."""
    if request.param == "filesystem":
        return "filesystem://"
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One headless Chromium for this run; give each test a context of its own (`browser.new_context()`)."""
    # Playwright's driver is only needed where a page is looked at.
    from tests.servers.browsers import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def studio_server() -> Iterator[Studio]:
    """One whole running studio on the starter models, shared by the tests that leave it running."""
    with studio({"attempts": "0"}) as running:  # a test that wants its pictures judged says so
        running.start()
        yield running


class NewStudio(Protocol):
    """What the fixture `new_studio` is."""

    def __call__(self, **settings: str) -> Studio:
        """A studio, not started yet, with these settings by lower-case name."""


@pytest.fixture
def new_studio() -> Iterator[NewStudio]:
    """Makes studios of a test's own: `new_studio(database_url=...)`; stopped and removed when the test ends."""
    with ExitStack() as open_studios:
        yield lambda **settings: open_studios.enter_context(studio(settings))

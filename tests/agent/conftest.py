"""Fixtures: a tiny random GGUF and its engine, the starter's, and an agent over each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.engine import Engine
from orchestrator.agent.factory import AgentSettings, open_agent
from tests.agent import tiny

STARTER = Path(__file__).parents[2] / "starter" / "weights" / "chat" / "chat.gguf"


@pytest.fixture(scope="session")
def tiny_gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF of random weights whose template uses the system prompt."""
    return tiny.write(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="session")
def tiny_engine(tiny_gguf: Path) -> Iterator[Engine]:
    """It, loaded."""
    engine = Engine(tiny_gguf, threads=1)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def starter() -> Agent:
    """The agent over the starter's chat model."""
    return open_agent(AgentSettings(model=str(STARTER)))

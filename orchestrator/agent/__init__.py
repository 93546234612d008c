"""The agent: reads what a person says and proposes a plan. Writes nothing; services check and commit.

Importing this package loads neither a language model nor LangGraph: `open_agent` does, in the agent worker only.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orchestrator.agent.agent import Agent
    from orchestrator.agent.factory import AgentSettings, open_agent

__all__ = ["Agent", "AgentSettings", "open_agent"]


def __getattr__(name: str) -> Any:
    """Load `Agent` and `open_agent` when they are first asked for (PEP 562)."""
    if name == "Agent":
        from orchestrator.agent.agent import Agent

        return Agent
    if name in {"AgentSettings", "open_agent"}:
        from orchestrator.agent import factory

        return getattr(factory, name)
    raise AttributeError(name)

"""Opens the language model that the settings name. Refuses to stop over a missing one: turns then say what it lacks."""

from typing import TYPE_CHECKING

import structlog

from orchestrator.settings import Settings

if TYPE_CHECKING:
    from orchestrator.agent import Agent

log = structlog.get_logger(__name__)


def open_from(settings: Settings) -> "tuple[Agent | None, str]":
    """The agent, or None and one sentence on why there is none."""
    from orchestrator.agent import AgentSettings, open_agent
    from orchestrator.agent.chat.errors import ChatFailed

    try:
        agent = open_agent(
            AgentSettings(
                model=settings.chat_model or str(settings.chat_folder),
                url=settings.chat_url or None,
                key=settings.chat_key if settings.chat_key.get_secret_value() else None,
                name=settings.chat_model_name,
                threads=settings.threads or None,
                cache=settings.home / "cache",
            )
        )
    except ChatFailed as error:
        log.exception("no language model")
        return None, str(error)
    return agent, ""

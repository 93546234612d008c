"""Opening the agent: which language model, where it is, and the static prompt it is given.

Loads llama.cpp only when a model in this process is asked for.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from orchestrator.agent.agent import Agent
from orchestrator.agent.grammar.shapes import literals
from tools.base import ToolSpec
from tools.catalog import specs


@dataclass(frozen=True)
class AgentSettings:
    """Where the language model is: `url` (an OpenAI-compatible server) if given, else `model` (a GGUF)."""

    model: str = ""
    """Path of a GGUF or of the folder it is in, or `owner/name:file.gguf` on the Hugging Face hub."""
    url: str | None = None
    key: SecretStr | None = None
    name: str = ""
    """What the server calls the model; empty: the first it lists."""
    threads: int | None = None
    cache: Path | None = None
    """Folder for the state of the static prompt, so that a restart is warm."""
    timeout: float = 120.0
    """Seconds one answer of the model may take."""


def open_agent(settings: AgentSettings) -> Agent:
    """The agent over the language model of `settings`.

    Raises:
        ChatFailed: the model cannot be found or loaded.
    """
    system = system_prompt()
    return Agent(_chat(settings, system), system)


def _chat(settings: AgentSettings, system: str) -> BaseChatModel:
    if settings.url:
        from orchestrator.agent.chat.remote import RemoteChat

        return RemoteChat(url=settings.url, key=settings.key, model=settings.name, timeout=settings.timeout)
    from orchestrator.agent.chat.gguf import located
    from orchestrator.agent.chat.local import LocalChat

    path = located(settings.model)
    return LocalChat.opened(path, system, threads=settings.threads, cache=settings.cache, timeout=settings.timeout)


def system_prompt() -> str:
    """The static prompt: rules, formats and examples, with the table of tools made from their declarations."""
    text = (files("orchestrator.agent") / "prompts" / "system.md").read_text(encoding="utf-8")
    return text.replace("{tools}", "\n".join(_row(spec) for spec in specs().values())).strip()


def _row(spec: ToolSpec) -> str:
    inputs = [f'"{role.name}" {"" if role.required else "(optional) "}{role.summary}' for role in spec.inputs]
    if spec.takes_region:
        inputs.append('"region" in place of a mask, when the words name a place')
    settings = [
        f'"{name}" {json.dumps(literals(field))}: {field.description}'
        for name, field in spec.params.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("agent")
    ]
    return f"- {spec.name}: {spec.summary} " + "; ".join([*inputs, *settings])

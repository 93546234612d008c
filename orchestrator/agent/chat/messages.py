"""Messages as langchain has them, and as (role, content). Loads no model."""

from collections.abc import Sequence
from typing import Final

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

Message = tuple[str, str]
ROLES: Final = {"human": "user", "ai": "assistant", "system": "system"}


def plain(messages: Sequence[BaseMessage]) -> tuple[Message, ...]:
    """Messages as (role, content)."""
    return tuple((ROLES[message.type], str(message.content)) for message in messages)


def conversation(system: str, user: str) -> list[BaseMessage]:
    """The static prompt first, so that what was read of it serves every turn."""
    return [SystemMessage(system), HumanMessage(user)]

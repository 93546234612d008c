"""What the nodes hand on to each other within one turn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from langchain_core.language_models import BaseChatModel

from orchestrator.agent.grammar.offer import Offer
from orchestrator.agent.language.spelling import Spelled
from orchestrator.agent.task import AgentTask, Proposal
from orchestrator.domain.plan import Plan
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.rewrite import Rewrite


@dataclass(frozen=True, slots=True)
class Mind:
    """The language model and its static prompt."""

    chat: BaseChatModel
    system: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What one step is to show.

    `text` and `avoid` go to the image model; `prompt` describes the whole picture as it will be.
    """

    text: str = ""
    avoid: str = ""
    prompt: Prompt | None = None
    patch: dict[str, Any] | None = None
    rewrite: Rewrite | None = None
    preset: str | None = None
    """The preset that the words named."""
    unread: bool = False
    """Whether nobody could read a change out of the words."""


class Thinking(TypedDict, total=False):
    """State of the graph. `stored` holds what nodes of an earlier attempt at this turn found out."""

    task: AgentTask
    read: Spelled
    asked: Spelled
    """The words that were asked about, where these answer; else empty."""
    stored: Mapping[str, Any]
    store: Callable[[str, Any], None]
    words: str
    offer: Offer
    plan: Plan
    rivals: list[tuple[str, float]]
    drafts: list[Draft]
    proposal: Proposal

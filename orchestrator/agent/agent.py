"""The agent as the worker sees it: a task in, a proposal out; a turn's facts in, a reply out. Writes nothing.

Refuses to hand out anything unchecked: what cannot be made a valid plan is an honest failure in the person's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from langchain_core.language_models import BaseChatModel

from orchestrator.agent.answering.reply import reply
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.chat.errors import ChatFailed, TooLong
from orchestrator.agent.grammar.wire import WireError
from orchestrator.agent.graph import reviewing, understanding
from orchestrator.agent.language.spelling import Spelled, spelled
from orchestrator.agent.nodes.thinking import Mind, Thinking
from orchestrator.agent.plans.cutting import BY_RULE
from orchestrator.agent.preparing import prepared
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentFailed, AgentTask, More, Proposal, Reply, ReplyTask, ReviewTask
from orchestrator.locale import told
from tools.base import ToolSpec

log = structlog.get_logger(__name__)


class Agent:
    """One language model and the graph over it. Calls are served one by one."""

    def __init__(self, chat: BaseChatModel, system: str) -> None:
        self.chat = chat
        self._graph = understanding(Mind(chat, system))
        self._reviewing = reviewing()

    def understand(self, task: AgentTask, stored: Mapping[str, Any], store: Callable[[str, Any], None]) -> Proposal:
        """What to do about `task`.

        Args:
            task: the words and what the session holds.
            stored: results of nodes that an earlier attempt at this turn stored.
            store: called with the name and the JSON result of every node that asked the model.

        Raises:
            AgentFailed: no valid plan came of it; its message is for the person.
            AgentStopped: `task.stopped` said so.
        """
        lexicon = taught(self.chat)
        before = task.answers[0] if task.answers else ""
        read, asked = (spelled(text, lexicon) if lexicon else Spelled(text, text) for text in (task.text, before))
        task = replace(
            task,
            text=read.text,
            after=task.after if self._redoes(read.text) else None,
            tools=self._understood(task.tools),
            known=self._understood(task.known),
            beyond={name: spec for name, spec in task.tools.items() if name in BY_RULE},
        )
        if lexicon is not None:
            task, read, asked = prepared(task, read, asked, lexicon)
        task = replace(task, answers=task.answers and (asked.text, task.answers[1]))
        try:
            state = self._graph.invoke(Thinking(task=task, read=read, asked=asked, stored=stored, store=store))
        except WireError as error:
            log.warning("agent.no_plan", error=str(error))
            raise AgentFailed(said(task.language, "fail.plan")) from error
        except TooLong as error:
            raise AgentFailed(said(task.language, "fail.long")) from error
        except ChatFailed as error:
            log.warning("agent.no_answer", error=str(error))
            raise AgentFailed(said(task.language, "fail.model", why=told(str(error), task.language))) from error
        proposal: Proposal = state["proposal"]
        if not read.changed and not asked.changed:
            return proposal
        data = read.unspelled(proposal.model_dump(mode="json", by_alias=True))
        return Proposal.model_validate(asked.unspelled(data))

    def review(self, task: ReviewTask) -> More:
        """What judging the turn's pictures comes to: further steps, or none and the turn is replied to."""
        more: More = self._reviewing.invoke({"task": task})["more"]
        return more

    def reply(self, task: ReplyTask) -> Reply:
        """The sentences for a turn whose work has ended."""
        lexicon = taught(self.chat)
        names = lexicon.chinese if lexicon else {}
        return reply(replace(task, tools=self._understood(task.tools, BY_RULE), names=names))

    def _redoes(self, words: str) -> bool:
        """Whether the ledger tells where a redo leads. A model taught some tools only must have been taught redo, too,
        and is told where the words may speak of one: else it takes an undo there."""
        if self._known is None:
            return True
        lexicon, walks = taught(self.chat), getattr(self.chat, "walks", None) or ()
        return "redo" in walks and lexicon is not None and "redo" in lexicon.heard(words)["walks"]

    @property
    def _known(self) -> frozenset[str] | None:
        """The tools that the model was taught; None for one that reads of them."""
        tools: frozenset[str] | None = getattr(self.chat, "tools", None)
        return tools

    def _understood(self, tools: Mapping[str, ToolSpec], more: frozenset[str] = frozenset()) -> Mapping[str, ToolSpec]:
        """Those that the model was taught and `more`, without inputs that only adapters use; all for one that reads of
        them."""
        known = self._known
        if known is None:
            return tools
        return {
            name: replace(spec, inputs=tuple(role for role in spec.inputs if role.capability is None))
            for name, spec in tools.items()
            if name in known | more
        }

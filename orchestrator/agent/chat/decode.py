"""One question to the language model: asked, read, asked once more if what came back is wrong. Never more often.

Refuses to hand on anything its reader did not accept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage

from orchestrator.agent.chat.errors import ChatFailed
from orchestrator.agent.chat.messages import conversation
from orchestrator.agent.grammar.wire import WireError, read_json
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.words import normalise
from orchestrator.agent.task import AgentStopped, AgentTask

T = TypeVar("T")
TRIES: Final = 2
WARMER: Final = 0.7
"""Temperature of the second try of a model that cannot be told what was wrong."""
TAKES, SECONDS = 8, 0.6
"""Answers looked at where the likeliest leaves words out, and how long that may take."""
QUOTED: Final = 2000
"""Characters of a wrong answer that are shown to the model again."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the answer must look like, for models in this process and elsewhere."""

    grammar: str
    schema: dict[str, Any]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `session` is the key for the state kept, empty for none."""

    system: str
    user: str
    constraint: Constraint
    session: str = ""
    seed: int = 0
    """Other than 0: another answer than the likeliest."""


def best(
    chat: BaseChatModel,
    question: Question,
    task: AgentTask,
    read: Callable[[dict[str, Any]], T],
    lack: Callable[[T], int],
) -> T:
    """The likeliest answer that lacks nothing; else, of a model taught for this, the one of a few that lacks least.

    Raises:
        AgentStopped, WireError, ChatFailed, TooLong: as `decoded`.
    """
    found, _ = decoded(chat, question, task, read)
    least, until = lack(found), time.monotonic() + SECONDS
    for seed in range(1, TAKES) if taught(chat) else ():
        if not least or time.monotonic() > until:
            break
        try:
            other, _ = decoded(chat, replace(question, seed=seed), task, read)
        except WireError:
            continue
        if lack(other) < least:
            found, least = other, lack(other)
    return found


def taught(chat: BaseChatModel) -> Lexicon | None:
    """The dictionary of a model that was trained on this contract with it, and is small enough to be asked again."""
    lexicon: Lexicon | None = getattr(chat, "lexicon", None)
    return lexicon


def decoded(
    chat: BaseChatModel, question: Question, task: AgentTask, read: Callable[[dict[str, Any]], T]
) -> tuple[T, AIMessage]:
    """What `read` makes of the answer, and the answer.

    Raises:
        AgentStopped: the turn was stopped meanwhile.
        WireError: the second answer was no good either.
        ChatFailed: the model gave none.
        TooLong: the question does not fit.
    """
    messages = conversation(question.system, question.user)
    wrong = WireError("nothing was asked")
    for number in range(TRIES):
        if task.stopped and task.stopped():
            raise AgentStopped
        mends = getattr(chat, "mends", True)
        try:
            answer = chat.invoke(
                messages,
                grammar=question.constraint.grammar,
                schema=question.constraint.schema,
                max_tokens=question.constraint.max_tokens,
                temperature=WARMER if (number and not mends) or question.seed else 0.0,
                seed=number + question.seed * TRIES,
                session=question.session,
                stopped=task.stopped,
            )
        except ChatFailed:
            if task.stopped and task.stopped():
                raise AgentStopped from None
            raise
        written = str(answer.content)
        try:
            return read(read_json(written)), answer
        except WireError as error:
            wrong = error
        if mends:
            messages = [
                *messages,
                AIMessage(normalise(written[:QUOTED])),
                HumanMessage(f"That is not valid: {wrong}. Answer again, with the JSON object alone."),
            ]
    raise wrong

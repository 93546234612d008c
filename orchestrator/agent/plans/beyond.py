"""Short wishes that nothing here can carry out, or that say too little: a frame, film grain, "the dog looks weird"; and
what people want to know of the studio itself: where their pictures go, who made it.

A small model drew a german dog for "speak german", took the grain out that was to come, and the sky away that was to
be another. Owns these wordings and what is declined, asked
or answered in their place. Refuses all in which more is said.
"""

import re
import tomllib
from importlib.resources import files
from typing import Final

from pydantic import TypeAdapter

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import About, Intent, Plan

SHORT: Final = {
    "{please}": r"(?:,? (?:please|too|now|instead))*[.!?]*",
    "{lead}": r"(?:(?:please|now|can you|could you|and|ok|okay|i want|i'd like),? )*",
    "{edged}": r"(?:(?:black|white|golden|gold|wooden|thin|thick|red|simple|nice|picture|photo|dark|grey|gray) )*",
}
"""What patterns have in common, by its name in them."""
_TABLES: Final = tomllib.loads(files("orchestrator.agent").joinpath("wordings/beyond.toml").read_text(encoding="utf-8"))


def _pattern(said: list[str]) -> re.Pattern[str]:
    whole = "|".join(said)
    for name, part in SHORT.items():
        whole = whole.replace(name, part)
    return re.compile(whole, re.IGNORECASE)


DECLINED, ASKED, TOLD = (
    {name: _pattern(said) for name, said in _TABLES[kind].items()} for kind in ("declined", "asked", "told")
)


def beyond(task: AgentTask) -> Plan | None:
    """The plan, if the words say no more than that."""
    words = task.text.strip()
    if task.answers is not None or task.mask is not None:
        return None
    if (told := _which(TOLD, words.rstrip(" ?？.!。！"))) is not None:
        return Plan(intent=Intent.ANSWER, about=TypeAdapter(About).validate_python(told))
    if task.focus is None:
        return None
    if (reason := _which(DECLINED, words)) is not None:
        return Plan(intent=Intent.DECLINE, reason=reason)
    asked = _which(ASKED, words) if may_ask(task) else None
    return None if asked is None else Plan(intent=Intent.ASK, question=said(task.language, asked))


def _which(table: dict[str, re.Pattern[str]], words: str) -> str | None:
    return next((name for name, pattern in table.items() if pattern.fullmatch(words)), None)

"""Short wishes that nothing here can carry out, or that say too little: a frame, film grain, "the dog looks weird".

A small model drew a german dog for "speak german", took the grain out that was to come, and the sky away that was to
be another. Owns these wordings and what is declined or asked in their place. Refuses all in which more is said.
"""

import re
import tomllib
from importlib.resources import files
from typing import Final

from orchestrator.agent.offer import may_ask
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan

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


DECLINED, ASKED = ({name: _pattern(said) for name, said in _TABLES[kind].items()} for kind in ("declined", "asked"))


def beyond(task: AgentTask) -> Plan | None:
    """The plan, if the words say no more than that of a picture that is there."""
    words = task.text.strip()
    if task.focus is None or task.answers is not None or task.mask is not None:
        return None
    for name, pattern in DECLINED.items():
        if pattern.fullmatch(words):
            return Plan(intent=Intent.DECLINE, reason=name)
    for name, pattern in ASKED.items() if may_ask(task) else ():
        if pattern.fullmatch(words):
            return Plan(intent=Intent.ASK, question=said(task.language, name))
    return None

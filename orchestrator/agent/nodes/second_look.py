"""A second look at what a small model wrote of the words: what it left out, what it pointed at and did not change.

Owns what is asked again, and only of a model taught this contract: it answers in a moment and cannot be told what was
wrong. Refuses to read the words itself.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from orchestrator.agent.chat.decode import Constraint, Question, decoded, taught
from orchestrator.agent.grammar.rewrite import change_grammar, new_grammar
from orchestrator.agent.grammar.schema import prompt_schema
from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.grammar.wire import WireError, read_patch, read_prompt
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.language.places import placed
from orchestrator.agent.ledger.table import change_message, new_message
from orchestrator.agent.nodes.thinking import Mind
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.sources import told_by
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import Prompt, Subject, revise
from orchestrator.domain.rewrite import rewrite_of

ANSWER: Final = 400
"""Tokens of a prompt, besides the words it copies."""
THINGS = 4
"""Things that words may name and still be asked about."""


def heard(mind: Mind, words: str) -> Heard | None:
    """What `words` may mean to a model that was taught a dictionary; None for one that knows more."""
    lexicon = taught(mind.chat)
    return lexicon.heard(words) if lexicon else None


def lack(mind: Mind, step: Step, words: str, before: Prompt | None = None) -> Callable[[Any], int]:
    """How many characters of `words` find no place in a prompt, or in a patch on `before`."""

    def left_out(found: Any) -> int:
        prompt = found if before is None else revise(before, found)
        also = [*placed(step), *staying(mind, prompt, before)]
        spans = rewrite_of(prompt, words, before=before, also=also).spans
        return sum(len(span.text) for span in spans if span.origin == "left_out")

    return left_out


def staying(mind: Mind, prompt: Prompt, before: Prompt | None) -> Iterator[str]:
    """What people call the things of `before` that are still in `prompt`: who says where something goes names one, and
    the answer that drops it is not the better for having no word left over."""
    lexicon = taught(mind.chat)
    if lexicon is not None and before is not None:
        for thing in {one.what for one in before.subjects} & {one.what for one in prompt.subjects}:
            yield from lexicon.tables["nouns"].get(thing, ())


def patch_of(mind: Mind, task: AgentTask, words: str, source: Prompt, data: dict[str, Any]) -> dict[str, Any]:
    """The patch on `source` that `data` is; what was pointed at and did not change is read from its words alone."""
    subjects = data.get("subjects")
    if isinstance(subjects, list) and taught(mind.chat):
        there: list[dict[str, Any]] = [_plain(subject) for subject in source.wire().get("subjects", [])]
        again = [_again(mind, task, one) if _pointed(one, there) else one for one in subjects]
        data = data | {
            "subjects": [_coloured(mind, words, one, [old for old in there if old not in again]) for one in again]
        }
    return _told(mind, read_patch(weathered(mind, data), words, source))


def _told(mind: Mind, patch: dict[str, Any]) -> dict[str, Any]:
    """`patch`, its things with only the words that say them: of 烟囱冒点烟 the smoke is left."""
    lexicon, subjects = taught(mind.chat), patch.get("subjects")
    if lexicon is None or not subjects:
        return patch
    return {**patch, "subjects": told_by(Prompt(subjects=subjects), lexicon).wire()["subjects"]}


def removes(mind: Mind, task: AgentTask, words: str) -> bool:
    """Whether `words` would leave nothing of a picture of just the things they name: those shall go."""
    meant = heard(mind, words)
    things = sorted(meant["nouns"])[:THINGS] if meant else []
    if not things:
        return False
    before = Prompt(subjects=tuple(Subject(what=thing) for thing in things))
    grammar = change_grammar(words, before.wire(), heard=meant)
    constraint = Constraint(grammar.text(), prompt_schema(removable={"subjects"}), ANSWER + len(words))
    question = Question(mind.system, change_message(words, "low", before.wire()), constraint)
    try:
        patch, _ = decoded(mind.chat, question, task, lambda data: read_patch(data, words, before))
    except WireError:
        return False
    return not revise(before, patch).subjects


def borne_out(mind: Mind, data: dict[str, Any]) -> dict[str, Any]:
    """`data` without a second thing of the same name whose own words do not say that name: a long day is no boat."""
    lexicon, subjects = taught(mind.chat), data.get("subjects")
    if lexicon is None or not isinstance(subjects, list):
        return data
    names = [one.get("what") for one in subjects if isinstance(one, dict)]

    def borne(one: Any) -> bool:
        if not isinstance(one, dict) or names.count(what := one.get("what")) == 1:
            return True
        return what not in lexicon.tables["nouns"] or what in lexicon.heard(str(one.get("from")))["nouns"]

    kept = [one for one in subjects if borne(one)]
    return {**data, "subjects": kept} if kept else data


def weathered(mind: Mind, data: dict[str, Any]) -> dict[str, Any]:
    """`data` with snow, rain and the like in the weather, where a small model made things of them."""
    lexicon, subjects = taught(mind.chat), data.get("subjects")
    if lexicon is None or not isinstance(subjects, list):
        return data
    known = lexicon.tables.get("weather", {})
    plain = [one for one in subjects if isinstance(one, dict) and {*one} == {"from", "what"} and one["what"] in known]
    if not plain:
        return data
    rest = [one for one in subjects if one not in plain]
    return {**data, "subjects": rest, "weather": {"text": plain[0]["what"], "from": plain[0]["from"]}}


def _coloured(mind: Mind, words: str, subject: Any, gone: list[dict[str, Any]]) -> Any:
    """`subject` with the colour it had, where the words say no other: a yellow cat made bigger stays yellow."""
    meant = heard(mind, words)
    if not isinstance(subject, dict) or meant is None or meant["looks"] & COLOURS:
        return subject
    looks = subject.get("attributes", [])
    had = [look for one in gone if one.get("what") == subject.get("what") for look in one.get("attributes", [])]
    kept = [look for look in had if look in COLOURS and look not in looks]
    return {**subject, "attributes": [*kept, *looks]} if kept else subject


def _plain(subject: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in subject.items() if name != "from"}


def _pointed(subject: Any, there: list[dict[str, Any]]) -> bool:
    return isinstance(subject, dict) and isinstance(subject.get("from"), str) and _plain(subject) in there


def _again(mind: Mind, task: AgentTask, subject: dict[str, Any]) -> dict[str, Any]:
    """`subject` with the attributes it has where its words describe a new picture."""
    words = subject["from"]
    grammar = new_grammar(words, "low", empty=False, heard=heard(mind, words))
    constraint = Constraint(grammar.text(), prompt_schema(), ANSWER + len(words))
    question = Question(mind.system, new_message(words, "low"), constraint)
    try:
        alone, _ = decoded(mind.chat, question, task, partial(read_prompt, words=words))
    except WireError:
        return subject
    seen = next((one for one in alone.subjects if one.what == subject["what"]), None)
    return {**subject, "attributes": list(seen.attributes)} if seen and seen.attributes else subject

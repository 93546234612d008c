"""What a small model left out of the words, read once more by itself: two wishes in one breath, a slot it passed over.

Owns which stretch of the words that is and how what it says is added. Refuses to add a thing the model was not taught,
and anything that leaves no less of the words over.
"""

from functools import partial
from typing import Any, Final

from orchestrator.agent.chat.decode import Constraint, Question, decoded, taught
from orchestrator.agent.chat.errors import TooLong
from orchestrator.agent.grammar.rewrite import change_grammar, new_grammar
from orchestrator.agent.grammar.schema import prompt_schema
from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.grammar.wire import WireError, read_prompt
from orchestrator.agent.language.places import placed
from orchestrator.agent.ledger.table import change_message, new_message
from orchestrator.agent.nodes.second_look import ANSWER, heard, lack, patch_of, staying
from orchestrator.agent.nodes.thinking import Mind
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import SLOTS, Prompt, revise
from orchestrator.domain.rewrite import rewrite_of

MOST: Final = 3
"""Stretches that are read again."""


def with_rest(mind: Mind, task: AgentTask, step: Step, words: str, prompt: Prompt) -> Prompt:
    """`prompt` with what the stretches it left out say: values of empty slots, and things that are known."""
    lexicon, left_over = taught(mind.chat), lack(mind, step, words)
    if lexicon is None:
        return prompt
    for stretch in _left(mind, prompt, words, step):
        grammar = new_grammar(stretch, "low", empty=True, heard=heard(mind, stretch))
        constraint = Constraint(grammar.text(), prompt_schema(empty=True), ANSWER)
        try:
            read = partial(read_prompt, words=words)
            found, _ = decoded(mind.chat, Question(mind.system, new_message(stretch, "low"), constraint), task, read)
        except (TooLong, WireError):
            continue
        known = {subject.what for subject in prompt.subjects}
        things = [one for one in found.subjects if one.what in lexicon.tables["nouns"].keys() - known]
        slots = {
            slot: value
            for slot in SLOTS
            if (value := getattr(found, slot)) and value.text in lexicon.tables.get(slot, ()) and _empty(prompt, slot)
        }
        more = prompt.model_copy(update={**slots, "subjects": (*prompt.subjects, *things)[:6]})
        prompt = more if left_over(more) < left_over(prompt) else _coloured(mind, stretch, prompt)
    return prompt


def _coloured(mind: Mind, stretch: str, prompt: Prompt) -> Prompt:
    """`prompt` with the colour that a stretch says and nothing else: a mushroom please, 要黄色的."""
    meant = heard(mind, stretch)
    told = meant["looks"] & COLOURS if meant else frozenset()
    if len(told) != 1 or meant is None or meant["nouns"] or len(prompt.subjects) != 1:
        return prompt
    (thing,) = prompt.subjects
    if {*thing.attributes} & COLOURS:
        return prompt
    return prompt.model_copy(
        update={"subjects": (thing.model_copy(update={"attributes": (*thing.attributes, *told)}),)}
    )


def with_rest_of_change(
    mind: Mind, task: AgentTask, step: Step, words: str, source: Prompt, patch: dict[str, Any]
) -> dict[str, Any]:
    """`patch` on `source`, and what the stretches it left out change of what came of it."""
    left_over, meant = lack(mind, step, words, source), heard(mind, words)
    if meant is None or meant.called:  # words by which a picture is called are no change
        return patch
    for stretch in _left(mind, revise(source, patch), words, step, source):
        after = revise(source, patch)
        wire = after.wire()
        grammar = change_grammar(stretch, wire, heard=heard(mind, stretch))
        constraint = Constraint(grammar.text(), prompt_schema(removable=wire.keys()), ANSWER)
        question = Question(mind.system, change_message(stretch, task.creativity, wire), constraint)
        try:
            more, _ = decoded(mind.chat, question, task, partial(patch_of, mind, task, words, after))
        except (TooLong, WireError):
            continue
        both = {**patch, **more}
        patch = both if left_over(both) < left_over(patch) else patch
    return patch


def _empty(prompt: Prompt, slot: str) -> bool:
    """Whether nobody has said anything about it."""
    value = getattr(prompt, slot)
    return value is None or value.source is None


def _left(mind: Mind, prompt: Prompt, words: str, step: Step, before: Prompt | None = None) -> list[str]:
    """The stretches of `words` around what was left out, as far as no phrase of the prompt comes from them."""
    also = [*placed(step), *staying(mind, prompt, before)]
    spans = rewrite_of(prompt, words, before=before, also=also).spans
    told = list(words.lower())
    for source in (span.source for span in spans if span.source):
        at = words.lower().find(source.lower())
        told[max(at, 0) : max(at, 0) + len(source)] = "\n" * len(source) if at >= 0 else told[0 : len(source)]
    pieces = "".join(told).split("\n")
    left = [span.text.lower() for span in spans if span.origin == "left_out"]
    return [piece.strip() for piece in pieces if any(text in piece for text in left)][:MOST]

"""Call 2, once per step with words: the words to a structured prompt, or to a patch on the source's.

Refuses to rewrite where the person turned it off, where the words are too long to be read whole, and where no valid
prompt came of two tries: the words then pass through as they are, and are shown so.
"""

from dataclasses import replace
from functools import partial
from typing import Any, Final

import structlog

from orchestrator.agent.chat.decode import Constraint, Question, best, taught
from orchestrator.agent.chat.errors import TooLong
from orchestrator.agent.grammar.exchanging import absent
from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.grammar.rewrite import change_grammar, new_grammar
from orchestrator.agent.grammar.schema import prompt_schema
from orchestrator.agent.grammar.wire import WireError, read_prompt
from orchestrator.agent.language.places import placed
from orchestrator.agent.language.words import LONGEST, calm, normalise
from orchestrator.agent.ledger.table import change_message, new_message, prompt_of
from orchestrator.agent.nodes.masked import There, marked
from orchestrator.agent.nodes.preset import filled, invention, named, said
from orchestrator.agent.nodes.rest import with_rest, with_rest_of_change
from orchestrator.agent.nodes.second_look import ANSWER, borne_out, heard, lack, patch_of, removes, weathered
from orchestrator.agent.nodes.thinking import Draft, Mind, Thinking
from orchestrator.agent.plans.mixing import ALL_SAID, with_looks_of
from orchestrator.agent.plans.one_thing import patched, wholly_patched
from orchestrator.agent.plans.sparing import lies_where_it_was
from orchestrator.agent.reading.alike import with_alike
from orchestrator.agent.reading.avoiding import with_avoided
from orchestrator.agent.reading.lettering import lettering_patch, with_lettering
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.reading.spacing import with_room
from orchestrator.agent.replies import said as sentence
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.adding import beside
from orchestrator.agent.things.palettes import with_colours
from orchestrator.agent.things.relations import relation
from orchestrator.agent.things.sources import told_by
from orchestrator.domain.english import ARTICLE
from orchestrator.domain.plan import STEP_REF, Creativity, Intent, Plan, Step
from orchestrator.domain.prompt import SLOTS, SURROUNDINGS, Phrase, Prompt, Subject, render, render_negative, revise
from orchestrator.domain.rewrite import Rewrite, Span, rewrite_of

NODE: Final = "rewrite"
SUBJECTS: Final = 8
PASSED: Final = 200
log = structlog.get_logger(__name__)


def rewrite(mind: Mind, state: Thinking) -> Thinking:
    """A draft for every step, in order: a later one may change what an earlier one shows."""
    task = state["task"]
    prompts = {image.handle: prompt_of(image) for image in task.images}
    drafts: list[Draft] = []

    def shown(handle: str) -> Prompt | None:
        return drafts[int(handle[1:]) - 1].prompt if STEP_REF.match(handle) else prompts.get(handle)

    for number, step in enumerate(state["plan"].steps, start=1):
        source, joins = shown(step.inputs.get("source", "")), task.tools[step.tool].joins
        other = shown(step.inputs.get("reference", ""))
        found = step.inputs.get("mask", "")
        if task.tools[step.tool].shows == "masked" and STEP_REF.match(found):
            source = (source or Prompt()).only(drafts[int(found[1:]) - 1].text)
        if step.words == ALL_SAID and "style" in step.inputs:
            whole = with_looks_of(source, shown(step.inputs["style"]))
            drafts.append(Draft(render(whole, task.prompt_form), render_negative(whole), whole))
        elif joins and other and lies_where_it_was(state["plan"], step):
            drafts.append(Draft(prompt=(source or Prompt()).put_back(other)))
        elif joins and other:
            drafts.append(Draft(prompt=(source or Prompt()).joined(other, joins(step.params))))
        else:
            drafts.append(_draft(mind, state, step, number, marked(state, step, drafts, source)))
    return _read_ones(task, state["plan"], drafts, small=taught(mind.chat) is not None)


def _read_ones(task: AgentTask, plan: Plan, drafts: list[Draft], *, small: bool) -> Thinking:
    """`drafts`, and `plan` without a last step of which nobody could read what it changes: behind others it would paint
    the picture anew for a word such as "carefully". Where there are no others, a `small` model asks."""
    *before, last = drafts
    if not before and last.unread and small and may_ask(task):
        return {"drafts": [], "plan": Plan(intent=Intent.ASK, question=sentence(task.language, "ask.change"))}
    exact = all(task.tools[step.tool].words == "none" for step in plan.steps[:-1])
    if not before or not last.unread or not exact:
        return {"drafts": drafts}
    words = plan.steps[-1].words or ""
    unsaid = Rewrite(text="", spans=(Span(text=words[:PASSED], origin="left_out"),))
    before[-1] = replace(before[-1], rewrite=before[-1].rewrite or unsaid)
    return {"drafts": before, "plan": plan.model_copy(update={"steps": plan.steps[:-1]})}


def _draft(mind: Mind, state: Thinking, step: Step, number: int, there: There) -> Draft:
    source = there.prompt
    task, spec = state["task"], state["task"].tools[step.tool]
    shape = next(
        shape for shape in state["offer"].shapes if (shape.tool, shape.roles) == (step.tool, tuple(step.inputs))
    )
    if not shape.words:
        if spec.words == "none" or source is None:
            return Draft(prompt=source.moved(step.params) if source and spec.moves(step.params) else source)
        return Draft(render(source, task.prompt_form), render_negative(source), source)
    whole = normalise(task.text) if task.answers is None else state["words"]
    words = step.words or whole
    if not task.rewrite:
        return _passed(task, step, state["read"].as_typed(words), shown=False)
    if len(words) > LONGEST:
        return _passed(task, step, words, shown=True)
    changes = source if spec.words == "change" and source != Prompt() else None
    words = calm(words)
    try:
        if changes is not None:
            return _changed(mind, state, step, number, words, changes)
        return _new(mind, state, step, number, words, there)
    except (TooLong, WireError) as error:
        log.warning("agent.words_pass_through", step=number, error=str(error))
        if changes is not None:
            return _beside(mind, task, step, words, changes)
        unread = spec.words == "change" and isinstance(error, WireError)  # nobody has told what a photograph shows
        return replace(_passed(task, step, words, shown=True), unread=unread)


def _beside(mind: Mind, task: AgentTask, step: Step, words: str, source: Prompt) -> Draft:
    """The source's prompt with the words as they are put beside it: nobody could read a change out of them.

    The picture is painted with them once; its own prompt stays the source's, so that no later one inherits them.
    """
    patch = {"composition": {"text": words[:PASSED], "from": words[:PASSED]}}
    draft = _drafted(mind, task, step, revise(source, patch), source, words, before=source)
    return replace(draft, unread=True)


def _passed(task: AgentTask, step: Step, words: str, *, shown: bool) -> Draft:
    """The words as they are, with a preset's phrases behind them. `shown` says so in place of a rewrite."""
    text, prompt = words, Prompt.of_words(words)
    if task.preset is not None and "source" not in step.inputs:
        text, prompt = task.preset.additions.behind(words)
    shown = shown or text != words or bool(prompt.avoid)
    if not shown:
        return Draft(words, prompt=prompt)
    whole = Span.model_validate({"text": words, "origin": "user", "from": words})
    added = (span for span in rewrite_of(prompt, words, negative=task.negative).spans if span.by)
    return Draft(text, render_negative(prompt), prompt, None, Rewrite(text=text, prompt=prompt, spans=(whole, *added)))


def _new(mind: Mind, state: Thinking, step: Step, number: int, words: str, there: There) -> Draft:
    """A prompt from the words alone; for a part of a picture, set in its surroundings, and for one that shows a thing
    whose looks are said, that thing so."""
    task, source, typed = state["task"], there.prompt, words
    read, lexicon = there.read(mind, words), taught(mind.chat)
    part_of = "source" in step.inputs
    stands = relation(words, lexicon) if lexicon and not part_of else None
    words = (read := read.edited(stands.edits) if stands else read).text
    creativity: Creativity = "low" if part_of else invention(task)
    empty = part_of and task.tools[step.tool].words == "prompt"
    written = part_of and task.lettered is not None and task.tools[step.tool].words == "change"

    def reading(data: dict[str, Any]) -> Prompt:
        prompt = read_prompt(borne_out(mind, weathered(mind, data)), words)
        prompt = told_by(prompt, lexicon) if lexicon else prompt
        if not empty and not render(prompt, "tags"):
            raise WireError("say at least one thing that is to be seen")
        return prompt

    constraint = Constraint(
        new_grammar(words, creativity, empty=empty, heard=heard(mind, words)).text(),
        prompt_schema(empty=empty),
        ANSWER + len(words),
    )
    stored = state["stored"].get(f"{NODE}.{number}")
    if stored is None:
        question = Question(mind.system, new_message(words, creativity), constraint)
        prompt = Prompt(lettering=task.lettered)
        if not (written and (words == _letters(task) or not tells(words))):
            prompt = best(mind.chat, question, task, reading, lack(mind, step, words))
            prompt = with_rest(mind, task, step, words, prompt)
        if empty and prompt.subjects and removes(mind, task, words):
            prompt = Prompt()  # its name would paint it once more
        prompt = Prompt.model_validate(read.unspelled(prompt.wire()))
        prompt = stands.between(prompt, typed, lexicon) if stands and lexicon else prompt
        prompt = with_lettering(prompt, task.lettered) if written else prompt
        if not part_of:
            prompt = with_lettering(with_avoided(with_room(prompt, task.room), task.avoided), task.lettered)
            prompt = with_colours(prompt, words, lexicon)
        state["store"](f"{NODE}.{number}", prompt.wire())
    else:
        prompt = Prompt.model_validate(stored)
    words = typed
    kind = named(task, prompt) if _alone(state, step) else None
    if kind is not None:
        task, prompt = replace(task, preset=kind), prompt if creativity == "high" else said(prompt)
    if not part_of:
        prompt = filled(task, with_alike(prompt, task.alike), words)
    if task.tools[step.tool].words == "target":
        prompt = Prompt(subjects=prompt.subjects) if prompt.subjects else prompt
    if not empty or source is None:
        draft = _drafted(mind, task, step, prompt, prompt, words, before=_was(there))
        return replace(draft, preset=kind.name if kind else None)
    around = {slot: getattr(source, slot) for slot in SURROUNDINGS if getattr(prompt, slot) is None}
    own = SURROUNDINGS if there.masked else ()  # what is said of one place is not said of the whole picture
    whole = {
        slot: (slot in own and getattr(source, slot)) or getattr(prompt, slot) or getattr(source, slot)
        for slot in SLOTS
    }
    prompt, subjects = there.with_part(prompt)
    part = prompt.model_copy(update=around)
    whole_prompt = source.model_copy(update={**whole, "subjects": subjects[:SUBJECTS]})
    return _drafted(mind, task, step, part, whole_prompt, words, before=_was(there))


def _letters(task: AgentTask) -> str | None:
    """What a step is told that only writes."""
    return task.lettered.source if task.lettered else None


def _was(there: There) -> Prompt | None:
    """What the masked place showed: its name has its place where something else is painted there."""
    return Prompt(subjects=(Subject(what=ARTICLE.sub("", there.shows)),)) if there.shows else None


def _alone(state: Thinking, step: Step) -> bool:
    """Whether it is the one step of the plan that makes a new picture: a preset is the whole turn's."""
    new = (one for one in state["plan"].steps if "source" not in one.inputs)
    return [one for one in new if "prompt" in state["task"].tools[one.tool].params.model_fields] == [step]


def _changed(mind: Mind, state: Thinking, step: Step, number: int, words: str, source: Prompt) -> Draft:
    """A patch on the source's prompt."""
    task, wire, typed, lexicon = state["task"], source.wire(), words, taught(mind.chat)
    stands = beside(words, source, lexicon) if lexicon else None
    gone, words = absent(stands.words if stands else words, source, lexicon) if lexicon else ({}, words)
    constraint = Constraint(
        change_grammar(words, wire, heard=heard(mind, words)).text(),
        prompt_schema(removable=wire.keys()),
        ANSWER + len(words) + len(str(wire)) // 2,
    )
    letters = lettering_patch(task.lettered) if task.lettered else {}
    only = words == _letters(task) or not tells(words)
    patch: dict[str, Any] = state["stored"].get(f"{NODE}.{number}") or (letters if only else {})
    patch = patch or (gone if not tells(words) else {})
    if not patch:
        question = Question(mind.system, change_message(words, task.creativity, wire), constraint)
        reading = partial(patch_of, mind, task, words, source)
        patch = wholly_patched(words, source, lexicon) or {}
        if not patch:
            patch = patched(words, source, lexicon) or best(
                mind.chat, question, task, reading, lack(mind, step, words, source)
            )
            patch = with_rest_of_change(mind, task, step, words, source, patch)
        patch = _in_its_place(patch, source) | letters
        patch = stands.placed(patch, {one.what for one in source.subjects}) if stands else patch
        patch |= gone
        state["store"](f"{NODE}.{number}", patch)
    prompt = revise(source, patch)
    wanted = task.preset.keep if task.preset and not task.vocabulary else ()  # a model of few words is not told it
    keep = tuple(dict.fromkeys((*(patch.get("keep") or ()), *wanted)))[:SUBJECTS]  # of this change, not of earlier ones
    prompt = prompt.model_copy(update={"keep": keep})
    return _drafted(mind, task, step, prompt, prompt, typed, before=source, patch=patch)


def _in_its_place(patch: dict[str, Any], source: Prompt) -> dict[str, Any]:
    """`patch` without a sky in the place of the land below it: that is where something is added."""
    place = patch.get("setting") or {}
    if place.get("text") != "sky" or source.setting is None or len(patch) == 1:
        return patch
    return {name: value for name, value in patch.items() if name != "setting"}


def _drafted(
    mind: Mind,
    task: AgentTask,
    step: Step,
    part: Prompt,
    whole: Prompt,
    words: str,
    *,
    before: Prompt | None = None,
    patch: dict[str, Any] | None = None,
) -> Draft:
    form = task.prompt_form
    went = [one["from"] for one in (patch or {}).get("avoid") or () if "from" in one]  # the change takes it out
    shown_in = whole.meanings() | (before.meanings() if before else set())
    lexicon = taught(mind.chat)
    also = [*placed(step), *(lexicon.words_for(shown_in) if lexicon else ()), *went]
    preset = task.preset
    kept = [Phrase(text=text, by=preset.key) for text in whole.keep if text in preset.keep] if preset else []
    shown = rewrite_of(part, words, form, before=before, negative=task.negative, also=also, kept=kept)
    return Draft(render(part, form), render_negative(part), whole, patch, shown)

"""Call 1: the words and the ledger to a plan of tool calls on existing handles."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from langchain_core.messages import AIMessage

from orchestrator.agent.chat.decode import Constraint, Question, decoded, taught
from orchestrator.agent.chat.errors import TooLong
from orchestrator.agent.grammar.numbering import Numbering
from orchestrator.agent.grammar.offer import Offer, offer_of
from orchestrator.agent.grammar.plan import plan_grammar
from orchestrator.agent.grammar.schema import plan_schema
from orchestrator.agent.grammar.wire import WireError, read_plan
from orchestrator.agent.language.words import normalise
from orchestrator.agent.ledger.showing import HANDLE, PICTURES_SHOWN, masks_named
from orchestrator.agent.ledger.table import plan_message, utterance
from orchestrator.agent.nodes.by_rule import by_rule, offered, pictures
from orchestrator.agent.nodes.doubt import NOTHING, stands
from orchestrator.agent.nodes.preset import within
from orchestrator.agent.nodes.reach import within_reach
from orchestrator.agent.nodes.second_look import heard
from orchestrator.agent.nodes.thinking import Mind, Thinking
from orchestrator.agent.plans.apart import picture_by_picture
from orchestrator.agent.plans.beside import with_asides
from orchestrator.agent.plans.clearing import with_clear_ground
from orchestrator.agent.plans.cutting import BY_RULE, FIND, cut_out, plainly_cut
from orchestrator.agent.plans.each import to_each
from orchestrator.agent.plans.enlarge import with_detail
from orchestrator.agent.plans.here import in_focus
from orchestrator.agent.plans.in_one import in_one_picture
from orchestrator.agent.plans.lessening import without_more
from orchestrator.agent.plans.one_thing import of_exchange, of_new_or_remade, of_no_picture
from orchestrator.agent.plans.rows import in_their_places
from orchestrator.agent.plans.sparing import with_spared
from orchestrator.agent.plans.together import counted, cuts, drops, every_one, in_order, in_words, joins
from orchestrator.agent.plans.turning import unsaid, with_angles
from orchestrator.agent.plans.versions import each_version
from orchestrator.agent.plans.wishes import parts_of_words, wish_by_wish
from orchestrator.agent.plans.writing import and_written
from orchestrator.agent.reading.narrowing import (
    made_up,
    named_pictures,
    narrowed,
    once,
    showing,
    telling,
    unsized,
    with_degrees,
)
from orchestrator.agent.reading.phrasing import Asides, asides
from orchestrator.agent.reading.unmet import with_steps
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.backdrops import backdrop_in
from orchestrator.domain.plan import MOST_SHOWN, Intent, Plan

NODE: Final = "understand"
TOLD: Final = frozenset({"recipe", "history", "abilities", "which", "compare"})
QUESTION: Final = re.compile(
    r"[?？]|[吗呢]$|多少|什么|怎么|哪[张个幅]|几张|^(?:what|which|how|why|who|when|where)\b", re.IGNORECASE
)
"""An answer that asks something else."""
ANSWER: Final = 320
"""Tokens of a plan, besides the words it copies."""


def understand(mind: Mind, state: Thinking) -> Thinking:
    """The plan as the model sees it: parameters it set, inputs, words; no prompts yet."""
    task, stored = state["task"], state["stored"].get(NODE)
    if stored is None:
        found = _plain(mind, task) or _fresh(mind, state) or _meant(mind, state, task)
        state["store"](NODE, found)
        stored = found
    task = replace(task, answers=None) if stored.get("fresh") else task
    words = utterance(task)
    typed = (state["asked"].typed, state["read"].typed) if task.answers else (state["read"].typed,)
    plan = Plan.model_validate(stored["plan"])
    plan = plan if taught(mind.chat) is None else with_angles(plan, " ".join(typed))
    plan = without_more(of_no_picture(task, plan, taught(mind.chat)), " ".join(typed))
    plan = with_asides(task, plan, _beside(mind, *typed), " ".join(typed))
    plan = plan.model_copy(update={"seed": task.seed}) if task.seed is not None and plan.steps else plan
    plan = and_written(task, plan)
    plan = with_steps(task, within(task, with_detail(task, with_clear_ground(task, with_spared(task, plan)))))
    if any(step.tool in task.beyond for step in plan.steps):
        task = replace(task, tools={**task.beyond, **task.tools})
    return {"task": task, "words": words, "offer": offered(mind, task, words), "plan": plan, "rivals": stored["rivals"]}


def _beside(mind: Mind, *typed: str) -> Asides:
    """What was said beside the wish; a model that was not taught a dictionary reads of formats itself."""
    said = asides(*typed)
    return said if taught(mind.chat) is not None else replace(said, format=None)


def _plain(mind: Mind, task: AgentTask) -> dict[str, Any] | None:
    plan = by_rule(mind, task)
    return None if plan is None else {"plan": plan.model_dump(mode="json"), "rivals": [], "fresh": True}


def _fresh(mind: Mind, state: Thinking) -> dict[str, Any] | None:
    """What was found in an answer that is a new wish: it names no picture, and by itself something is to be made, or a
    question is asked."""
    task = state["task"]
    alone, meant = replace(task, answers=None), heard(mind, normalise(task.text))
    if task.answers is None or meant is None or HANDLE.search(task.text):
        return None
    if named_pictures(offered(mind, alone, utterance(alone)), meant, alone):
        return None
    found = _plain(mind, alone) or _meant(mind, state, alone)
    plan = Plan.model_validate(found["plan"])
    asks = plan.about in TOLD and QUESTION.search(task.text) is not None
    asks = asks or (plan.intent is Intent.ASK and backdrop_in(task.text) is not None)  # no name of a thing
    return {**found, "fresh": True} if plan.intent is Intent.MAKE or asks else None


def _meant(mind: Mind, state: Thinking, task: AgentTask) -> dict[str, Any]:
    """What a model that was taught all tools understands; of others what it can choose from."""
    if taught(mind.chat) is None:
        return _read(mind, state, task)
    every = replace(task, tools={**task.known, **task.tools})
    found = _versions(mind, state, every) or _in_parts(mind, state, every, _read(mind, state, every))
    plan = Plan.model_validate(found["plan"])
    can = within_reach(mind, task, plan)
    if can is None:
        return _read(mind, state, task)
    can = cut_out(task, can, heard(mind, utterance(task)))
    return found if can == plan else {"plan": can.model_dump(mode="json"), "rivals": [], "fresh": False}


def _read(mind: Mind, state: Thinking, task: AgentTask) -> dict[str, Any]:
    """The model's plan for `task`, and what could have stood in the place of its first handle."""
    words = utterance(task)
    meant = heard(mind, words)
    task = task if meant is None else _with_mask(task, words)
    offer = offered(mind, task, words)
    allowed = offer if meant is None else narrowed(offer, meant, task)
    few = allowed.pictures if len(allowed.pictures) < len(offer.pictures) else ()
    numbering = Numbering({}) if meant is None else Numbering.of(task, few, words)
    seen, shown = numbering.task(task), numbering.words(words)
    here = offer_of(seen, shown) if numbering.shown else offer
    allowed_here = numbering.offer(here, allowed)
    grammar = plan_grammar(allowed_here).text()
    constraint = Constraint(grammar, plan_schema(here), ANSWER + len(words))
    question, read = Question(mind.system, "", constraint, session=task.session), partial(read_plan, offer=here)
    question, plan, answer = _asked(mind, seen, shown, question, read)
    apart = meant is not None and meant["layouts"] and drops(plan, in_words(shown, here.pictures))
    if meant is not None and apart and not cuts(plan, meant, words):
        plan = _both(mind, seen, question, read, allowed_here, plan)
    rivals = numbering.rivals(answer.response_metadata.get("rivals", ()))
    if meant is not None and not telling(words, meant) and not stands(mind, seen, question, read, plan):
        plan, rivals = NOTHING, []
    plan = plan if meant is None else once(with_degrees(plan, allowed))
    if meant is not None and allowed.may_ask:
        asked = "size" if unsized(plan, meant, words, task) else "crop" if made_up(plan, meant) else None
        asked = "turn" if asked is None and unsaid(plan, meant, words) else asked
        if asked is not None:
            plan, rivals = Plan(intent=Intent.ASK, question=said(task.language, f"ask.{asked}")), []
    if meant is not None and plan.about == "which":
        plan = plan.model_copy(update={"images": showing(meant, task)[:MOST_SHOWN]})
        return {"plan": plan.model_dump(mode="json"), "rivals": [], "fresh": False}
    plan = numbering.real(plan)
    if meant is not None:
        named, every = named_pictures(offer, meant, task), offer.pictures
        plan = plan if len(named) > 1 else in_order(plan, task)
        plan = every_one(plan, in_words(words, every) if named else counted(meant, every), task)
        plan = in_focus(task, to_each(task, plan, words, meant), words, meant, named)
        plan = in_one_picture(in_their_places(plan, task, words, partial(pictures, mind, task)), words)
    return {"plan": plan.model_dump(mode="json"), "rivals": rivals, "fresh": False}


def _with_mask(task: AgentTask, words: str) -> AgentTask:
    """`task` with the one mask that its words name attached: a small model was taught masks no other way."""
    named = masks_named(task, words)
    return replace(task, mask=named[0].handle) if len(named) == 1 else task


def _both(
    mind: Mind, task: AgentTask, question: Question, read: Callable[[dict[str, Any]], Plan], offer: Offer, plan: Plan
) -> Plan:
    """What is read where the first step can but put pictures into one, if it leaves out nothing of those named."""
    together = frozenset(shape.tool for shape in offer.shapes if task.tools[shape.tool].joins)
    constraint = replace(question.constraint, grammar=plan_grammar(replace(offer, first=together)).text())
    try:
        other, _ = decoded(mind.chat, replace(question, constraint=constraint, session=""), task, read)
    except WireError:
        return plan
    named = in_words(offer.words, offer.pictures)
    return other if other.steps and joins(task, other.steps[0]) and not drops(other, named) else plan


def _versions(mind: Mind, state: Thinking, task: AgentTask) -> dict[str, Any] | None:
    """A step for each of several versions of one picture, where the words ask for them."""
    lexicon, words = taught(mind.chat), utterance(task)
    if lexicon is None or task.answers or task.mask:
        return None

    def read(part: AgentTask) -> Plan:
        return Plan.model_validate(_read(mind, state, part)["plan"])

    plan = each_version(task, words, lexicon.heard(words), partial(pictures, mind, task), read)
    return None if plan is None else {"plan": plan.model_dump(mode="json"), "rivals": [], "fresh": False}


def _in_parts(mind: Mind, state: Thinking, task: AgentTask, found: dict[str, Any]) -> dict[str, Any]:
    """`found`, or what the words come to wish by wish: words that speak of one picture, or of none."""
    lexicon, words = taught(mind.chat), utterance(task)
    if lexicon is None or task.answers or task.mask or len(parts := parts_of_words(words, lexicon)) == 1:
        return found
    offer, meant = offered(mind, task, words), lexicon.heard(words)

    def read(part: AgentTask) -> Plan:
        plan = plainly_cut(part, lexicon) or of_new_or_remade(part, lexicon) or of_exchange(part, lexicon)
        return plan or Plan.model_validate(_read(mind, state, part)["plan"])

    plan = Plan.model_validate(found["plan"])
    if len(named_pictures(offer, meant, task)) > 1:
        better = picture_by_picture(task, plan, parts, partial(pictures, mind, task), read)
    else:
        better = wish_by_wish(task, words, plan, parts, read)
    better = better if better is plan else once(better)
    cut = any(step.tool in BY_RULE for step in better.steps)
    tools = {shape.tool for shape in narrowed(offer, meant, task).shapes} | (BY_RULE | {FIND} if cut else set())
    if any(step.tool not in tools for step in better.steps):  # a part has lost what the whole says
        return found
    return found if better is plan else {**found, "plan": better.model_dump(mode="json")}


def _asked(
    mind: Mind, task: AgentTask, words: str, question: Question, read: Callable[[dict[str, Any]], Plan]
) -> tuple[Question, Plan, AIMessage]:
    """What was asked and answered; with half the pictures as often as the ledger does not fit the model's context."""
    most = PICTURES_SHOWN
    while True:
        asked = replace(question, user=plan_message(task, words, most))
        try:
            return asked, *decoded(mind.chat, asked, task, read)
        except TooLong:
            if most == 1:
                raise
            most //= 2

"""Answers about several pictures: in what two differ, which show something, which is the sharpest. Composed of
facts handed in.

Refuses to look at pixels: how many differ is a fact too.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from orchestrator.agent.answering.answers import how_made, shows
from orchestrator.agent.replies import said
from orchestrator.agent.replies.naming import parts_of
from orchestrator.agent.task import MadeFact, ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.prompt import Prompt

HARDLY: Final = 0.005
"""Share of pixels below which hardly any are said to differ."""
EVEN: Final = 0.05
"""Share of the detail of the sharpest by which another may have less and still be called as sharp."""


def comparison(task: ReplyTask) -> str:
    """What both show and what only one does, how each was made, and how far their pixels are apart."""
    language = task.language
    facts = {fact.handle: fact for fact in task.history}
    pair = [facts[handle] for handle in task.plan.images if handle in facts]
    if len(pair) != 2:  # a picture of the two is gone
        return said(language, "recipe.unknown")
    one, two = pair
    lines = [said(language, "compare.head", one=one.handle, two=two.handle)]
    seen, other = _phrases(task, one), _phrases(task, two)
    for name, parts in (
        ("both", [text for key, text in seen.items() if key in other]),
        ("one", [text for key, text in seen.items() if key not in other]),
        ("two", [text for key, text in other.items() if key not in seen]),
    ):
        if parts:
            things = said(language, "words.list").join(parts)
            lines.append(said(language, f"compare.{name}", one=one.handle, two=two.handle, things=things))
    lines += [said(language, "compare.made", handle=fact.handle, how=how_made(language, fact)) for fact in pair]
    lines += _numbers(language, one, two)
    if task.apart is not None:
        lines.append(_apart(language, task.apart))
    return "\n".join(lines)


def _phrases(task: ReplyTask, fact: MadeFact) -> dict[str, str]:
    """What a picture shows, phrase by phrase, as it is said in the language spoken."""
    if fact.prompt is None:
        return {fact.text: shows(task, fact)} if fact.text else {}
    return parts_of(task.language, Prompt.model_validate(fact.prompt), task.names)


def _numbers(language: Language, one: MadeFact, two: MadeFact) -> Iterable[str]:
    if one.seed is not None and two.seed is not None:
        name = "seed_same" if one.seed == two.seed else "seeds"
        yield said(language, f"compare.{name}", one=one.seed, two=two.seed)
    sizes = [said(language, "recipe.size", width=fact.width, height=fact.height) for fact in (one, two)]
    if sizes[0] != sizes[1]:
        yield said(language, "compare.sizes", one=sizes[0], two=sizes[1])


def _apart(language: Language, apart: Mapping[str, Any]) -> str:
    if apart["identical"]:
        return said(language, "compare.identical")
    share = apart["changed"]
    percent = said(language, "compare.hardly") if share < HARDLY else f"{max(1, round(100 * share))} %"
    return said(language, "compare.pixels", share=percent)


def showing(task: ReplyTask) -> str:
    """Which pictures show what was asked for."""
    language = task.language
    facts = {fact.handle: fact for fact in task.history}
    found = [facts[handle] for handle in task.plan.images if handle in facts]
    if not found:
        return said(language, "which.none")
    head = said(language, "which.head" if len(found) > 1 else "which.one", count=len(found))
    photograph = said(language, "words.photograph")
    lines = [
        said(
            language,
            "history.line",
            handle=fact.handle,
            how=how_made(language, fact),
            text=shows(task, fact) or photograph,
        )
        for fact in found
    ]
    return "\n".join([head, *lines])


def sharpness(task: ReplyTask) -> str:
    """Which of the pictures asked about has the most fine detail, and how much each has, most first."""
    language = task.language
    facts = {fact.handle: fact for fact in task.history}
    order = sorted((one for one in task.plan.images if one in task.details), key=lambda one: -task.details[one])
    if not order:
        return said(language, "recipe.unknown")
    best, *others = (task.details[one] for one in order)
    even = bool(others) and best - others[0] <= EVEN * best
    lines = [said(language, "sharper.even") if even else said(language, "sharper.head", handle=order[0])]
    for one in order:
        fact = facts.get(one)
        size = said(language, "make.size", width=fact.width, height=fact.height) if fact and fact.width else ""
        lines.append(said(language, "sharper.line", handle=one, detail=f"{task.details[one]:.1f}", size=size))
    return "\n".join(lines)

"""Answers about several pictures: in what two differ, and which show something. Composed of facts handed in.

Refuses to look at pixels: how many differ is a fact too.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from orchestrator.agent.answers import how_made, shows
from orchestrator.agent.naming import parts_of
from orchestrator.agent.replies import said
from orchestrator.agent.task import MadeFact, ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.prompt import Prompt

HARDLY: Final = 0.005
"""Share of pixels below which hardly any are said to differ."""


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

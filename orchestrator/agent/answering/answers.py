"""Answers from the database: how a picture was made, what there is in the session, what the studio can do.

Owns the composition of facts handed in. Refuses to look anything up.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.agent.replies import known, place, said
from orchestrator.agent.replies.naming import called, own, parts_of
from orchestrator.agent.task import MadeFact, ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.prompt import Prompt
from orchestrator.locale import names

EXAMPLES: Final = 8
LINES: Final = 60
"""Pictures told one by one; of more, the newest."""
CUT: Final = 160
LONGEST: Final = 2000
"""Characters of a prompt that was asked for."""
PROMPT: Final = re.compile(r"\bprompts?\b|提示词", re.IGNORECASE)
SHAPE: Final = ("crop", "box", "turn", "flip", "degrees", "width", "height", "percent")
"""Parameters that say how a picture is cut, turned and sized."""


def recipe(task: ReplyTask) -> str:
    """The picture asked about, then what it was made from, back to its beginning."""
    language = task.language
    if not task.recipe:
        return said(language, "recipe.unknown")
    given = [(fact.handle, str(fact.params["prompt"])) for fact in task.recipe if fact.params.get("prompt")]
    asked = given[:1] if PROMPT.search(task.text) else []
    told = [said(language, "recipe.prompt", handle=handle, prompt=prompt[:LONGEST]) for handle, prompt in asked]
    return "\n".join([*told, *(_made(language, fact) for fact in task.recipe)])


def _made(language: Language, fact: MadeFact) -> str:
    source = fact.inputs.get("source")
    seed = None if fact.seed is None or fact.tool in {"enhance", "upscale", "transform", "combine"} else fact.seed
    details = [
        said(language, "recipe.size", width=fact.width, height=fact.height) if fact.width else None,
        said(language, "recipe.seed", seed=seed) if seed is not None else None,
        said(language, "recipe.model", model=fact.model) if fact.model else None,
    ]
    listed = said(language, "words.list").join(filter(None, details))
    facts: dict[str, Any] = {
        "handle": fact.handle,
        "source": source,
        "words": _cut(fact.words or str(fact.params.get("instruction") or fact.params.get("prompt") or "")),
        "with": said(language, "words.brackets", text=listed) if listed else "",
        "mask": said(language, "recipe.mask", mask=fact.inputs["mask"]) if "mask" in fact.inputs else "",
        "scale": fact.params.get("scale", 2),
        "done": done(language, fact.params),
        "reference": fact.inputs.get("reference"),
        "layout": known(language, "layout", str(fact.params.get("layout"))),
        "adjust": adjusted(language, fact.params),
        "tool": fact.tool,
    }
    return said(language, f"recipe.{_kind(language, 'recipe', fact, bare=not facts['words'])}", **facts)


def done(language: Language, params: Mapping[str, Any]) -> str:
    """What was done to the shape of a picture: the values there are words for, and the parameters."""
    words = (
        known(language, name, str(value)) or known(language, "done", name)
        for name, value in params.items()
        if name in SHAPE and value
    )
    return said(language, "words.list").join(dict.fromkeys(filter(None, words)))


def adjusted(language: Language, params: Mapping[str, Any]) -> str:
    """What an adjustment is called; one of an amount may have a name of its own (black and white)."""
    adjust = str(params.get("adjust", ""))
    return known(language, "adjust", f"{adjust}-{params.get('amount')}") or known(language, "adjust", adjust) or adjust


def _kind(language: Language, table: str, fact: MadeFact, *, bare: bool = False) -> str:
    source = "source" in fact.inputs
    if fact.tool is None:
        return "upload"
    if fact.tool == "generate":
        return "variation" if source else "generate_bare" if bare else "generate"
    if known(language, table, fact.tool):
        return fact.tool
    return "tool_of" if source and known(language, table, "tool_of") else "tool"


def history(task: ReplyTask) -> str:
    """Every picture in a line, oldest first."""
    language = task.language
    if not task.history:
        return said(language, "history.empty")
    count = len(task.history)
    lines = [said(language, "history.head" if count > 1 else "history.one", count=count)]
    for fact in task.history[-LINES:]:
        text = _cut(shows(task, fact)) or said(language, "words.photograph")
        lines.append(said(language, "history.line", handle=fact.handle, how=how_made(language, fact), text=text))
    return "\n".join(lines)


def how_made(language: Language, fact: MadeFact) -> str:
    """How a picture came to be, in a word or two: painted, edit of #2."""
    kind = _kind(language, "history", fact)
    source, reference = fact.inputs.get("source"), fact.inputs.get("reference")
    return said(language, f"history.{kind}", source=source, reference=reference, tool=fact.tool)


def abilities(task: ReplyTask) -> str:
    """The tools offered, and what the image model draws best."""
    language = task.language
    lines = [said(language, "abilities.head")]
    for name, spec in sorted(task.tools.items(), key=lambda item: place(language, "abilities.summary", item[0])):
        summary = known(language, "abilities.summary", name) or spec.summary
        lines.append(f"· {said(language, 'abilities.line', tool=tool_name(language, name), summary=summary)}")
    if examples := drawn_best(language, task.vocabulary):
        model = task.model or said(language, "vocabulary.model")
        lines.append(said(language, "abilities.draws", model=model, examples=examples))
    lines.append(said(language, "abilities.save"))
    return "\n".join(lines)


def drawn_best(language: Language, vocabulary: Mapping[str, list[str]], most: int = EXAMPLES) -> str:
    """Some things of the vocabulary, in the language spoken."""
    named = [called(language, thing) or thing for thing in vocabulary.get("subjects", [])[:most]]
    return said(language, "words.list").join(named)


def tool_name(language: Language, tool: str) -> str:
    """What the page calls a tool."""
    return names(language).get(f"tool.{tool}") or known(language, "tools", tool) or tool


def shows(task: ReplyTask, fact: MadeFact) -> str:
    """What a picture shows, in the language spoken; in the person's own words where nothing else is known of it."""
    text = fact.text
    if task.language != "en":
        prompt = Prompt.model_validate(fact.prompt) if fact.prompt is not None else Prompt()
        parts = parts_of(task.language, prompt, task.names, plain=True)
        text = said(task.language, "words.list").join(parts.values()) or own(task.language, fact.words) or text
    return text.rstrip(".。")


def _cut(text: str) -> str:
    return text if len(text) <= CUT else f"{text[: CUT - 1]}…"

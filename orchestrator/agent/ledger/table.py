"""The user messages of the two calls: the session's pictures as a compact table, then the words. Never file names.

The format is fixed: the starter model was trained on it. Refuses raw history and anything read from a file.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from orchestrator.agent.language.words import normalise, shown
from orchestrator.agent.ledger.showing import PICTURES_SHOWN, before_of, masks_shown, pictures_shown, root_of
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.plan import Creativity
from orchestrator.domain.prompt import Prompt, render

TEXT: Final = 80
"""Characters of a picture's description."""
UNSEEN: Final = "photograph"
"""Stands for a picture of which nobody said what it shows."""


def utterance(task: AgentTask) -> str:
    """The words as the model sees them: one line; an answer stands in brackets behind what was asked about."""
    if task.answers is None:
        return shown(task.text)
    return shown(f"{normalise(task.answers[0])} ({normalise(task.text)})")


def plan_message(task: AgentTask, words: str, most: int = PICTURES_SHOWN) -> str:
    """Call 1: at most `most` pictures and the one in focus, oldest first; then the words."""
    shown_here = {image.handle for image in (*pictures_shown(task, most), *masks_shown(task, words, most))}
    lines = [_line(image) for image in task.images if image.handle in shown_here] or ["empty"]
    if task.focus in shown_here:
        lines.append(_focused(task, shown_here))
    if task.mask in shown_here:
        lines.append(f"mask {task.mask}")
    return "\n".join(["PLAN", *lines, "---", words])


def _focused(task: AgentTask, shown_here: set[str]) -> str:
    """The picture in focus, where an undo leads from it, what it goes back to in the end, and where a redo leads."""
    focus = task.focus or ""
    line, before, root = f"focus {focus}", before_of(task, focus), root_of(task, focus)
    named = ((before, "before"), (root, "original"), (task.after, "after"))
    return line + "".join(f", {name} {handle}" for handle, name in named if handle != focus and handle in shown_here)


def _line(image: LedgerImage) -> str:
    if image.kind == "mask":
        return f"{image.handle} mask on {image.of}"
    if image.kind == "upload":
        return f"{image.handle} upload: {UNSEEN}"
    of = f" of {','.join(image.parents)}" if image.parents else ""
    return f"{image.handle} {image.tool}{of}: {_shows(image)}"


def _shows(image: LedgerImage) -> str:
    prompt = prompt_of(image)
    return normalise(render(prompt.own(), "tags"))[:TEXT].rstrip() or UNSEEN if prompt else UNSEEN


def prompt_of(image: LedgerImage) -> Prompt | None:
    """The picture's structured prompt, None where it has none that can be read."""
    if not image.prompt:
        return None
    try:
        return Prompt.model_validate(image.prompt)
    except ValidationError:
        return None


def new_message(words: str, creativity: Creativity) -> str:
    """Call 2 for a new picture."""
    return f"REWRITE new {creativity}\n---\n{words}"


def change_message(words: str, creativity: Creativity, prompt: Mapping[str, Any]) -> str:
    """Call 2 for a change of the picture whose wire prompt is `prompt`; who said what is left out of it."""
    plain = json.dumps(_without_from(prompt), ensure_ascii=False, separators=(",", ":"))
    return f"REWRITE change {creativity}\n{plain}\n---\n{words}"


def _without_from(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: _without_from(part) for name, part in data.items() if name not in {"from", "by"}}
    return [_without_from(part) for part in data] if isinstance(data, list | tuple) else data

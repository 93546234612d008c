"""A new picture that is to be like the one in focus: 再画一张同样感觉的雪山, "another one in the same style".

A small model painted it bare. Owns these wordings, what such a picture takes over, and the words it is read without.
Refuses to take over what the words say otherwise, and things.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Phrase, Prompt

SAME: Final = "(?:同样|相同|一样|同一?种?|类似|差不多)"
STYLE: Final = "风格|画风|style|technique|look"
COLOURS: Final = "色调|配色|颜色|色彩|colou?rs?|palette|light(?:ing)?"
FEEL: Final = "感觉|氛围|气氛|意境|调调|系列|mood|feel(?:ing)?|atmosphere|vibe"
KIND: Final = f"(?P<style>{STYLE})|(?P<colours>{COLOURS})|(?P<feel>{FEEL})"
LIKE: Final = re.compile(
    rf"(?:(?:跟|和|与)?(?:这张|它|上一?张|刚才那?张?)(?:图)?)?{SAME}的?(?:{KIND})的?"
    rf"|,? ?(?:\b(?:but|also) )?\b(?:in|with|of) (?:exactly )?the same (?:{KIND.replace('P<', 'P<e')})\b"
    r"(?: as (?:this|that|before|#\d+))?,?(?: but)?",
    re.IGNORECASE,
)
NEW: Final = re.compile(
    r"再(?:帮我|给我)?[画来做生]成?[一1][张幅个]|另外?(?:画|来|做)?一[张幅]|画一[张幅]"
    r"|\b(?:another|a new) (?:one|picture|image|painting)\b|^(?:now |please |and )*(?:draw|paint|create|generate)\b",
    re.IGNORECASE,
)
TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "style": ("style", "palette"),
    "colours": ("palette", "light"),
    "feel": ("style", "light", "palette", "mood", "time", "weather"),
}
"""Slots that are taken over, by what is said to be the same."""


def alike(words: str, task: AgentTask) -> tuple[Mapping[str, Phrase], list[Edit]]:
    """The slots that a new picture takes over from the one in focus, and what is read without saying so."""
    found, new = LIKE.search(words), NEW.search(words)
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    prompt = prompt_of(image) if image else None
    if found is None or new is None or prompt is None or task.answers is not None:
        return {}, []
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    if not tells(rest):
        return {}, []
    kind = next(name.removeprefix("e") for name, said in found.groupdict().items() if said)
    there = {slot: phrase for slot in TAKEN[kind] if isinstance(phrase := getattr(prompt, slot), Phrase)}
    taken = {slot: Phrase(text=phrase.text, source=found[0].strip(" ,")) for slot, phrase in there.items()}
    edits = [(*found.span(), "" if HAN.search(words) else " ")]
    return taken, edits


def with_alike(prompt: Prompt, taken: Mapping[str, Phrase]) -> Prompt:
    """`prompt` with what it takes over where nobody said otherwise."""
    free: dict[str, Any] = {
        slot: phrase
        for slot, phrase in taken.items()
        if (own := getattr(prompt, slot)) is None or (own.source is None and own.by is None)
    }
    return prompt.model_copy(update=free)

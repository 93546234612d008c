"""The `parameters` text of AUTOMATIC1111's web UI, which many programs write."""

import re
from typing import Final

from orchestrator.domain.marks import FoundRecipe, plain
from orchestrator.provenance.readers.values import number, whole

NEGATIVE: Final = "Negative prompt:"
PAIR: Final = re.compile(r'\s*([\w][\w \-/]{0,40}):\s*("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)')
SIZE: Final = re.compile(r"(\d{1,5})x(\d{1,5})")
LORA: Final = re.compile(r"<lora:([^:>]{1,100})(?::[^>]{0,20})?>")


def read(text: str) -> FoundRecipe | None:
    """The recipe; None where the text has no line of facts, and so is something else."""
    text = plain(text)
    lines = text.strip().split("\n")
    facts = _facts(lines[-1])
    if "Steps" not in facts and "Seed" not in facts:
        return None
    prompt, _, negative = "\n".join(lines[:-1]).partition(NEGATIVE)
    size = SIZE.fullmatch(facts.get("Size", ""))
    return FoundRecipe(
        writer="a1111",
        prompt=prompt.strip(),
        negative=negative.strip(),
        seed=whole(facts.get("Seed")),
        steps=whole(facts.get("Steps")),
        guidance=number(facts.get("CFG scale")),
        strength=number(facts.get("Denoising strength")),
        sampler=facts.get("Sampler", ""),
        width=int(size[1]) if size else None,
        height=int(size[2]) if size else None,
        model=facts.get("Model", ""),
        model_hash=facts.get("Model hash", ""),
        loras=tuple(dict.fromkeys(LORA.findall(prompt)))[:20],
        text=text,
    )


def _facts(line: str) -> dict[str, str]:
    return {name.strip(): value.strip().strip('"') for name, value in PAIR.findall(line[:8000])}

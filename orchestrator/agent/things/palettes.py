"""The colours of a picture that shows no thing: "something abstract with blue and orange", 抽象画，蓝色和橙色.

A small model painted a blue orange, or none of them. Owns which colours such a picture has. Refuses pictures of things:
there the colours are theirs.
"""

import re

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Phrase, Prompt

MOST = 4


def with_colours(prompt: Prompt, words: str, lexicon: Lexicon | None) -> Prompt:
    """`prompt` in the colours that `words` say, in their order, where it shows nothing else."""
    told = " ".join(one.text for one in (prompt.style, prompt.setting) if one)
    if lexicon is None or "abstract" not in told or any(one.what not in COLOURS for one in prompt.subjects):
        return prompt
    found: list[tuple[int, str]] = []
    for colour in COLOURS & lexicon.tables["looks"].keys():
        for name in lexicon.tables["looks"][colour]:
            pattern = re.escape(name) if HAN.search(name) else rf"\b{re.escape(name)}\b"
            found += [(one.start(), colour) for one in re.finditer(pattern, words, re.IGNORECASE)]
    colours = list(dict.fromkeys(colour for _, colour in sorted(found)))[:MOST]
    if not colours:
        return prompt
    palette = Phrase(text=" and ".join(colours), source=words[:200])
    return prompt.model_copy(update={"palette": palette, "subjects": ()})

"""More pictures than can be made at once: as many as can be are made, and the reply says so.

Owns which number the words say of new pictures. Refuses numbers of things in a picture, and of pictures that are there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from orchestrator.agent.grammar.shapes import literals
from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.language.spelling import Edit
from tools.base import ToolSpec

PAINTING: Final = "generate"
MANY: Final = re.compile(
    r"(?<!the )(?<!last )(?<!first )(?<!all )(?<!these )(?<!those )(?<!my )"
    rf"(?P<en>{NUMERAL}) (?:[a-z-]+ ){{0,2}}?(?:pictures|images|photos|pics|paintings|drawings|variations|variants"
    r"|versions|options|alternatives)\b"
    rf"|(?<![这那后前有])(?P<zh>{NUMERAL})(?:张|幅|[个种](?:版本|变体|变化|不同))",
    re.IGNORECASE,
)
BRIEF: Final = re.compile(
    r"^(?:x ?(?P<n>[1-9]\d?)|(?P<m>[1-9]\d?) ?x)(?=,? (?:subtle|strong|bold|wild)\b)", re.IGNORECASE
)
"""Variations, as they are asked for elsewhere: x3 subtle."""


def most(tools: Mapping[str, ToolSpec]) -> int:
    """How many pictures can be made at once."""
    spec = tools.get(PAINTING)
    return max(literals(spec.params.model_fields["count"])) if spec else 0


def fewer(words: str, tools: Mapping[str, ToolSpec]) -> Iterator[Edit]:
    """What is read in place of a number of new pictures that is more than can be made at once."""
    if (brief := BRIEF.search(words)) is not None:
        count = min(int(brief["n"] or brief["m"]), most(tools))
        yield (*brief.span(), f"{count} variations")
        return
    for found in MANY.finditer(words):
        kind = str(found.lastgroup)
        if number(found[kind]) > most(tools) > 0:
            yield (*found.span(kind), str(most(tools)))


def wanted(words: str) -> int:
    """How many new pictures `words` ask for, where they say a number; none else."""
    return int(max((number(found[str(found.lastgroup)]) for found in MANY.finditer(words)), default=0))

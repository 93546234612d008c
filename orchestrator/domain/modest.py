"""Free JSON values within bounds: what a tool's parameters may hold, whoever wrote them.

A recipe or a graph from elsewhere is as long as its sender likes; what is in here bounds its texts, numbers and depth,
not its meaning, which the tool's own declaration checks. Refuses nothing that a tool of ours takes.
"""

import math
from typing import Annotated, Any, Final

from pydantic import AfterValidator

LONGEST_TEXT: Final = 4000
"""Characters of one text; what a person says may have as many."""
MOST: Final = 1000
"""Values in all: a judgement of 40 requirements has some 160."""
DEEPEST: Final = 12
INTEGERS: Final = 2**63


def modest(value: Any) -> Any:
    """`value` as it is, if it stays within the bounds.

    Raises:
        ValueError: it does not; the message says in what.
    """
    waiting: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if seen > MOST:
            raise ValueError(f"more than {MOST} values")
        if depth > DEEPEST:
            raise ValueError(f"nested more than {DEEPEST} deep")
        if isinstance(one, str):
            if len(one) > LONGEST_TEXT:
                raise ValueError(f"a text of more than {LONGEST_TEXT} characters")
            if any("\ud800" <= char <= "\udfff" for char in one):
                raise ValueError("a text with half a character")
        if isinstance(one, int) and not -INTEGERS <= one < INTEGERS:
            raise ValueError("a number of more than 64 bits")
        if isinstance(one, float) and not math.isfinite(one):
            raise ValueError("a number that is none")
        if isinstance(one, dict):
            waiting.extend((part, depth + 1) for pair in one.items() for part in pair)
        elif isinstance(one, list | tuple):
            waiting.extend((part, depth + 1) for part in one)
    return value


Modest = Annotated[dict[str, Any], AfterValidator(modest)]
"""A JSON object within the bounds."""

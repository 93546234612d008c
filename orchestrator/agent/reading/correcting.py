"""Who puts right what was just said: "a blue car, no wait, green, on a bridge", 晚上的，哦不，傍晚的.

A small model painted both, or a green bridge. Owns these wordings, and the value that takes another's place. Refuses
corrections that are a wish of their own, and those of something that was not said.
"""

import re
from itertools import pairwise
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.reading.phrasing import tells

MARK: Final = re.compile(
    r"[,.;…]* ?\b(?:(?:oh |ah )?(?:no|wait)[,.]* (?:wait|no|not that)\b|no,|i meant?\b|or rather\b|scratch that\b"
    r"|sorry,|correction:)[,.:]* ?(?:make (?:it|that) )?"
    "|[，,。.;；…]*(?:啊|哦|噢|呃)?(?:不对|哦不|噢不|不不|说错了|我是说|等等)[，,。…]*(?:应该是|还是|改成|是)?",
    re.IGNORECASE,
)
CLAUSE: Final = re.compile(r"[,.;!?，。；！？]| (?:on|in|at|by|with|and|next|beside|under)\b", re.IGNORECASE)
TABLES: Final = ("looks", "nouns", "time", "weather", "style", "setting", "counts")


def corrected(words: str, lexicon: Lexicon) -> list[Edit]:
    """`words` with what is said last in the place of what it puts right."""
    marks = list(MARK.finditer(words))
    if len(marks) != 1 or not marks[0].start():
        return []
    before, after = words[: marks[0].start()], words[marks[0].end() :]
    clause = CLAUSE.split(after, maxsplit=1)[0]
    edits: list[Edit] = []
    rest = clause
    for table in TABLES:
        new, old = _said(clause, lexicon, table), _said(before, lexicon, table)
        if len(new) > 1 or (new and not old):
            return []
        if new:
            (start, end), (at, until) = new[0], old[-1]
            rest = rest.replace(clause[start:end], " ", 1)
            edits += [(at, until, clause[start:end])] if before[at:until] != clause[start:end] else []
    edits.sort()
    if not edits or tells(rest) or any(one[1] > other[0] for one, other in pairwise(edits)):
        return []
    right, at = "", edits[0][0]
    for start, end, value in edits:
        right, at = right + before[at:start] + value, end
    return [(edits[0][0], marks[0].end() + len(clause), right + before[at:])]  # as typed, it comes from all of that


def _said(words: str, lexicon: Lexicon, table: str) -> list[tuple[int, int]]:
    """Where values of the table stand in `words`: the longest where one is part of another."""
    plain, expressions = words.lower(), lexicon.tables.get(table, {})
    said = {one for meaning in lexicon.heard(words)[table] for one in expressions.get(meaning, ()) if one in plain}
    if not said:
        return []
    every = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    return [found.span() for found in re.finditer(rf"(?<![a-z])(?:{every})(?![a-z])", plain)]

"""Which of pictures that stand beside each other is the better one: "the left one is nicer, make it larger".

A small model turned the picture to the left. Owns the places in a picture that others were put into, read as the
handles of these, and "it" behind a picture that was just said to be the better one. Refuses
places in any other picture.
"""

import re
from collections.abc import Iterator
from typing import Final

from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.language import HAN

JOINING: Final = "combine"
ACROSS: Final = {"left": 0, "right": -1}
DOWN: Final = {"top": 0, "upper": 0, "bottom": -1, "lower": -1}
PLACED: Final = re.compile(
    r"\bthe (?:one|picture|image|photo|version) (?:on|at) the (?P<side>left|right|top|bottom)\b(?: side)?"
    r"|\bthe (?P<place>left|right|top|upper|bottom|lower|middle)(?:[- ]hand)? (?:one|picture|image|photo|version)\b",
    re.IGNORECASE,
)
BETTER: Final = re.compile(
    r"^(?:(?:ok|okay|hmm?|well|i think),? )*(?:i (?:like|prefer|love|choose|take|want|pick) )?"
    rf"(?P<which>{HANDLE.pattern}|the \w+ (?:one|picture|image|photo|version))"
    r"(?: (?:is|looks|it is|wins))?(?: (?:so |much |a lot |even |the |my )?"
    r"(?:nicer|better|best|prettier|more|most|favou?rite|nice|good|great|lovely))*[.,;!]+ "
    r"(?:(?:so|and|but|now|then),? )*(?=[a-z])",
    re.IGNORECASE,
)
IT: Final = re.compile(r"\b(?:it|that one|this one|that)\b(?!'s| is)", re.IGNORECASE)


def placed(words: str, task: AgentTask) -> list[Edit]:
    """Pictures in the one in focus by their handles."""
    if HAN.search(words):
        return []
    row, across = _row(task)
    edits: list[Edit] = []
    for found in PLACED.finditer(words) if row else ():
        said = (found["side"] or found["place"]).lower()
        at = (ACROSS if across else DOWN).get(said, 1 if said == "middle" and len(row) == len("abc") else None)
        edits += [(*found.span(), row[at])] if at is not None else []
    return edits


def better(words: str) -> list[Edit]:
    """What is said of a picture only to say that it is the one, and "it" in the wish behind that."""
    found = BETTER.match(words)
    it = IT.search(words, found.end()) if found else None
    if found is None or it is None or HANDLE.search(words, found.end()):
        return []
    return [(0, found.end(), ""), (*it.span(), found["which"])]


def _row(task: AgentTask) -> tuple[list[str], bool]:
    """The pictures that the one in focus was put together of, and whether they stand beside each other."""
    pictures = {image.handle: image for image in task.images if image.kind != "mask"}
    focus = pictures.get(task.focus or "")
    if focus is None or focus.tool != JOINING or not focus.parents:
        return [], False
    first = pictures.get(focus.parents[0])
    across = first is None or focus.width > first.width or focus.height == first.height
    return list(_parts(focus, focus.turn, pictures)), across


def _parts(image: LedgerImage, turn: str | None, pictures: dict[str, LedgerImage]) -> Iterator[str]:
    """Those it was put together of; one that was itself put together in the same `turn` stands for its own."""
    for handle in image.parents:
        part = pictures.get(handle)
        if part is not None and part.tool == JOINING and turn is not None and part.turn == turn:
            yield from _parts(part, turn, pictures)
        else:
            yield handle

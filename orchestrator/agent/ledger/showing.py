"""Which of a session's pictures and masks this turn is about: the newest, those named, and where an undo would lead.

Owns reading the ledger's images. Refuses to say what may be done with them: that is the offer.
"""

import re
from typing import Final

from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.along import Standing, way
from orchestrator.domain.walk import before

PICTURES_SHOWN: Final = 16
MASKS_SHOWN: Final = 4
HANDLE: Final = re.compile(r"(?:#|(?<![A-Za-z0-9])m)[1-9][0-9]*(?![A-Za-z0-9])")
"""A picture or a mask, as people write it; with letters behind it is a colour or a measure."""


def ancestors_of(task: AgentTask, handle: str) -> list[str]:
    """The pictures that `handle` comes from, the nearest first."""
    parents = {image.handle: image.parents[:1] for image in task.images if image.kind != "mask"}
    found: list[str] = []
    while (above := parents[handle]) and above[0] in parents:
        handle = above[0]
        found.append(handle)
    return found


def root_of(task: AgentTask, handle: str) -> str:
    """The picture that `handle` comes from in the end."""
    return (ancestors_of(task, handle) or [handle])[-1]


def before_of(task: AgentTask, handle: str) -> str:
    """Where an undo leads from `handle`."""
    pictures = {image.handle: image for image in task.images if image.kind != "mask"}
    turn, first = pictures[handle].turn, handle

    def source(of: str) -> str | None:
        return next((parent for parent in pictures[of].parents[:1] if parent in pictures), None)

    began = source(first)
    while began is not None and turn is not None and pictures[began].turn == turn:
        first, began = began, source(began)
    order = list(pictures)
    at = order.index(first)
    return before(handle, began, order[at - 1] if at else None)


def fits(task: AgentTask, mask: LedgerImage, picture: str) -> bool:
    """Whether `mask` can be used on `picture`: as it is, or turned along."""
    standings = {
        one.handle: Standing((one.width, one.height), next(iter(one.parents), None), one.moved, one.follows)
        for one in task.images
        if one.kind != "mask"
    }
    return way(mask.of, (mask.width, mask.height), picture, standings) is not None


def pictures_shown(task: AgentTask, most: int = PICTURES_SHOWN) -> list[LedgerImage]:
    """The newest pictures, the one in focus and where one goes from it in words, oldest first."""
    pictures = [image for image in task.images if image.kind != "mask"]
    around = {task.focus, task.after}
    if task.focus in {image.handle for image in pictures}:
        around |= {before_of(task, task.focus), root_of(task, task.focus)}
    around |= {image.handle for image in pictures[-most:]}
    return [image for image in pictures if image.handle in around]


def masks_shown(task: AgentTask, words: str, most: int = PICTURES_SHOWN) -> list[LedgerImage]:
    """The newest masks on pictures shown, and those of this message, oldest first."""
    shown = {image.handle for image in pictures_shown(task, most)}
    masks, named = [image for image in task.images if image.kind == "mask"], masks_named(task, words)
    recent = [image for image in masks if image.of in shown][-MASKS_SHOWN:]
    return [image for image in masks if image in recent or image in named]


def masks_named(task: AgentTask, words: str) -> list[LedgerImage]:
    """The mask attached to this message, and those that its words call by their handle."""
    meant = {task.mask, *HANDLE.findall(words)}
    return [image for image in task.images if image.kind == "mask" and image.handle in meant]

"""What was done to one picture, to be done to another: "do the same to #1", 第一张也这样处理.

Owns these wordings, which change they mean, and the words of that change read in their place, upon the other picture.
Refuses changes that took more than one picture or a mask, and those nobody said in words.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from orchestrator.agent.ledger.showing import HANDLE, ancestors_of
from orchestrator.agent.task import AgentTask, LedgerImage

ENGLISH: Final = re.compile(
    r"^(?:(?:now|please|and|ok|okay|then|can you|could you|also),? )*(?:do|apply|repeat|make|use) (?:exactly )?"
    r"(?:the )?same(?: (?:thing|change|edit|adjustment|effect|treatment)s?)?(?: again)? (?:to|on|with|for) "
    r"(?P<on>[^,.;]+?)"
    r"(?:,? (?:that|as|like|what) (?:you|we|i)?(?:'ve| have)? ?(?:did|made|done|had)?(?: ?(?:to|on|for|with))? "
    r"?(?P<like>[^,.;]+?))?(?: too| as well)?[.!]?$",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    r"^(?:请|再|那么|那|现在|帮我)*(?:[对给把将])?(?P<on>[^，,。；;把对给]{1,8}?)"
    r"(?:也?(?:[像跟和](?P<like>[^，,。；;]{1,8}?))?(?:做|来|进行)?(?:一样|同样|相同)的?"
    r"(?:处理|修改|改|调整|操作|做|弄|来一遍)(?:一下|一遍)?|也(?:这样|这么)(?:处理|做|改|弄|调整?|来一遍)(?:一下|一遍)?)"
    r"[吧。!！]*$"
)
HERE: Final = re.compile(r"(?:this|it|that)(?: one| picture| image| photo)?|这[张个]?|它|这张图片?", re.IGNORECASE)


def again(task: AgentTask, pictures: Callable[[str], Collection[str]]) -> AgentTask | None:
    """`task` with the words of the change that is meant, and in focus the picture that it is meant for. `pictures`
    tells which a part of the words names."""
    found = ENGLISH.match(task.text) or CHINESE.match(task.text)
    if found is None or task.answers is not None:
        return None
    on = task.focus if HERE.fullmatch(found["on"].strip()) else _one(pictures(found["on"]))
    like = _one(pictures(found["like"])) if found["like"] else None
    if on is None or (found["like"] and like is None):
        return None
    change = _change(task, on, like)
    if change is None or change.words is None:
        return None
    source = change.parents[0]
    words = HANDLE.sub(lambda said: on if said[0] in {source, change.handle} else said[0], change.words)
    return replace(task, text=words, focus=on)


def _change(task: AgentTask, on: str, like: str | None) -> LedgerImage | None:
    """The newest change of one picture: of `like`, or what made that; else of any that is not `on`."""
    changes = [image for image in task.images if image.kind == "image" and len(image.parents) == 1]
    changes = [image for image in changes if not ENGLISH.match(said := image.words or "") and not CHINESE.match(said)]
    if like is not None:
        own = [image for image in changes if image.handle == like]
        changes = own or [image for image in changes if image.parents == (like,)]
    else:
        changes = [image for image in changes if on not in {image.handle, *ancestors_of(task, image.handle)}] or [
            image for image in changes if image.handle != on
        ]
    return changes[-1] if changes else None


def _one(handles: Collection[str]) -> str | None:
    return next(iter(handles)) if len(handles) == 1 else None

"""What "that mask", a mask's handle and "it" stand for, put into the words before a small model reads them.

It painted "a red m1", and all of a picture red where only the boat had been looked for. Owns which mask is meant, that
it lies on the picture in focus where it can be turned along to it, and the name of what it shows in place of the word
that points there. Refuses to touch words that name a thing themselves.
"""

import re
from dataclasses import replace
from typing import Final

from orchestrator.agent.lexicon import Heard, Lexicon
from orchestrator.agent.showing import HANDLE, ancestors_of, fits, masks_named
from orchestrator.agent.spelling import Edit, Spelled
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import SLOTS

CALLED: Final = (
    r"(?:(?<![A-Za-z0-9])m[1-9][0-9]*(?![A-Za-z0-9])"
    r"|(?:the|that|this|my|same) (?:(?:same|last|old|found|painted|first) )?mask\b"
    r"|(?:刚才|之前|上次|上面|我)?的?(?:这|那|该|同一|上一)?[个块]?(?:蒙版|遮罩))"
)
"""A mask by its handle or as the one that is there."""
USING: Final = re.compile(
    rf"(?:,? ?\b(?:and )?(?:use|using|with|through) |(?:请|并)?(?:使用|利用|用)){CALLED}"
    r"(?: (?:and|to|then)\b)?\s*[,，:：]?\s*",
    re.IGNORECASE,
)
"""That a mask is to be used, said beside what is to be done."""
THERE: Final = re.compile(
    rf"\b(?:in|into|inside|within|at|on|where) {CALLED}|在{CALLED}(?:里面|里|内|中|上|处|的地方)?",
    re.IGNORECASE,
)
IN: Final = r"(?<!in )(?<!into )(?<!on )(?<!at )(?<!inside )(?<!within )(?<!在)(?<!在 )"
DONE_TO: Final = re.compile(IN + CALLED, re.IGNORECASE)
"""A mask as what is to be changed."""
POINTER: Final = re.compile(
    r"\b(?:it|(?:this|that)(?: (?:thing|part|place|area))?)\b|[它他她]|[这那]个(?!蒙版|遮罩)", re.IGNORECASE
)
POINTING: Final = re.compile(f"{DONE_TO.pattern}|{POINTER.pattern}", re.IGNORECASE)
ARTICLE: Final = re.compile(r"^(?:an?|the|some) ", re.IGNORECASE)
STOPS: Final = " .,!;。，！；、"
TELLING: Final = ("regions", "pictures", "ordinals", "crops", "turns", "flips", "layouts", "walks", *SLOTS)
"""Tables of what is said of something else than a thing."""


def pointed(task: AgentTask, read: Spelled, lexicon: Lexicon) -> tuple[AgentTask, Spelled]:
    """`task` with the mask that its words mean, and the words as they are to be read."""
    if all(image.kind != "mask" for image in task.images):
        return replace(task, text=read.text), read
    words, heard = read.text, lexicon.heard(read.text)
    used = USING.search(words) or (USING.search(task.answers[0]) if task.answers else None)
    said = used or THERE.search(words) or (DONE_TO.search(words) if heard["looks"] else None)
    told = _attached(task) or _said(task, said) or _in_mind(task, words, heard)
    if told is not None and (used or not masks_named(task, words)):
        task = replace(task, mask=told.handle)
        read = read.edited(_asides(words))
    return replace(_on_focus(task, words), text=read.text), read


def named(words: str, shows: str | None, lexicon: Lexicon) -> Spelled:
    """`words` about a masked place, read with the name of what the mask `shows` where they say how that shall look and
    only point at it."""
    heard = lexicon.heard(DONE_TO.sub(" ", words))
    if not heard["looks"] or heard["nouns"] or heard.names:
        return Spelled(words, words)
    bare = ARTICLE.sub("", shows) if shows else None
    name = (bare or "它") if HAN.search(words) else (f"the {bare}" if bare else "it")
    pattern = POINTING if shows else DONE_TO
    return Spelled(words, words).edited((*found.span(), name) for found in pattern.finditer(words))


def only_a_mask(task: AgentTask) -> str | None:
    """The mask that is to be used, where the words do not say what for."""
    return task.mask if USING.fullmatch(task.text.strip(STOPS)) else None


def just_found(task: AgentTask) -> list[LedgerImage]:
    """The masks that were found and not used yet, if that was the last thing done but for another shape or size."""
    found: list[LedgerImage] = []
    for image in reversed(task.images):
        if image.kind == "mask" and image.tool is not None:
            found.insert(0, image)
        elif found or image.kind == "mask" or not _shaped(task, image):
            break
    return found


def _shaped(task: AgentTask, image: LedgerImage) -> bool:
    """Whether a picture is another one in another shape or size, and shows what that showed."""
    source = next((one for one in task.images if (one.handle,) == image.parents), None)
    spec = {**task.known, **task.tools}.get(image.tool or "")
    if source is None or spec is None or spec.words != "none":
        return False
    return image.moved or (image.width, image.height) != (source.width, source.height)


def _attached(task: AgentTask) -> LedgerImage | None:
    return next((image for image in task.images if image.kind == "mask" and image.handle == task.mask), None)


def _said(task: AgentTask, said: re.Match[str] | None) -> LedgerImage | None:
    """The mask that is called so: by its handle, or as the newest that fits the picture in focus."""
    if said is None:
        return None
    masks = [image for image in task.images if image.kind == "mask"]
    if (handle := HANDLE.search(said[0])) is not None:
        return next((mask for mask in masks if mask.handle == handle[0]), None)
    return next((mask for mask in reversed(masks) if fits(task, mask, task.focus or "")), None)


def _in_mind(task: AgentTask, words: str, heard: Heard) -> LedgerImage | None:
    """The one thing that was just looked for, where the words say how "it" shall look and speak of nothing else."""
    masks = just_found(task)
    if len(masks) != 1 or masks[0].shows is None or not fits(task, masks[0], task.focus or ""):
        return None
    others = any(heard[table] for table in ("nouns", *TELLING)) or heard.names or HANDLE.search(words)
    return masks[0] if heard["looks"] and not others and POINTER.search(words) else None


def _asides(words: str) -> list[Edit]:
    """What only says which mask is to be used: it is attached, and the model was taught words without that."""
    there = "在这里" if HAN.search(words) else "there"
    used = [(*found.span(), "") for found in USING.finditer(words)]
    alone = len(used) == 1 and not (words[: used[0][0]] + words[used[0][1] :]).strip(STOPS)
    places = [(*found.span(), there) for found in THERE.finditer(words) if not HANDLE.search(found[0])]
    return sorted(places if alone else [*used, *places])


def _on_focus(task: AgentTask, words: str) -> AgentTask:
    """`task` with the masks that are meant lying on the picture in focus, where that came of theirs."""
    focus = next((image for image in task.images if image.handle == task.focus), None)
    if focus is None:
        return task
    meant = {task.mask, *HANDLE.findall(words), *(mask.handle for mask in just_found(task))}
    before = set(ancestors_of(task, focus.handle))
    images = tuple(
        replace(image, of=focus.handle, width=focus.width, height=focus.height)
        if image.handle in meant and image.kind == "mask" and image.of in before and fits(task, image, focus.handle)
        else image
        for image in task.images
    )
    return replace(task, images=images)

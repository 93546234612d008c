"""What "that mask", a mask's handle and "it" stand for, put into the words before a small model reads them.

It painted "a red m1", and all of a picture red where only the boat had been looked for. Owns which mask is meant, that
it lies on the picture in focus where it can be turned along to it, and the name of what it shows in place of the word
that points there. Refuses to touch words that name a thing themselves.
"""

import re
from dataclasses import replace
from typing import Final

from orchestrator.agent.language.lexicon import Heard, Lexicon
from orchestrator.agent.language.spelling import Edit, Spelled
from orchestrator.agent.ledger.showing import HANDLE, ancestors_of, fits, masks_named
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.english import ARTICLE
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import SLOTS

CALLED: Final = (
    r"(?:(?<![A-Za-z0-9])m[1-9][0-9]*(?![A-Za-z0-9])"
    r"|(?:the|that|this|my|same) (?:(?:same|last|old|found|painted|first) )?mask\b(?! of\b)"
    r"|(?:刚才|之前|上次|上面|我)?的?(?:这|那|该|同一|上一)?[个块]?(?:蒙版|遮罩)(?![以之]?外))"
)
"""A mask by its handle or as the one that is there."""
DOING: Final = r"(?:make|turn|change|paint|(?:re)?colou?r|dye|tint|fill|want)"
USING: Final = re.compile(
    rf"(?:^|(?<=[,;.:] ))(?:please )?(?:use|using|with|through) {CALLED}(?: please)?"
    rf"(?:,? (?:and|to|then)\b\s*|\s*[,:]\s*|(?=\s*(?:[.;!(]|$))|\s+(?={DOING}\b))"
    rf"|(?:,? and use|, use|,? (?:and )?(?<!without )(?<!not )(?<!n't )(?:using|with|through)) {CALLED}"
    r"(?=\s*(?:[,.;!(]|$)| please\b)"
    rf"|(?:^|(?<=[，,。；;])) *(?:请|并)?(?:使用|利用|用){CALLED}(?![之里内中的])\s*[,，:：]?\s*",
    re.IGNORECASE,
)
"""That a mask is to be used, said by itself before or behind what is to be done."""
THERE: Final = re.compile(
    rf"\b(?:in|into|inside|within|at|on|where) {CALLED}|在{CALLED}(?:里面|里|内|中|上|处|的地方)?",
    re.IGNORECASE,
)
IN: Final = r"(?<!in )(?<!into )(?<!on )(?<!at )(?<!inside )(?<!within )(?<!在)(?<!在 )"
DONE_TO: Final = re.compile(IN + CALLED, re.IGNORECASE)
"""A mask as what is to be changed."""
POINTER: Final = re.compile(
    r"\b(?:(?:this|that) (?:thing|part|place|area)|it|this|(?:(?<=make )|(?<=paint ))that|that(?=\s*(?:[,.;!?]|$)))\b"
    r"|(?<!其)[它他她](?!们)|[这那]个(?!蒙版|遮罩)",
    re.IGNORECASE,
)
CHANGED: Final = (
    rf"(?<!not )(?<!n't )(?<!never )\b{DOING} (?:{{0}})(?! all\b)"
    r"|(?<!不要)(?<!别)[把将让给使] ?(?:{0}) ?[变改涂染画弄换调刷做]"
)
IT_CHANGED: Final = re.compile(CHANGED.format(POINTER.pattern), re.IGNORECASE)
MASK_CHANGED: Final = re.compile(CHANGED.format(CALLED), re.IGNORECASE)
"""That what is pointed at, or what a mask marks, is to be otherwise: that very thing, and nothing beside it."""
ASKING: Final = re.compile(
    r"^(?:is|are|was|were|does|did|do you|should|which|who|why|(?:what|how)(?! about\b))\b"
    r"|^(?!.*(?:能|可以)).*(?:吗|什么)",
    re.IGNORECASE,
)
"""A question about what there is. "Could you make it red?" is a wish."""
STOPS: Final = " .,!;。，！；、"
TELLING: Final = ("regions", "pictures", "ordinals", "crops", "turns", "flips", "layouts", "walks", *SLOTS)
"""Tables of what is said of something else than a thing."""


def pointed(task: AgentTask, read: Spelled, lexicon: Lexicon) -> tuple[AgentTask, Spelled]:
    """`task` with the mask that its words mean, and the words as they are to be read."""
    if all(image.kind != "mask" for image in task.images):
        return replace(task, text=read.text), read
    words, heard = read.text, lexicon.heard(read.text)
    used = USING.search(words) or (USING.search(task.answers[0]) if task.answers else None)
    said = THERE.search(words) or (MASK_CHANGED.search(words) if heard["looks"] else None)
    told = _attached(task) or _said(task, used)
    if told is None and not ASKING.match(words):
        told = _said(task, said) or _in_mind(task, words, heard)
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
    places = list(DONE_TO.finditer(words)) or (list(POINTER.finditer(words))[:1] if shows else [])
    return Spelled(words, words).edited((*found.span(), name) for found in places)


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
    """The mask that is called so: by its handle, or as the newest of the picture in focus."""
    if said is None:
        return None
    masks = [image for image in task.images if image.kind == "mask"]
    if (handle := HANDLE.search(said[0].lower())) is not None:
        return next((mask for mask in masks if mask.handle == handle[0]), None)
    return next((mask for mask in reversed(masks) if _on(task, mask)), None)


def _in_mind(task: AgentTask, words: str, heard: Heard) -> LedgerImage | None:
    """The one thing that was just looked for, where the words say how "it" shall look and speak of nothing else."""
    masks = just_found(task)
    if len(masks) != 1 or masks[0].shows is None or not _on(task, masks[0]):
        return None
    others = any(heard[table] for table in ("nouns", *TELLING)) or heard.names or HANDLE.search(words.lower())
    return masks[0] if heard["looks"] and not others and IT_CHANGED.search(words) else None


def _asides(words: str) -> list[Edit]:
    """What only says which mask is to be used: it is attached, and the model was taught words without that."""
    there = "在这里" if HAN.search(words) else "there"
    used = [(*found.span(), "") for found in USING.finditer(words)]
    alone = len(used) == 1 and not (words[: used[0][0]] + words[used[0][1] :]).strip(STOPS)
    places = [(*found.span(), there) for found in THERE.finditer(words) if not HANDLE.search(found[0])]
    return sorted(places if alone else [*used, *places])


def _on(task: AgentTask, mask: LedgerImage) -> bool:
    """Whether `mask` is of the picture in focus or of one that this came of, and can be brought to it."""
    if task.focus is None or mask.of not in {task.focus, *ancestors_of(task, task.focus)}:
        return False
    return fits(task, mask, task.focus)


def _on_focus(task: AgentTask, words: str) -> AgentTask:
    """`task` with the masks that are meant lying on the picture in focus, where that came of theirs."""
    focus = next((image for image in task.images if image.handle == task.focus), None)
    if focus is None:
        return task
    meant = {task.mask, *HANDLE.findall(words), *(mask.handle for mask in just_found(task))}
    images = tuple(
        replace(image, of=focus.handle, width=focus.width, height=focus.height)
        if image.handle in meant and image.kind == "mask" and _on(task, image)
        else image
        for image in task.images
    )
    return replace(task, images=images)

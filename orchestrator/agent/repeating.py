"""What was done to one picture, to be done to another: "do the same to #1", 第一张也这样处理; or once more to the same,
and weaker: 有点过了,虚化减半.

A small model blurred the blurred picture again. Owns these wordings, which change they mean, and the words of that
change read in their place, upon the other picture. Refuses changes that took more than one picture or a mask, and those
nobody said in words.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from orchestrator.agent.showing import HANDLE, ancestors_of
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
EFFECT: Final = (
    "(?:虚化|模糊|锐化|清晰|[调变提]亮|[调变]暗|[亮暗]|饱和|鲜艳|对比|颜色|色彩|滤镜|风格"
    "|效果|程度|[力强]度|调整|修改)+"
)
BIT: Final = "(?:一?点点?儿?|一?些|一半)"
MILDER: Final = re.compile(
    rf"(?:嗯|哎呀?|不|啊|这|那|好像|感觉|[,，。 ])*(?:{EFFECT}|[改调弄]得?)?(?:有点儿?|有些|稍微|好像|做得|得)*"
    "(?:(?:过|太过|过头|过分|太过头|太过分)了|太[多强狠重猛]了?|太厉害了?|太夸张了?)[,，。]"
    rf"(?:再|稍微|请|把|给我|帮我)*(?:{EFFECT})?(?:再|稍微)*"
    rf"(?:减半|(?:减[弱轻少]|[弱轻少淡浅收])(?:{BIT}|着点)?)[吧。.!！]*"
    rf"|把?{EFFECT}(?:再|稍微)*"
    rf"(?:减半|(?:减[弱轻]?|[弱轻少]){BIT}|过头了|太过了)[吧。.!！]*"
)
"""That the last adjustment was too strong."""
ADJUSTING: Final = frozenset({"enhance", "restyle"})
MUCH: Final = re.compile("大幅|很多|许多|非常|特别|多一?[点些]|强烈地?|一?[点些](?=$|[,，。])")
DOING: Final = re.compile("虚化|模糊|锐化|调|提|弄|变|改|换|增|清|鲜艳|[亮暗淡暖冷]")
HERE: Final = re.compile(r"(?:this|it|that)(?: one| picture| image| photo)?|这[张个]?|它|这张图片?", re.IGNORECASE)


def again(task: AgentTask, pictures: Callable[[str], Collection[str]]) -> AgentTask | None:
    """`task` with the words of the change that is meant, and in focus the picture that it is meant for. `pictures`
    tells which a part of the words names."""
    if MILDER.fullmatch(task.text.strip()) and task.answers is None:
        return _milder(task)
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


def _milder(task: AgentTask) -> AgentTask | None:
    """`task` with the words of the adjustment that made the picture in focus, on what it was made from: a little."""
    image = next((one for one in task.images if one.handle == task.focus), None)
    if image is None or image.tool not in ADJUSTING or not image.parents or not image.words:
        return None
    words = MUCH.sub("", HANDLE.sub("", image.words))
    doing = DOING.search(words)
    weak = f"{words[: doing.start()]}轻微{words[doing.start() :]}" if doing else f"{words},轻微"
    return replace(task, text=weak, focus=image.parents[0])


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

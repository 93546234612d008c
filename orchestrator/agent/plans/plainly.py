"""What takes no language model to be understood, where that is a small one: an undo said by itself, a wish dropped when
it was asked about, a handle that stands for nothing, a mask and nothing to do with it, a tag, a new picture like
another. They were taken for talk,
for some picture or shape, and for things to be painted.

Owns these. Refuses to read anything into words around them, to ask where no question is wanted or one was just
answered, and to take for a handle what need not be one: a colour (#333, #336699), and, unless it is called a picture or
a mask or used as only one can be, a number far above the newest: the #42 on a car.
"""

import re
from typing import Final

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.ledger.showing import HANDLE, before_of
from orchestrator.agent.reading.narrowing import plain
from orchestrator.agent.reading.pointing import only_a_mask
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step

SAID: Final = (
    "undo|undo it|undo this|undo that|undo please|please undo|undo last|undo the last step|undo the last change|ctrl z"
    "|撤销|撤消|撤回|撤销一下|撤回一下|请撤销|撤销吧|撤销上一步|撤销这一步|返回上一步|退回上一步|回退|后退|退一步"
)
UNDO: Final = frozenset(SAID.split("|"))
"""An undo and nothing else, as `plain` has it."""
BACK: Final = re.compile(
    r"^(?:(?:nah|no|nope|ok|okay|hm+|wait|actually|please|sorry|oh|ugh|can you|could you|let's|i|just|but|and|then)"
    r"[,.!]* )*"
    r"(?:(?:that|it|this)(?:'s| is| was| looks) (?:too much|worse|bad|wrong|ugly"
    r"|not (?:good|it|right|better|nice))[,.;!]+ )?"
    r"(?:(?:go|take|put|change|turn|bring|switch|set|make|have|want|like|liked|prefer|prefered|preferred)"
    r"(?: (?:it|this|that|everything|the (?:picture|image)))?(?: back| again)?|back|revert(?: it)?)"
    r"(?: (?:to|as|like|the))*(?: (?:how|what|way|like|as|when)) (?:it|this|that) (?:was|looked|had been|used to be)"
    r"(?: (?:like|before|b4|earlier|previously|just now|a moment ago|better|that|this|the change|please|then))*[.!]*$",
    re.IGNORECASE,
)
"""The picture as it was before the last change."""
TAKEN_BACK: Final = re.compile(
    r"^(?:(?:please|can you|could you|ok|okay|no|nah|hm+|oh|sorry|now|actually|let's)[,.!]* )*"
    r"(?:undo|take back|revert|reverse|cancel) (?:the |that |this |my )?"
    r"(?:last |latest )?(?P<what>[a-z][a-z -]{0,30}? )??(?:thing|change|edit|step|stuff|effect|bit|part|modification)"
    r"(?: again| please)*(?:[.!]*$|[,.;!]+ (?:because )?(?:i|it|that|this)\b(?!.*\b(?:make|but|instead|add|put)\b).*$)",
    re.IGNORECASE,
)
"""The last change, by what it was about, and why it is no good."""
DROPPING: Final = (
    "never mind|nevermind|forget it|forget that|forget about it|no thanks|no thank you|nothing|nothing thanks|cancel"
    "|cancel that|skip it|leave it|don't bother|stop"
    "|算了|算了吧|不用了|不用|不用了谢谢|不用了,谢谢|不必了|不要了|没事|没事了|取消|取消吧|没什么|没有|什么都不用|不抠了|不改了"
)
DROPPED: Final = frozenset(DROPPING.split("|"))
"""An answer that takes back what was asked about, likewise."""
TAGGED: Final = rf"(?:it|this|that|these|them|(?:the|this|my) (?:picture|image|photo)|{HANDLE.pattern})"
TAGGING: Final = re.compile(
    rf"^(?:please )?(?:un)?tag {TAGGED}(?: ?[.!]*$| ?:| (?:with|as)\b)"
    r"|^(?:please )?add (?:(?:the )?tags?|a tag(?= called| named| ?[:\"“']))\b(?: called| named| ?:)? "
    rf"(?:[\w-]+|[\"“'][^\"”']+[\"”'])(?: to {TAGGED})?[.!]*$"
    rf"|^请?(?:给(?:它|这张|那张|图片?|照片|这个|{HANDLE.pattern})[图照片]{{0,2}}(?:打|加|贴|添加)|打)[上个一些了]*"
    r"(?:[“\"「][^”\"」]+[”\"」]的?)?标签(?:[.。!！]*$|[:：,，])",
    re.IGNORECASE,
)
"""That a picture is to carry a tag in the library: that is the person's to give, as stars are."""
FILE: Final = r"(?:jpe?gs?|pngs?|webp|gif|tiffs?|pdf|psd|svg|eps|file|zip)"
SAVING: Final = re.compile(
    r"^(?:(?:ok |okay |so )?(?:i (?:really )?(?:like|love|prefer) [^,.;!?]+|(?:that|this|it)(?:'s| is) [^,.;!?]+)"
    r"[,.;!]+ )?"
    r"(?:(?:so|and|please|can you|could you|can i|how (?:do|can) i|now|ok|i (?:want|need) to),? )*"
    rf"(?:(?:save|export|download|convert)\b(?! the (?:seed|style))(?: [^,.;]{{1,40}}?)??"
    rf"(?: (?:as|to|into|in)(?: an?)?(?: [\w-]+){{0,4}} {FILE})?)(?: please)?[.!?]*$"
    r"|^(?:请|帮我|怎么|如何|怎样|能不能|可以|我想要?|把|将)*(?:它|这张?图?片?|图片?|最后一张)?(?:导出|下载|保存|存[成为到])"
    r"(?:成|为|到|下来|一下)?[^，,。；;]{0,14}[吗呢吧。？?！!]*$",
    re.IGNORECASE,
)
"""That a picture is to become a file, and nothing else: the page does that."""
MEASURED: Final = re.compile(
    r"^(?:(?:ok|okay|and|so|hm+|please|can you tell me|tell me),? )*(?:(?:what|which)(?:'s| is| are)?(?: the| its)?"
    r" (?:pixel |exact |current |image )?(?:size|dimensions?|resolution|width|height)"
    r"|how (?:big|large|wide|high|tall|many pixels))(?: (?:is|are|does|has|of))?"
    rf"(?: (?:it|this|that|this one|(?:the|this) (?:picture|image|photo)|{HANDLE.pattern}))?"
    r"(?: (?:now|have|at the moment|is it|has it))*[ .?!]*$",
    re.IGNORECASE,
)
"""How large a picture is, and nothing else."""
SHOW: Final = "(?:看看|看一?下|看一眼|瞧瞧|看|显示|打开)"
MAY: Final = "(?:请|帮我|给我|让我|我|想|要|再|单独|把|能不能|可不可以|能|可以|也|拿出来|调出来)*"
SEEN: Final = re.compile(
    rf"{MAY}(?:{SHOW} ?(?P<it>{HANDLE.pattern})|(?P<also>{HANDLE.pattern}){MAY}{SHOW})"
    "(?:一下|一眼|看)?(?:行吗|好吗|[吗吧呢])?[。.?？!！]*"
)
"""That a picture is to be looked at, and nothing else."""
ALONE: Final = re.compile(rf"(?<![A-Za-z0-9_&#]){HANDLE.pattern}")
"""A handle that is no part of something else."""
COLOUR: Final = re.compile(r"#(?:\d{3}|\d{6})")
CALLED: Final = re.compile(r"(?:\b(?:picture|image|photo|version|variation|mask)s?|[图片像版罩])\s*$", re.IGNORECASE)
"""What stands before a handle and leaves no doubt that it is one."""
DOING: Final = (
    "upscale|enlarge|crop|trim|sharpen|brighten|darken|rotate|flip|mirror|blur|denoise|enhance|show(?: me)?|select|open"
    "|use|vary|describe|compare|delete|download|resize|shrink|straighten|edit|extend|expand|repeat"
    "|(?:go )?back to|go to|return to|switch to"
)
TAKEN: Final = re.compile(
    rf"(?:^|[,;.] ?|\b(?:please|now|then|and|you) )(?:{DOING}) $"
    r"|\b(?:(?:variations?|versions?|cop(?:y|ies)|style) of|beside|next to|(?:left|right) of|below|above) $"
    rf"|{HANDLE.pattern}(?:(?:,|,? and| &| with) |[和与跟、])$"
    "|(?:^|[,，;；。请再并])(?:放大|缩小|锐化|裁剪|旋转|翻转|调亮|调暗|模糊|选择?|选中|打开|显示|回到|返回|[用看])$",
    re.IGNORECASE,
)
"""What stands before a handle where only a picture can be meant."""
DONE_TO: Final = re.compile(r"[把将对给] ?$")
CHANGED: Final = re.compile(
    r" ?(?:放大|缩小|[调变改裁转翻]|锐化|旋转|模糊|增强|扶正|[和与跟、] ?#|放[在到] ?#|抠|删)", re.IGNORECASE
)
"""What stands around one that something is done to, in Chinese."""
FAR: Final = 10
"""Numbers above the newest's that are still taken for a slip."""
OFFERED: Final = 4
"""Pictures, or masks, that are offered in place of one that is not there: the newest."""


def plainly(task: AgentTask) -> Plan | None:
    """The plan, if that is so; an undo where nothing comes before is declined."""
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    if plain(task.text) in UNDO or BACK.match(task.text) or _taken_back(task):
        back = before_of(task, task.focus) if task.focus in pictures else task.focus
        if back == task.focus:
            return Plan(intent=Intent.DECLINE, reason="undo")
        return Plan(intent=Intent.SELECT, image=back)
    if task.alike and "generate" in task.tools and not HANDLE.search(task.text):
        return Plan(intent=Intent.MAKE, steps=(Step(tool="generate", words=task.text.strip()),))
    if task.answers is not None and plain(task.text) in DROPPED:
        return Plan(intent=Intent.ANSWER, about="thanks")
    if TAGGING.search(task.text):
        return Plan(intent=Intent.DECLINE, reason="starring")
    if (seen := SEEN.fullmatch(task.text.strip())) and (seen["it"] or seen["also"]) in pictures:
        return Plan(intent=Intent.SELECT, image=seen["it"] or seen["also"])
    if MEASURED.match(task.text) and task.focus in pictures:
        named = next((one for one in HANDLE.findall(task.text) if one in pictures), task.focus)
        return Plan(intent=Intent.ANSWER, about="recipe", image=named)
    if SAVING.match(task.text) and pictures:
        return Plan(intent=Intent.DECLINE, reason="saving")
    if (mask := only_a_mask(task)) is not None and may_ask(task):
        return Plan(intent=Intent.ASK, question=said(task.language, "ask.masked", handle=mask))
    missing = _missing(task) if may_ask(task) else None
    if missing is None:
        return None
    question = said(task.language, "ask.no_mask" if missing.startswith("m") else "ask.missing", handle=missing)
    return Plan(intent=Intent.ASK, question=question, choices=tuple(_kin(task, missing)[-OFFERED:]))


def _taken_back(task: AgentTask) -> bool:
    """Whether the last change is called off, by what was said for it."""
    found = TAKEN_BACK.match(task.text)
    last = next((one for one in task.images if one.handle == task.focus and one.parents), None)
    if found is None or last is None:
        return False
    return not found["what"] or found["what"].strip().lower() in (last.words or "").lower()


def _missing(task: AgentTask) -> str | None:
    """The first handle in the words that nothing has, where others of its kind are there."""
    for found in ALONE.finditer(task.text):
        handle, kin = found[0], _kin(task, found[0])
        if not kin or handle in kin:
            continue
        near = int(handle[1:]) <= FAR + max(int(one[1:]) for one in kin)
        if _called(task.text, *found.span()) or (near and not COLOUR.fullmatch(handle)):
            return handle
    return None


def _called(words: str, start: int, end: int) -> bool:
    """Whether what stands there is called a picture or a mask, or is used as only one can be."""
    done = DONE_TO.search(words, 0, start) and CHANGED.match(words, end)
    return bool(done or CALLED.search(words, 0, start) or TAKEN.search(words, 0, start))


def _kin(task: AgentTask, handle: str) -> list[str]:
    """The pictures there are, or the masks: whichever `handle` would be one of."""
    return [image.handle for image in task.images if image.handle[0] == handle[0]]

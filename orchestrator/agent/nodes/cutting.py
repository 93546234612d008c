"""A thing cut out of its picture, and a thing of one picture put into another: found, cut, and laid on.

Owns these two wishes for models that were taught neither; the first of them they know as one they cannot meet. Refuses
words in which more is said than a place, and what nobody here can find.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.agent.lexicon import Heard, Lexicon
from orchestrator.agent.places import REGION_WORDS, region_of
from orchestrator.agent.replies import said
from orchestrator.agent.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Region, Step
from orchestrator.domain.prompt import Prompt

BACKGROUND: Final = "background removal"
"""What a small model declines a cut as."""
FIND, CUT, COMBINE = "find", "cutout", "combine"
BY_RULE: Final = frozenset({CUT})
"""Tools that are called here whether or not the model was taught them."""
SHARE: Final = 0.45
"""How high a thing becomes that is put to a place, of the picture."""
PICTURE: Final = r"(?:(?:the )?(?:picture|image|photo|pic)\s*)?(#[1-9]\d*)"
FROM: Final = re.compile(
    r"(?:please )?(?:can you |could you )?(?:put|place|paste|insert|add|copy|take|move|bring|set)\s+"
    rf"(?P<what>(?:(?!\b(?:from|into|onto)\b)[^#,;.!?]){{2,60}}?)\s+(?:from|out of|of|in)\s+{PICTURE}"
    r"(?:,?\s+(?:and )?(?:put|paste|place|add|insert|set)\s+(?:it|them|that))?\s+(?:into|onto|in|on|to|over)\s+"
    rf"{PICTURE}(?P<where>[^#]*)",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    rf"(?:请|帮我)?(?:把|将){PICTURE}(?:里面|里边|里|中|上)?的?(?P<what>[^#，,。]{{1,20}}?)(?:抠出来|剪出来|拿出来)?[，,]?"
    r"(?:放到|放进|放在|放入|贴到|贴进|加到|加进|移到|复制到|粘贴到|搬到|合成到|合到)"
    rf"{PICTURE}(?:里面|里边|里|中|上面|上)?(?P<where>[^#]*)"
)
"""Both begin with the picture that the thing is in and go on to the one it shall be in."""
THING: Final = r"(?P<{}>(?:the|an?)\s+[a-z][a-z -]{{1,40}}?)"
OF: Final = rf"(?:\s+(?:from|of|in|out of|behind)\s+(?:it|this|{PICTURE}))?(?:,? please)?[.!]?"
ENGLISH_CUTS: Final = (
    r"(?:remove|delete|erase|drop|clear|get rid of)\s+(?:the|its)\s+background",
    r"(?:make|turn)\s+(?:the|its)\s+background\s+(?:transparent|see-through)",
    r"(?:give (?:it|this) )?a transparent background",
    rf"(?:cut|clip)\s+out(?:\s+{THING.format('out')})?",
    rf"cut\s+{THING.format('apart')}\s+out",
    rf"(?:isolate|extract)\s+{THING.format('alone')}",
)
CHINESE_CUTS: Final = (
    "(?:去掉|去除|去|删除|删掉|移除|抠掉)背景",
    "背景(?:去掉|去除|删掉|抠掉|(?:变|改|弄|做|设)?[成为]?透明)",
    "透明背景|抠图",
    "抠出(?P<taken>[^#，,。]{1,12})",
    "(?P<picked>[^#，,。抠]{1,12})抠(?:出来|下来)",
)
PLAINLY: Final = re.compile(
    rf"(?:please )?(?:can you |could you )?(?:{'|'.join(ENGLISH_CUTS)}){OF}"
    rf"|(?:请|帮我)?(?:把|将)?(?:{PICTURE}的?)?(?:{'|'.join(CHINESE_CUTS)})[。！]?",
    re.IGNORECASE,
)
"""A cut and nothing else; what a small model paints over."""
EMPTY: Final = re.compile(r"[\s.!。！,，]*(?:please|吧|的?地方|的)?[\s.!。！]*", re.IGNORECASE)


def put_into(task: AgentTask) -> Plan | None:
    """The plan, if a thing of one picture is to be put into another, and that can be done here."""
    found = FROM.fullmatch(task.text.strip()) or CHINESE.fullmatch("".join(task.text.split()))
    if found is None or not _can(task, FIND, CUT, COMBINE):
        return None
    first, second = (one for one in found.groups() if one.startswith("#"))
    pictures = {image.handle for image in task.images if image.kind != "mask"}
    region, rest = _region(found["where"])
    if first == second or not {first, second} <= pictures or HANDLE.search(found["what"]) or not EMPTY.fullmatch(rest):
        return None
    placed: dict[str, Any] = {"where": region, "height": SHARE} if region else {}
    return Plan(
        intent=Intent.MAKE,
        steps=(
            Step(tool=FIND, inputs={"source": first}, words=found["what"].strip()),
            Step(tool=CUT, inputs={"source": first, "mask": "@1"}, params={"trim": bool(region)}),
            Step(tool=COMBINE, inputs={"source": second, "reference": "@2"}, params={"layout": "over", **placed}),
        ),
    )


def plainly_cut(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if something is to be cut out and nothing else is said."""
    found = PLAINLY.fullmatch(task.text.strip())
    if found is None or task.focus is None:
        return None
    thing = next(filter(None, found.groupdict().values()), "")
    heard = lexicon.heard(thing)
    if heard["crops"] or heard["regions"]:
        return None  # "cut out the left half" keeps it
    wish = Plan(intent=Intent.DECLINE, reason=BACKGROUND)
    plan = cut_out(task, wish, None, thing)
    return None if plan == wish else plan


def cut_out(task: AgentTask, plan: Plan, heard: Heard | None, thing: str = "") -> Plan:
    """`plan`, or in place of its refusal to cut something out the steps that do: the `thing` or what is `heard` of one,
    else the main thing of the picture; a question where nobody knows what that is."""
    refused = plan.intent is Intent.DECLINE and plan.reason == BACKGROUND
    pictures = {image.handle: image for image in task.images if image.kind != "mask"}
    named = [handle for handle in HANDLE.findall(task.text) if handle in pictures]
    source = named[0] if named else task.focus
    if not refused or source not in pictures or not _can(task, FIND, CUT):
        return plan
    named_so = min(heard["nouns"], default="") if heard is not None else ""
    main = named_so or _main(pictures[source].prompt)
    what = thing or (f"the {main}" if main else "")
    if not what:
        return Plan(intent=Intent.ASK, question=said(task.language, "ask.cut")) if task.answers is None else plan
    steps = (
        Step(tool=FIND, inputs={"source": source}, words=what),
        Step(tool=CUT, inputs={"source": source, "mask": "@1"}),
    )
    return Plan(intent=Intent.MAKE, steps=steps)


def _can(task: AgentTask, *tools: str) -> bool:
    return {*tools} <= {*task.tools, *task.beyond}


def _main(prompt: Mapping[str, Any] | None) -> str:
    subjects = Prompt.model_validate(prompt).subjects if prompt else ()
    return subjects[0].what if subjects else ""


def _region(words: str) -> tuple[Region | None, str]:
    """The place that is said, and what else is."""
    region = region_of(" ".join(re.findall("[a-z]+", words.lower())))
    if region is not None:
        names = sorted((name for name in REGION_WORDS[region] if name.isascii()), key=len, reverse=True)
        return region, re.sub(rf"\b(?:in|on|at|to|the|side|corner|{'|'.join(names)})\b", " ", words.lower())
    told = [(len(name), one, name) for one, names in REGION_WORDS.items() for name in names if name in words]
    told = [one for one in told if not one[2].isascii() and one[0] > 1]
    if not told:
        return None, words
    _, region, name = max(told)
    return region, words.replace(name, "")

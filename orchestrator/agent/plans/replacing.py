"""A thing replaced that nobody said the picture shows: "replace the grass with sand", 项圈改红色.

A small model replaced the dog, which it knew of. Owns these wordings and the steps: the thing is looked for and painted
over where it is; one that is not found is said to be missing. Refuses things and places that the picture is told to
show: those are edits.
"""

import re
from typing import Final

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import PICTURE
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.task import AgentTask
from orchestrator.domain.english import forms, plural
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt

FIND, INPAINT = "find", "inpaint"
LEAD: Final = r"(?:(?:please|now|can you|could you|and),? )*"
ENGLISH: Final = re.compile(
    rf"{LEAD}(?:(?:replace|swap|exchange|substitute) the (?P<old>[a-z]+(?: [a-z]+)?) (?:with|for|by) "
    r"(?P<new>[a-z -]{2,40}?)"
    r"|(?:change|turn|paint|make) the (?:colou?r of the )?(?P<part>[a-z]+)(?:'s colou?r)? (?:to |into )?"
    rf"(?P<colour>{'|'.join(sorted(COLOURS))}))"
    r"(?: please)?[.!]*",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    "(?:请|帮我|[把将])*(?:(?P<part>[^,，。;；#第把将]{1,6}?)的?(?:颜色)?[改换变涂][成为]?(?P<colour>[红橙黄绿蓝紫粉棕黑白灰金银]色?)的?"
    "|(?P<old>[^,，。;；#第把将]{1,6}?)(?:替?换|[变改])[成为](?P<new>[^,，。;；]{1,10}?))[吧。!！]*"
)
NO_PART: Final = frozenset({"it", "them", "this", "that", "all", "everything", "background", "sky", "rest"})
"""What is no thing by its name, or is there in every picture."""
KINDS: Final = frozenset({
    "animal", "building", "vehicle", "plant", "pet", "creature", "figure", "character", "object", "person", "woman",
    "man", "people", "child",
})  # fmt: skip
"""What things that are told of by another name may be called."""


def replaced(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if the words say no more than that."""
    words = task.text.strip()
    found = (CHINESE if HAN.search(words) else ENGLISH).fullmatch(words)
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    prompt = prompt_of(image) if image else None
    if found is None or image is None or prompt is None or not {FIND, INPAINT} <= task.tools.keys():
        return None
    old, new = (found["old"] or found["part"]).strip(), (found["new"] or found["colour"]).strip()
    if (
        task.mask is not None
        or task.answers is not None
        or not _foreign(old, prompt, lexicon, part=bool(found["part"]))
    ):
        return None
    if found["part"]:
        new = f"{new}的{old}" if HAN.search(old) else f"a {new} {old}"
    elif not (lexicon.heard(new.lower())["nouns"] or new in lexicon.heard(new).names) or lexicon.heard(new)["setting"]:
        return None
    steps = (
        Step(tool=FIND, inputs={"source": image.handle}, words=old),
        Step(tool=INPAINT, inputs={"source": image.handle, "mask": "@1"}, words=new),
    )
    return Plan(intent=Intent.MAKE, steps=steps)


def _foreign(said: str, prompt: Prompt, lexicon: Lexicon, *, part: bool) -> bool:
    """Whether `said` names something, and nothing that the picture of `prompt` is told to show; a `part` of it is no
    ground."""
    if said.lower() in NO_PART or PICTURE.search(said) or HANDLE.search(said):
        return False
    heard = lexicon.heard(said.lower())
    there = {form for one in prompt.subjects for form in (one.what, plural(one.what), *forms(one.what))}
    if heard["nouns"] & there or said.lower() in there or heard["looks"] or heard["time"] or heard["weather"]:
        return False
    if prompt.setting is not None and heard["setting"] & {prompt.setting.text} and not heard["nouns"]:
        return False
    named = bool(heard["nouns"]) or said in heard.names or (not HAN.search(said) and not heard.near and len(said) > 2)
    return (
        named
        and not heard["nouns"] & KINDS
        and not (part and prompt.setting and heard["setting"] & {prompt.setting.text})
    )

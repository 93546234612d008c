"""Who says that the last message was misunderstood: 不对，我说的是小鱼, "no, I meant a fish".

A small model marked the fish. Owns these wordings, which wish of the last picture they put right, and what is read in
their place. Refuses them where nobody can tell what was taken for what.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Spelled, spelled
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.replies.naming import called
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Subject

MEANT: Final = re.compile(
    r"(?:不对|不是(?:这个|的)?|错了?|搞错了|弄错了|你理解错了|哎呀?)*[,，。!！ ]*"
    r"我(?:刚才)?(?:说|要|想要|指|讲)的(?:明明)?是(?P<zh>[^,，。;；?？不]{1,10}?)[啊呀哦。.!！]*"
    r"|(?:no|nope|wrong|not that|that's (?:wrong|not right)|sorry)?[,.! ]*"
    r"i (?:said|meant|asked for)(?: an?| the| some)? (?P<en>[a-z]+(?: [a-z]+)?)[.!]*",
    re.IGNORECASE,
)


def meant(read: Spelled, task: AgentTask, lexicon: Lexicon) -> Spelled:
    """The message read as one that puts the meant thing in the place of the one that was painted; as what was said
    before, once more, where that is what was painted."""
    words = read.text
    found = MEANT.fullmatch(words.strip())
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    prompt = prompt_of(image) if image else None
    if found is None or prompt is None or task.answers is not None:
        return read
    said = (found["zh"] or found["en"]).strip()
    nouns = lexicon.heard(said.lower())["nouns"]
    if not nouns:
        return read
    if any(one.what in nouns for one in prompt.subjects):
        again = image.words if image and not image.parents else None
        return spelled(again, lexicon) if again else read
    wrong = [one for one in prompt.subjects if one.what not in lexicon.tables["nouns"]] or list(prompt.subjects)
    if len(wrong) != 1:
        return read
    chinese = HAN.search(words) is not None
    old = _name(wrong[0], lexicon, chinese=chinese)
    change = f"把{old}换成{said}" if chinese else f"replace the {old} with a {said}"
    return Spelled(change, change)


def _name(thing: Subject, lexicon: Lexicon, *, chinese: bool) -> str:
    return (lexicon.chinese.get(thing.what) or called("zh", thing.what) or thing.what) if chinese else thing.what

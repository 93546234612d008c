"""What is said beside a wish and not done by carrying it out: a number of steps, the same seed, an export, scratches.

A small model took such words for stars and for things. Owns them: they are read without, steps are taken on where a
step paints, and what nothing took on is told as left out. Refuses to say so of wishes that were met.
"""

import re
from typing import Any, Final

from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.reading.phrasing import RATIO, tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Plan, Step
from orchestrator.domain.rewrite import Rewrite, Span
from tools.manifest import MOST_STEPS

STEPS: Final = re.compile(
    r"[,，;；]? ?(?:并|而且|同时)?(?:把|将)?(?:采样|生成|迭代)?步数"
    r"(?:再)?(?:用|调|改|设|加|降|提高|增加|减少)?(?:到|成|为|置为|至)? ?(?P<zh>\d{1,3}) ?步?"
    r"|(?:,|,? ?\b(?:use|using|at|in|with)) ?(?P<en>\d{1,3}) (?:(?:sampling|inference|denoising) )?steps(?=$|[,.;!])"
    r"|,? ?(?:\b(?:and|set) )?(?:the )?(?:number of )?steps(?: count)? (?:to|=|at) ?(?P<to>\d{1,3})\b",
    re.IGNORECASE,
)
SEED: Final = re.compile(
    r"(?:还?是?用|保持|沿用|使用)?(?:同一?个?|同样的?|一样的?|相同的?|刚才的?|原来的?)(?:随机)?种子(?:不变)?[,，]?"
    r"|,? ?\b(?:(?:and|but) )?(?:(?:with|using|use|keep|keeping) (?:the|that|this|its) (?:same )?seed"
    r"|(?:the )?same seed)\b(?: as (?:before|now|last time|it))?(?:,| and| but)? ?",
    re.IGNORECASE,
)
KEPT: Final = re.compile(
    r"[,，]?(?:但是?|不过|把)?(?:颜色|色彩|配色)(?:别|不要|不用|不|保持)(?:变|改|动)?了?(?=$|[,，。!！])"
    r"|,? (?:but |and )?(?:please )?(?:don't|do not) change the (?:colou?rs|palette)(?=$|[,.;!])"
    r"|[,，](?:但是?|不过)?(?:别|不要|不用|不能)太(?:夸张|强烈?|浓|重|过|假)了?(?=$|[,，。!！])"
    r"|,? (?:but|only|just) (?:less|not (?:so|too|that|as)) (?:intense|strong|heavy|much|extreme|exaggerated)"
    r"(?=$|[,.;!])",
    re.IGNORECASE,
)
"""What a new style does not promise."""
COLOURS: Final = re.compile(
    r"(?:,? ?\b(?:and|in|with|using|of))*,? ?\b(?:only |just )?(?:two|three|four|[234]) colou?rs(?: only)?\b"
    r"|[,，]?(?:只)?(?:用|要|以)?(?:两|二|三|四|[234])种颜色",
    re.IGNORECASE,
)
"""How many colours a picture shall have: a small model painted as many pictures."""
EXPORTED: Final = re.compile(
    rf"(?P<zverb>导出|输出|保存)(?:成|为|一[张个份])?(?= ?(?:竖|横|正方|{RATIO}))"
    rf"|\b(?P<verb>export|save|output)(?: (?:it|this))? (?:as|in|to) (?:an? )?(?={RATIO}|portrait|landscape|square)",
    re.IGNORECASE,
)
KIND: Final = r"(?:jpe?g|png|webp|gif|tiff?|pdf)"
SAVED: Final = re.compile(
    r"(?<=[a-z0-9])(?:,? (?:and|then|and then)|[,.;]) (?:please )?(?:save|export|download|convert)"
    rf"(?: (?:it|this|that))? (?:as|to|in|into)(?: an?)? (?:\w+ )?(?:{KIND}|file)\b(?: (?:file|format|please))*"
    r"(?=[.!?]*$)|(?<=.)[,，]?(?:并且?|然后|再)?(?:帮我)?(?:导出|保存|存)(?:成|为|到)?"
    rf" ?{KIND}(?:格式|文件|图片?)?(?=[。.!！吧]*$)",
    re.IGNORECASE,
)
"""What kind of file it is to be, behind the wish: that is told in the reply."""
SCRATCHES: Final = re.compile(
    r"划痕|刮痕|折痕|破损|裂[痕纹缝]|\bscratch(?:es|ed)?\b|\bcreas(?:es|ed)\b|\bcrack(?:s|ed)\b|\btears?\b",
    re.IGNORECASE,
)
BACKS: Final = re.compile("(?<=[人孩生子士])的?背影")
"""From behind: nobody is painted so here."""
ADJUSTING: Final = "enhance"
READ: Final = "裁成", "crop it to "
AGAIN: Final = "try again", "再试一次"


def set_aside(words: str, task: AgentTask) -> tuple[tuple[str, ...], list[Edit]]:
    """Words that may come to nothing, and what is read without them where something else is said."""
    if (saved := SAVED.search(words)) is not None:
        return (), [(*saved.span(), "")]
    new = task.focus is None
    if new and not any(pattern.search(words) for pattern in (STEPS, COLOURS, BACKS)):
        return (), []
    patterns = (STEPS, SEED, BACKS, COLOURS if new else KEPT)
    found = [(one, _between(words, one)) for pattern in patterns for one in pattern.finditer(words)]
    found += [(one, READ[not one[0][:1] > "z"]) for one in EXPORTED.finditer(words)]
    rest = words
    for one, _ in found:
        rest = rest.replace(one[0], " ", 1)
    phrases = tuple((one["verb"] or one["zverb"]) if read.strip() else one[0] for one, read in found)
    if not tells(rest) and not re.search(rf"{RATIO}|竖版|横版", rest):
        alone = [one for one, _ in found if STEPS.fullmatch(one[0])]
        if not alone or new or len(found) > 1:
            return (), []
        return (alone[0][0],), [(0, len(words), AGAIN[words[:1] > "z"])]
    scratched = tuple(one[0] for one in SCRATCHES.finditer(words)) if task.focus else ()
    return (*phrases, *scratched), sorted((*one.span(), read) for one, read in found)


def _between(words: str, found: re.Match[str]) -> str:
    """What stays where that is taken out: two words do not become one."""
    around = words[: found.start()][-1:] + words[found.end() :][:1]
    return " " if len(around) > 1 and around.isascii() and around.isalnum() else ""


def with_steps(task: AgentTask, plan: Plan) -> Plan:
    """`plan`, each step that paints with as many steps as were said."""
    said = [found for phrase in task.unmet for found in STEPS.finditer(phrase)]
    if not said:
        return plan
    many = int(next(one for one in said[-1].groups() if one))
    return plan.model_copy(update={"steps": tuple(_in_steps(task, step, many) for step in plan.steps)})


def told_unmet(task: AgentTask, steps: tuple[Step, ...], rewrite: Rewrite | None) -> Rewrite | None:
    """`rewrite` with what none of `steps` took on as left out."""
    left = [phrase for phrase in task.unmet if steps and not _met(task, phrase, steps)]
    if not left:
        return rewrite
    spans = tuple(Span(text=phrase.strip(" ,，;；"), origin="left_out") for phrase in left)
    return (
        Rewrite(text="", spans=spans)
        if rewrite is None
        else rewrite.model_copy(update={"spans": (*rewrite.spans, *spans)})
    )


def _in_steps(task: AgentTask, step: Step, many: int) -> Step:
    spec = task.tools.get(step.tool)
    if spec is None or "steps" not in spec.params.model_fields:
        return step
    params: dict[str, Any] = {**step.params, "steps": many}
    return step.model_copy(update={"params": params}) if 0 < many <= MOST_STEPS else step


def _met(task: AgentTask, phrase: str, steps: tuple[Step, ...]) -> bool:
    if STEPS.search(phrase):
        return any("steps" in step.params for step in steps)
    if SEED.search(phrase):
        painting = [step for step in steps if task.tools[step.tool].words not in {"none", "target"}]
        return all("source" in step.inputs and task.tools[step.tool].seed == "source" for step in painting)
    if SCRATCHES.fullmatch(phrase):
        return any(step.tool != ADJUSTING for step in steps)
    return False

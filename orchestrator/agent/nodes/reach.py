"""What a plan comes to where a tool it needs has no model, or where nobody knows what the picture shows.

A small model is asked with all the tools it was taught: with fewer it would bend the wish into another, and a question
about a photograph became a painting. Owns what is done instead. Refuses to paint something else than was asked for.
"""

from dataclasses import replace

from orchestrator.agent.chat.decode import taught
from orchestrator.agent.ledger.table import utterance
from orchestrator.agent.nodes.second_look import removes
from orchestrator.agent.nodes.thinking import Mind
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step

FIND, FILL, DESCRIBE = "find", "inpaint", "describe"


def within_reach(mind: Mind, task: AgentTask, plan: Plan) -> Plan | None:
    """`plan` if it can be carried out, else what comes nearest or a refusal by the name of the tool without a model.

    None where the tools that are there do as well: a picture whose prompt is known is changed without finding things.
    """
    known = {image.handle for image in task.images if image.prompt}
    tools = {**task.beyond, **task.tools}
    lacking = next((step for step in plan.steps if step.tool not in tools), None)
    if lacking is None:
        return _taken_out(mind, replace(task, tools=tools), plan, known)
    source = lacking.inputs.get("source")
    if lacking.tool == DESCRIBE and source in known:
        return Plan(intent=Intent.ANSWER, about="recipe", image=source)
    paints = any(tools[step.tool].words != "none" for step in plan.steps if step.tool in tools)
    return None if lacking.tool == FIND and paints and source in known else _refusal(lacking.tool)


def _refusal(tool: str) -> Plan:
    return Plan(intent=Intent.DECLINE, reason=tool)


def _named(mind: Mind, words: str) -> str | None:
    """The one thing that is named in `words`, by the word for it: of 把人去掉 nobody can find anything but 人."""
    lexicon = taught(mind.chat)
    nouns = lexicon.heard(words).things if lexicon else frozenset()
    if lexicon is None or len(nouns) != 1 or not HAN.search(words):
        return None
    said = [word for word in lexicon.tables["nouns"][min(nouns)] if word in words]
    return max(said, key=len, default=None)


def _taken_out(mind: Mind, task: AgentTask, plan: Plan, known: set[str]) -> Plan:
    """`plan`, but for something that is to go from a picture without a prompt: it has to be found, then filled.

    Of a prompt that does not name it nothing can be left out, and its name alone would paint one more.
    """
    step = plan.steps[0] if len(plan.steps) == 1 else None
    source = step.inputs.get("source", "") if step else ""
    if (
        step is None
        or task.tools[step.tool].words != "change"
        or source in known
        or not removes(mind, task, utterance(task))
    ):
        return plan
    if not {FIND, FILL} <= task.tools.keys():
        return _refusal(FIND)
    found = Step(tool=FIND, inputs={"source": source}, words=_named(mind, utterance(task)))
    return plan.model_copy(update={"steps": (found, Step(tool=FILL, inputs={"source": source, "mask": "@1"}))})

"""Pictures that are put into one: all of those that the words mean, in their order. A small model takes two of three,
or bends "put #1 to the left of #2" into a cut.

Owns what is made of its plan then. Refuses to choose pictures that the words do not name or count.
"""

from collections.abc import Collection, Mapping, Sequence

from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEP_REF, STEPS, Intent, Plan, Role, Step


def drops(plan: Plan, named: Collection[str]) -> bool:
    """Whether something is made of some of the pictures that are `named`, and nothing of the others."""
    used = {handle for step in plan.steps for handle in step.inputs.values()}
    return plan.intent is Intent.MAKE and bool({*named} - used)


def cuts(plan: Plan, heard: Heard, words: str) -> bool:
    """Whether it cuts to a part that `words` call by what is no place beside another picture: "the left half"."""
    beside = {one for said in heard.lexicon.tables.get("layouts", {}).values() for one in said}
    parts = {str(step.params.get("crop")) for step in plan.steps}
    said = {one for part in parts for one in heard.lexicon.tables.get("crops", {}).get(part, ())}
    return any(one in words.lower() for one in said - beside)


def joins(task: AgentTask, step: Step) -> bool:
    """Whether it puts two pictures into one."""
    return step.tool in task.tools and task.tools[step.tool].joins is not None


def every_one(plan: Plan, meant: Sequence[str], task: AgentTask) -> Plan:
    """`plan`, its first steps putting all the pictures `meant` into one, where they do so with some of them."""
    first = next((at for at, step in enumerate(plan.steps) if not joins(task, step)), len(plan.steps))
    used = {handle for step in plan.steps[:first] for handle in step.inputs.values() if not STEP_REF.match(handle)}
    if not first or not used < {*meant} or len(meant) - 1 + len(plan.steps) - first > STEPS:
        return plan
    last = len(meant) - 1

    def moved(handle: str) -> str:
        return f"@{max(int(handle[1:]) - first, 0) + last}" if STEP_REF.match(handle) else handle

    chain = [
        plan.steps[0].model_copy(update={"inputs": {"source": f"@{at - 1}" if at > 1 else meant[0], "reference": one}})
        for at, one in enumerate(meant[1:], start=1)
    ]
    rest = [_with(step, {role: moved(handle) for role, handle in step.inputs.items()}) for step in plan.steps[first:]]
    return plan.model_copy(update={"steps": (*chain, *rest)})


def in_order(plan: Plan, task: AgentTask) -> Plan:
    """`plan` with two pictures that are put into one in the order they were made: "both" says nothing of it."""
    steps = []
    for step in plan.steps:
        first, second = step.inputs.get("source", ""), step.inputs.get("reference", "")
        turned = joins(task, step) and first[:1] == second[:1] == "#" and int(first[1:]) > int(second[1:])
        steps.append(_with(step, {**step.inputs, "source": second, "reference": first}) if turned else step)
    return plan.model_copy(update={"steps": tuple(steps)})


def counted(heard: Heard, pictures: Sequence[str]) -> tuple[str, ...]:
    """The newest pictures, as many as are spoken of where that is more than two; none where there are fewer."""
    count = max(map(int, heard["counts"]), default=0)
    return tuple(pictures[-count:]) if 2 < count <= len(pictures) else ()


def in_words(words: str, handles: Collection[str]) -> tuple[str, ...]:
    """Those of `handles` that are said, in the order of the words."""
    return tuple(dict.fromkeys(one for one in HANDLE.findall(words) if one in handles))


def _with(step: Step, inputs: Mapping[Role, str]) -> Step:
    return step.model_copy(update={"inputs": inputs})

"""Several wishes in one breath, read once more one by one: a small model drops the second, or bends it into the first.

Owns where words may be cut, how what the parts come to is put together, and when that is believed: where every part by
itself is a wish or a comment, and together they ask for something else than the plan does. Refuses parts that speak of
different pictures, and words it would have to understand itself.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.reading.narrowing import DEGREES, SIDES
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEP_REF, STEPS, Intent, Plan, Role, Step
from tools.base import ToolSpec

JOINT: Final = re.compile(
    r"\s*[,;.!?。、](?!\d)\s*(?:and\s+then\s|and\s|then\s)?\s*|\s+(?:and\s+then|and|then)\s+"
    r"|\s*(?:并且|然后|接着|随后|并|再)\s*"
)
"""Where one wish may end and the next begin."""
MOST: Final = 4
"""Parts that are read; a message with more of them is a description."""
EXCHANGING: Final = re.compile(r"\b(?:swap|replace|exchange|substitute)\b", re.IGNORECASE)
"""A change that is read by itself: what follows is no look of the thing that comes."""
VERSIONS: Final = re.compile(
    r"\b(?:one|two|three|both|each|another|other|once|versions?|variations?|separate(?:ly)?|instead|or)\b|[张个版]|分别|各",
    re.IGNORECASE,
)
"""What speaks of more than one picture to come."""
FREE: Final = SIDES | DEGREES.keys()
COMMENTS: Final = frozenset({"thanks", "hello", "other"})
"""What an answer to a part is about that asks for nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the words; `beside` where only a comma stands before it: too dark, brighten it."""

    words: str
    beside: bool = False


def parts_of_words(words: str, lexicon: Lexicon) -> list[Part]:
    """`words` cut at every joint that is not inside an expression of the dictionary, such as "left and right"."""
    plain = words.lower()
    fixed = {one for table in lexicon.tables.values() for said in table.values() for one in said if JOINT.search(one)}
    whole = [(found.start(), found.end()) for one in fixed for found in re.finditer(re.escape(one), plain)]
    parts: list[Part] = []
    at, beside = 0, False
    for joint in JOINT.finditer(words):
        if not any(start < joint.end() and joint.start() < end for start, end in whole):
            parts.append(Part(words[at : joint.start()], beside))
            at, beside = joint.end(), not any(char.isalpha() for char in joint[0])
    return [part for part in (*parts, Part(words[at:], beside)) if part.words.strip()]


def wish_by_wish(task: AgentTask, words: str, plan: Plan, parts: list[Part], read: Callable[[AgentTask], Plan]) -> Plan:
    """`plan`, or what the `parts` of `words` come to one after the other where it lacks one of them."""
    if not 1 < len(parts) <= MOST or plan.intent not in {Intent.MAKE, Intent.SELECT} or task.focus is None:
        return plan
    if any(step.inputs.keys() - {"source", "mask"} for step in plan.steps):
        return plan  # the "and" of "#1 and #2" is no joint
    sources = [step.inputs.get("source", "") for step in plan.steps]
    tools = {**task.beyond, **task.tools}
    chain = _Chain(tools, words, plan.image or (sources[0] if sources else task.focus))
    for part in parts:
        wish = read(replace(task, text=part.words, focus=chain.start or task.focus, session=""))
        if not chain.takes(part, wish):
            return plan
    if chain.chosen not in ({plan.image} if plan.intent is Intent.SELECT else {None, *sources}):
        return plan  # "too big" is no way back to another picture
    if not chain.steps or len(chain.steps) > STEPS or any(step.tool not in task.tools for step in plan.steps):
        return plan
    if any("" in step.inputs.values() for step in chain.steps):
        return plan  # a part that changes a picture is no part of a plan that paints a new one
    comment = chain.commented and "source" in chain.steps[0].inputs
    if not comment and plan.intent is Intent.MAKE and not _lacks(plan, chain, tools):
        return plan
    return Plan(intent=Intent.MAKE, steps=tuple(chain.steps))


@dataclass
class _Chain:
    """Steps one upon the other, from the picture `start` on."""

    tools: Mapping[str, ToolSpec]
    words: str
    start: str

    def __post_init__(self) -> None:
        self.steps: list[Step] = []
        self.painted: list[str] = []
        self.chosen: str | None = None
        self.commented = False
        self._last = ""  # the step that gave the newest picture

    def takes(self, part: Part, wish: Plan) -> bool:
        """Whether what `part` comes to is a wish that can follow, a picture to go on from, or a comment."""
        if wish.intent is Intent.ANSWER and wish.about in COMMENTS:
            self.commented = True
            return True
        if wish.intent is Intent.SELECT and not self.steps:
            self.start, self.chosen, self.commented = wish.image or self.start, wish.image, True
            return True
        if wish.intent is not Intent.MAKE or any(step.tool not in self.tools for step in wish.steps):
            return False
        if part.beside and {step.tool for step in wish.steps} & {step.tool for step in self.steps if not step.words}:
            return False  # a comma between what is wrong and what shall be done about it is no second wish
        base, before = len(self.steps), self._last
        for step in wish.steps:
            if "source" not in step.inputs and self.steps:
                return False  # a new picture beside the one that is worked on
            self._add(step, part, base, before, alone=len(wish.steps) == 1)
        return True

    def _add(self, step: Step, part: Part, base: int, before: str, *, alone: bool) -> None:
        spec = self.tools[step.tool]
        inputs: dict[Role, str] = {role: self._moved(role, one, base, before) for role, one in step.inputs.items()}
        paints = _paints(step, spec)
        said = (step.words or part.words) if paints else None
        if paints:
            self.painted.append(part.words)
        follows = alone and bool(self.steps) and inputs == {"source": self._last} == {"source": f"@{len(self.steps)}"}
        follows = follows and (part.beside or not paints)  # "and" makes two changes: each is read surer by itself
        together = self._together(self.steps[-1], step, said) if follows else None
        if together is not None:
            self.steps[-1] = together
            return
        self.steps.append(step.model_copy(update={"inputs": inputs, "words": said}))
        if spec.gives == "pictures":
            self._last = f"@{len(self.steps)}"

    def _moved(self, role: Role, handle: str, base: int, before: str) -> str:
        if STEP_REF.match(handle):
            return f"@{int(handle[1:]) + base}"
        return (before or self.start) if role == "source" else handle

    def _together(self, one: Step, other: Step, said: str | None) -> Step | None:
        """Two steps as one: two changes in words, or what one tool does in this order at once; None where neither."""
        if one.tool != other.tool or one.region or other.region or {*one.params} & {*other.params}:
            return None
        if one.words and said and not EXCHANGING.search(one.words):
            first, last = self.words.find(one.words), self.words.find(said)
            whole = self.words[first : last + len(said)] if 0 <= first < last else None
            return one.model_copy(update={"words": whole}) if whole and self.tools[one.tool].words == "change" else None
        order = list(self.tools[one.tool].params.model_fields)
        params: dict[str, Any] = {**one.params, **other.params}
        in_order = [order.index(name) for name in params] == sorted(order.index(name) for name in params)
        return one.model_copy(update={"params": params}) if in_order and not one.words else None


def _lacks(plan: Plan, chain: _Chain, tools: Mapping[str, ToolSpec]) -> bool:
    """Whether the plan does something else than the wishes together, paints without the words of one of them, or does
    with different tools beside each other what was to be done to one picture; with one tool, those are two versions."""
    if _exact(plan.steps, tools) != _exact(chain.steps, tools):
        return True
    begun = [step for step in plan.steps if tools[step.tool].gives == "pictures"]
    apart = VERSIONS.search(chain.words) is None
    if any(_beside(one, other, apart=apart) for one in begun for other in begun if one is not other):
        return True
    painting = [step for step in plan.steps if _paints(step, tools[step.tool])]
    blurred = (step.words for step in painting if step.words and EXCHANGING.search(step.words))
    if any(sum(part in words for part in chain.painted) > 1 for words in blurred):
        return True
    return any(all(part not in (step.words or chain.words) for step in painting) for part in chain.painted)


def _beside(one: Step, other: Step, *, apart: bool) -> bool:
    """Whether two things are done to one picture that are no two versions of it. `apart`: where words speak of none."""
    same = one.inputs.get("source") == other.inputs.get("source")
    again = one.words is not None and (other.words is None or one.words in other.words)
    return same and (one.tool != other.tool or again or apart)


def _paints(step: Step, spec: ToolSpec) -> bool:
    """Whether its words say what is painted; variations inherit that."""
    return spec.words != "none" and not (spec.words == "prompt" and {*step.inputs} == {"source"} and not step.region)


def _exact(steps: Iterable[Step], tools: Mapping[str, ToolSpec]) -> set[tuple[str, str, str]]:
    """What is done without words, value by value; how much of it and which size are read off the whole words better."""
    exact = [step for step in steps if not _paints(step, tools[step.tool])]
    named = {(step.tool, name, str(value)) for step in exact for name, value in step.params.items() if name not in FREE}
    sized = {(step.tool, "size", "") for step in exact if SIDES & step.params.keys()}
    return (
        named | sized | {(step.tool, "", "") for step in exact if not step.params and tools[step.tool].words == "none"}
    )

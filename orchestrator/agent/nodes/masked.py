"""A masked place and what is there: read as that thing where the words only point at it, and painted as that very one.

Owns how what is said of the place and what was known of it go together. Refuses to guess what a mask shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orchestrator.agent.chat.decode import taught
from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.spelling import Spelled
from orchestrator.agent.nodes.thinking import Draft, Mind, Thinking
from orchestrator.agent.reading.pointing import named
from orchestrator.domain.plan import STEP_REF, Step
from orchestrator.domain.prompt import Prompt, Subject

PLACED: Final = frozenset({"leftmost", "middle", "rightmost"})
MOST: Final = 6
"""Looks of a thing."""


@dataclass(frozen=True, slots=True)
class There:
    """What a step begins from: the prompt of its source, and whether a mask says where and what that shows."""

    prompt: Prompt | None
    masked: bool = False
    shows: str | None = None
    one_of: bool = False
    """Whether it marks one of several of a kind: one less of these is left."""

    def read(self, mind: Mind, words: str) -> Spelled:
        """`words` as a small model is to read them."""
        lexicon = taught(mind.chat)
        return named(words, self.shows, lexicon) if lexicon and self.masked else Spelled(words, words)

    def with_part(self, part: Prompt) -> tuple[Prompt, tuple[Subject, ...]]:
        """What is painted into the place, and all things that are in the picture then: the thing that was there, if it
        was the only one of its kind and is told to look otherwise, keeps its place and its other looks."""
        before = self.prompt.subjects if self.prompt else ()
        if self.one_of and self.shows:
            return part, (*(_one_less(one, self.shows) for one in before), *part.subjects)
        same = [at for at, one in enumerate(before) if self.shows and _is_called(one, self.shows)]
        if len(same) != 1 or [one.what for one in part.subjects] != [before[same[0]].what]:
            return part, (*before, *part.subjects)
        (at,), (new,) = same, part.subjects
        old, coloured = before[at], COLOURS & {*new.attributes}
        kept = [look for look in old.attributes if not (coloured and look in COLOURS)]
        thing = new.model_copy(update={"attributes": tuple(dict.fromkeys((*kept, *new.attributes)))[:MOST]})
        whole = thing.model_copy(update={"where": new.where or old.where})
        return part.model_copy(update={"subjects": (thing,)}), (*before[:at], whole, *before[at + 1 :])


def marked(state: Thinking, step: Step, drafts: Sequence[Draft], source: Prompt | None) -> There:
    """What `step` begins from; a mask may be one that an earlier step finds."""
    handle, one_of = step.inputs.get("mask", ""), False
    if STEP_REF.match(handle):
        at = int(handle[1:]) - 1
        found = state["plan"].steps[at].params
        shows = None if found.get("invert") else drafts[at].text
        one_of = found.get("which") in PLACED
    else:
        shows = next((image.shows for image in state["task"].images if image.handle == handle), None)
    return There(source, bool(handle), shows, one_of)


def _one_less(thing: Subject, name: str) -> Subject:
    """Several of what `name` calls, less the one that is painted over."""
    several = thing.count > 1 and thing.what == name.lower().split()[-1]
    return thing.model_copy(update={"count": thing.count - 1}) if several else thing


def _is_called(thing: Subject, name: str) -> bool:
    """Whether `name` ("a brown dog") can be this one thing."""
    called = name.lower().removesuffix(thing.what)
    return thing.count == 1 and called != name.lower() and {*called.split()} - {"a", "an", "the"} <= {*thing.attributes}

"""What a plan may contain this turn: tools in the shapes their inputs allow, pictures and masks by their handles.

Grammar, schema for remote models and the check of what comes back are all made from one Offer, so that they agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.agent.grammar.shapes import Shape, shapes_of
from orchestrator.agent.language.sizes import figures_in, shares_in
from orchestrator.agent.ledger.showing import HANDLE, fits, masks_named, masks_shown, pictures_shown
from orchestrator.agent.task import AgentTask


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything a plan of this turn can be made of, by handles."""

    shapes: tuple[Shape, ...]
    pictures: tuple[str, ...]
    masks: Mapping[str, tuple[str, ...]]
    """Each mask with the pictures it may be used on: the one it was painted on, and the one in focus if it fits."""
    may_ask: bool
    words: str
    """The utterance as it is shown to the model."""
    every: tuple[str, ...] = ()
    """All pictures of the turn, also where `pictures` are only those that the words name."""
    first: frozenset[str] = frozenset()
    """Tools of which the first step must call one; any if there are none."""

    def paired(self) -> tuple[str, ...]:
        """What two pictures that belong together are chosen from: those named, if two are; else also the others."""
        return self.pictures if len(self.pictures) > 1 or not self.every else self.every


def offer_of(task: AgentTask, words: str) -> Offer:
    """What this turn's plan may contain. While there is no picture, tools that need one can only come second."""
    images = [image.handle for image in pictures_shown(task)]
    every = [image.handle for image in task.images if image.kind != "mask"]
    named = {*HANDLE.findall(words), *(mask.of for mask in masks_named(task, words))}
    around = {*images, *every[:1], *(handle for handle in every if handle in named)}
    pictures = tuple(sorted(around, key=lambda handle: int(handle[1:])))
    masks = {
        mask.handle: tuple(
            picture for picture in pictures if picture in {mask.of, task.focus} and fits(task, mask, picture)
        )
        for mask in masks_shown(task, words)
    }
    found = any(spec.gives == "masks" for spec in task.tools.values())
    known = [
        shape
        for spec in task.tools.values()
        for shape in shapes_of(spec, (*figures_in(words), *shares_in(words)))
        if masks or found or "mask" not in shape.roles
    ]
    needs_nothing = any(not shape.roles for shape in known)
    shapes = tuple(known) if pictures or needs_nothing else ()
    return Offer(shapes, pictures, masks, may_ask=may_ask(task), words=words, every=pictures)


def may_ask(task: AgentTask) -> bool:
    """Whether a question is wanted: at high creativity none is, and none is asked twice."""
    return task.creativity != "high" and task.answers is None

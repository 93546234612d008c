"""Handles as a small model is shown them: the pictures that matter, numbered #1 to #9.

Such a model copies one digit surely and spells two badly: "it" became #1 where #12 was meant. Owns which pictures those
are, and the way there and back. Refuses to touch anything while every handle has one digit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final

from orchestrator.agent.grammar.offer import Offer
from orchestrator.agent.ledger.showing import HANDLE, before_of, masks_named, masks_shown, root_of
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Plan

MOST: Final = 9


@dataclass(frozen=True)
class Numbering:
    """`shown`: each handle as the model sees it; empty where it sees them as they are."""

    shown: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
    """Handles in the words that are not shown, while something else goes by their name: by names that nothing has."""

    @classmethod
    def of(cls, task: AgentTask, meant: Iterable[str], words: str) -> "Numbering":
        """For `task`, in whose `words` the pictures `meant` are named if any are."""
        pictures = [image.handle for image in task.images if image.kind != "mask"]
        if len(pictures) <= MOST and all(len(image.handle) == len("#1") for image in task.images):
            return cls({})
        painted = [mask.of for mask in masks_named(task, words)]
        said = [handle for handle in HANDLE.findall(words) if handle in pictures]
        around = [before_of(task, task.focus), root_of(task, task.focus)] if task.focus in pictures else []
        around += [task.after] if task.after else []
        first = dict.fromkeys([task.focus, *painted, *said, *_newest(meant), *around, *reversed(pictures)])
        kept = [handle for handle in first if handle in pictures][:MOST]
        masks = [image.handle for image in masks_shown(task, words) if image.of in kept]
        numbered = [(f"#{at}", handle) for at, handle in enumerate(sorted(kept, key=_number), start=1)]
        numbered += [(f"m{at}", handle) for at, handle in enumerate(masks, start=1)]
        shown = {handle: name for name, handle in numbered}
        return cls(shown, _apart(HANDLE.findall(words), shown))

    def task(self, task: AgentTask) -> AgentTask:
        """`task` with the pictures shown, under the names shown."""
        if not self.shown:
            return task
        images = tuple(
            replace(
                image,
                handle=self.shown[image.handle],
                parents=tuple(self.shown[parent] for parent in image.parents if parent in self.shown),
                of=self.shown.get(image.of or ""),
            )
            for image in task.images
            if image.handle in self.shown
        )
        focus, after, mask = (self.shown.get(handle or "") for handle in (task.focus, task.after, task.mask))
        return replace(task, images=images, focus=focus, after=after, mask=mask)

    def words(self, words: str) -> str:
        """`words` with the handles in them as they are shown."""
        names = {**self.others, **self.shown}
        return HANDLE.sub(lambda found: names.get(found[0], found[0]), words)

    def offer(self, here: Offer, allowed: Offer) -> Offer:
        """`here`, made of the task as it is shown, with what is `allowed` of the real pictures and masks."""
        real = (*allowed.pictures, *allowed.masks)
        names = {self.shown[handle] for handle in real if handle in self.shown} if self.shown else {*real}
        kept = tuple(handle for handle in here.pictures if handle in names)
        masks = {mask: fits for mask, fits in here.masks.items() if mask in names}
        return replace(here, shapes=allowed.shapes, pictures=kept, masks=masks)  # `every`: those that are shown

    def real(self, plan: Plan) -> Plan:
        """`plan` with the real handles in place of those shown."""
        back = self._back()
        said = {**{name: handle for handle, name in self.others.items()}, **back}
        data: dict[str, Any] = {
            "image": back.get(plan.image or "", plan.image),
            "images": tuple(back.get(image, image) for image in plan.images),
            "choices": tuple(back.get(choice, choice) for choice in plan.choices),
            "steps": tuple(
                step.model_copy(
                    update={
                        "inputs": {role: back.get(handle, handle) for role, handle in step.inputs.items()},
                        "words": step.words and HANDLE.sub(lambda found: said.get(found[0], found[0]), step.words),
                    }
                )
                for step in plan.steps
            ),
        }
        return plan.model_copy(update=data)

    def rivals(self, rivals: Iterable[Any]) -> list[tuple[str, float]]:
        """What could have stood in a handle's place, by the real ones."""
        back = self._back()
        return [(back.get(name := handle.rstrip('"'), name), share) for handle, share in rivals]

    def _back(self) -> dict[str, str]:
        return {name: handle for handle, name in self.shown.items()}


def _apart(said: Sequence[str], shown: Mapping[str, str]) -> dict[str, str]:
    """New names for those `said` that are not shown, and by whose name something else goes now."""
    taken, found = {*shown.values()}, dict[str, str]()
    clashing = [handle for handle in dict.fromkeys(said) if handle not in shown and handle in taken]
    for handle in clashing:
        free = (f"{handle[0]}{at}" for at in count(MOST + 1))
        found[handle] = next(name for name in free if name not in {*taken, *said, *found.values()})
    return found


def _number(handle: str) -> int:
    return int(handle[1:])


def _newest(handles: Iterable[str]) -> list[str]:
    return sorted(handles, key=_number, reverse=True)

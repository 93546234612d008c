"""One picture that misses something, with all that may help to mend it: its check list, what was looked for in it.

Read off the turn's jobs. Refuses to decide: that is `orchestrator.agent.review.mending`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from orchestrator.agent.task import JobFact, LedgerImage, ReviewTask
from orchestrator.domain.places import Box
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import Prompt, Subject, phrase_of
from orchestrator.domain.requirements import requirements
from orchestrator.domain.review import Check

SURE: Final = 0.65
"""Certainty from which a requirement counts as surely missed; of less, a repair would spoil as often as mend."""
REACH: Final = 0.03
"""Of the picture's shorter side: by how much a mask reaches beyond what was found."""
WIDEST: Final = 64


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a look for something came to: a mask for each place, and boxes around the places, left to right."""

    masks: tuple[str, ...]
    boxes: tuple[Box, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Case:
    """A picture of the turn, judged."""

    task: ReviewTask
    image: LedgerImage
    maker: JobFact
    """The job that answers this part of the plan."""
    checks: tuple[Check, ...]

    @cached_property
    def prompt(self) -> Prompt:
        """What it was to show."""
        return Prompt.model_validate(dict(self.image.prompt or {}))

    @cached_property
    def asked(self) -> frozenset[tuple[str, str]]:
        """Kind and text of what this turn has asked for; what an older picture was to show before is not mended."""
        before = _before(self.task, self.image.handle)
        old = requirements(before) if before is not None else ()
        new = [one for one in requirements(self.prompt) if one not in old]
        return frozenset((one.kind, one.text) for one in new)

    @cached_property
    def missed(self) -> tuple[Check, ...]:
        """What of that is surely not met, the surest first."""
        found = [one for one in self.checks if one.met is False and (one.kind, one.text) in self.asked]
        sure = [one for one in found if (one.certainty or 0.0) >= SURE]
        return tuple(sorted(sure, key=lambda one: -(one.certainty or 0.0)))

    def subject(self, noun: str) -> Subject:
        """The thing called `noun`."""
        return next((one for one in self.prompt.subjects if one.what == noun), Subject(what=noun))

    def there(self, noun: str) -> bool:
        """Whether such a thing is not surely missed."""
        return not any(one.kind == "subject" and one.of == noun for one in self.missed)

    def seen(self, noun: str) -> bool:
        """Whether such a thing is rather seen than not."""
        return any(one.kind == "subject" and one.of == noun and one.met is not False for one in self.checks)

    def sighting(self, noun: str, which: str = "together") -> Sighting | None:
        """What a look for `noun` in this picture has come to; None where nobody has looked."""
        wanted = {"what": phrase_of(Subject(what=noun)), "which": which}
        for job in self.task.jobs:
            if (
                job.tool == "find"
                and job.inputs.get("source") == self.image.handle
                and wanted.items() <= job.params.items()
            ):
                places: list[Mapping[str, Any]] = list(job.facts.get("places", ())) if job.images else []
                boxes = tuple((one["box"][0], one["box"][1], one["box"][2], one["box"][3]) for one in places)
                return Sighting(job.images, boxes, tuple(float(one["share"]) for one in places))
        return None

    def look(self, noun: str, which: str = "together") -> Step:
        """The step that looks for it."""
        grow = min(WIDEST, max(1, round(REACH * min(self.image.width, self.image.height))))
        what = phrase_of(Subject(what=noun))
        return Step(
            tool="find", inputs={"source": self.image.handle}, params={"what": what, "which": which, "grow": grow}
        )


def _before(task: ReviewTask, handle: str) -> Prompt | None:
    """What the picture was to show that this turn began from; None where it began from nothing."""
    made = {image: job for job in task.jobs for image in job.images}
    while handle in made:
        source = made[handle].inputs.get("source")
        if source is None:
            return None
        handle = source
    shown = next((image.prompt for image in task.images if image.handle == handle), None)
    return Prompt.model_validate(dict(shown)) if shown else None

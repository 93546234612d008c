"""Runs a replay: makes its pictures one after the other, keeps each, and only then looks at its original.

What cannot be made again is a verdict too; what descends from it says so. Refuses to read a result from anywhere but
the run itself.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from PIL import Image

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import ModelUnavailable, NotFound
from orchestrator.domain.plan import Role
from orchestrator.pixels.formats import opened, png_bytes, thumbnail
from orchestrator.services.jobs.job_queue import Claim
from orchestrator.services.jobs.results import Circumstances, Made
from orchestrator.services.replay import verdicts
from orchestrator.services.replay.remakes import Step
from orchestrator.services.shapes.verdict_views import Cause, ChangedView, Compared
from orchestrator.worker.context import Part
from tools import catalog
from tools.base import Context, ToolError, slot_seed
from tools.manifest import Manifest, ModelBroken


class Surroundings(Protocol):
    """What the worker lends to each picture of a replay."""

    def context(self, manifest: Manifest | None, part: Part) -> Context:
        """The context of a tool for one part of the job."""

    def around(self, tool: str, manifest: Manifest | None) -> Circumstances:
        """What a recipe would say now, after a run."""


class Missing(Exception):
    """A picture cannot be made again: `changes` say why."""

    def __init__(self, *changes: ChangedView) -> None:
        super().__init__()
        self.changes = changes


class Remaking:
    """One replay."""

    def __init__(self, studio: Studio, claim: Claim, surroundings: Surroundings) -> None:
        self._studio = studio
        self._claim = claim
        self._lent = surroundings
        self._script = studio.remakes.script(claim)
        self._pictures: dict[int, Image.Image] = {}
        """What later steps need, from this very run."""
        self._verdicts: dict[int, Compared] = {}

    def run(self) -> None:
        """Make, keep, judge, one after the other; then end the job.

        Raises:
            Cancelled, LeaseLost: as everywhere in a worker.
        """
        for step in self._script:
            verdict = step.verdict
            if verdict is None:
                verdict = self._one(step)
                self._studio.remakes.judge(self._claim, step.number, verdict)
            self._verdicts[step.number] = verdict
        self._studio.remakes.finish(self._claim)

    def _one(self, step: Step) -> Compared:
        try:
            manifest = self._manifest(step)
            inputs: dict[str, Image.Image] = {role: self._input(role, item) for role, item in step.inputs.items()}
            picture = (
                opened(self._studio.means.blobs.get(step.blob)) if step.blob else self._made(step, inputs, manifest)
            )
        except Missing as missing:
            return verdicts.of("different", missing.changes)
        changes = [*self._unlike(step), *verdicts.since(step.recipe, self._lent.around(step.recipe.tool, manifest))]
        self._remember(step, picture)
        try:
            data = self._studio.remakes.original(self._claim, step.number)
            then = None if data is None else opened(data)
        except (NotFound, OSError, SyntaxError):  # Pillow's words for a file that is none
            return verdicts.compared(None, picture, step.recipe, [verdicts.DAMAGED, *changes])
        return verdicts.compared(then, picture, step.recipe, changes)

    def _made(self, step: Step, inputs: Mapping[str, Image.Image], manifest: Manifest | None) -> Image.Image:
        """The picture made again, and kept."""
        recipe = step.recipe
        part = Part(slot_seed(recipe.seed, recipe.slot), (step.number - 1) / len(self._script), 1 / len(self._script))
        single: dict[str, Any] = {"count": 1} if "count" in recipe.params else {}
        try:
            spec = catalog.spec(recipe.tool)
            params = spec.validate({**recipe.params, **single})
            spec.check(params, inputs.keys())
            source, other = ((one.size if one else None) for one in map(inputs.get, ("source", "reference")))
            spec.sized(params, source, manifest, other)
            result = catalog.runner(recipe.tool)(params, inputs, self._lent.context(manifest, part))
        except (ToolError, ModelBroken) as error:
            what: Cause = "refused" if recipe.tool in catalog.specs() else "missing"
            raise Missing(ChangedView(what=what, name=recipe.tool, then=recipe.version, now=str(error))) from error
        slot = recipe.slot if spec.gives == "masks" else 0  # pictures are made again one by one, masks all at once
        if slot >= len(result.images):
            raise Missing(ChangedView(what="missing", name=recipe.tool, then=recipe.version, now="nothing was found"))
        picture = result.images[slot]
        made = Made(png_bytes(picture), thumbnail(picture), picture.width, picture.height)
        self._studio.remakes.keep(self._claim, step.number, made)
        return picture

    def _manifest(self, step: Step) -> Manifest | None:
        """The model of a recipe, with the defaults that were its own then."""
        recipe = step.recipe
        if recipe.model is None:
            return None
        try:
            found = self._studio.models.named(recipe.model)
        except ModelUnavailable as error:
            then = (recipe.fingerprint or "")[:12] or None
            raise Missing(ChangedView(what="missing", name=recipe.model, then=then, now=error.message)) from error
        try:
            return found.remembering(recipe.defaults)
        except ModelBroken as error:
            raise Missing(ChangedView(what="refused", name=recipe.model, now=str(error))) from error

    def _input(self, role: Role, item: dict[str, Any]) -> Image.Image:
        name = str(item.get("name") or role)
        if "step" in item:
            picture = self._pictures.get(item["step"])
            if picture is None:
                raise Missing(ChangedView(what="parent", name=name))
            return picture
        try:
            if "blob" in item:
                return opened(self._studio.means.blobs.get(item["blob"]))
        except NotFound:
            item = {"missing": "its file is gone"}
        raise Missing(ChangedView(what="missing", name=name, then=role, now=item["missing"]))

    def _unlike(self, step: Step) -> list[ChangedView]:
        """The parents that came out differently."""
        parents = [item for item in step.inputs.values() if "step" in item]
        names = [item["name"] for item in parents if self._verdicts[item["step"]].verdict != "identical"]
        return [ChangedView(what="parent", name=", ".join(dict.fromkeys(names)))] if names else []

    def _remember(self, step: Step, picture: Image.Image) -> None:
        """Keep what a later step needs, let go of what none needs any more."""
        needed = {
            item.get("step") for later in self._script if later.number > step.number for item in later.inputs.values()
        }
        self._pictures[step.number] = picture
        self._pictures = {number: one for number, one in self._pictures.items() if number in needed}

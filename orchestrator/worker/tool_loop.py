"""Claims jobs and runs their tools until none is left. Encodes and hands in on a second thread, beside the next one.

The models' thread is always the same one. Refuses to know what any tool does.
"""

import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import structlog
from PIL import Image

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import LeaseLost, ModelUnavailable, StudioError
from orchestrator.pixels.formats import opened, pixel_hash, png_bytes, thumbnail
from orchestrator.services.jobs.job_queue import Claim
from orchestrator.services.jobs.results import Circumstances, Made
from orchestrator.worker.context import JobContext, Part
from orchestrator.worker.idling import Idling
from orchestrator.worker.pulse import Pulse
from orchestrator.worker.remaking import Remaking
from tools import catalog
from tools.base import Cancelled, Result, ToolError
from tools.manifest import Manifest, ModelBroken, fingerprint
from tools.runtime.report import fresh, report

log = structlog.get_logger(__name__)


class ToolLoop:
    """The life of a tool worker."""

    def __init__(self, studio: Studio, queues: Sequence[str], name: str) -> None:
        self.leaving = threading.Event()
        self.busy = False
        self._studio = studio
        self._queues = tuple(queues)
        self._name = name
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tools")
        self._handing_in = ThreadPoolExecutor(1, thread_name_prefix="hand-in")
        self._pending: Future[None] | None = None
        self._idle = Idling(studio, queues, self._wanted)

    def warm_up(self) -> None:
        """Import what the tools need (torch takes seconds) and load the model that paints, before the first job."""
        self._thread.submit(self._warm).result()

    def drain(self) -> None:
        """Run jobs until there is none: not now, and not after the last one has been handed in."""
        self._thread.submit(self._drain).result()

    def _warm(self) -> None:
        for spec in self._studio.models.offered().values():
            if spec.queue in self._queues:
                catalog.runner(spec.name)
        painter = self._studio.models.painter()
        if painter is not None and "gpu" in self._queues:
            from tools.runtime.cache import models  # loads torch, which a worker without models does not need

            try:
                models().get(painter)
            except ModelBroken as error:
                log.warning("model not loaded", model=painter.name, why=str(error))

    def _drain(self) -> None:
        self.busy = True
        try:
            while not self.leaving.is_set():
                claim = self._studio.job_queue.claim(self._queues, self._name, _loaded())
                if claim is not None:
                    self._run(claim)
                elif self._pending is None:
                    self._idle.run()
                    if not self._wanted():
                        return
                else:
                    self._wait()  # its end may have queued the next step
        finally:
            self.busy = False

    def _wanted(self) -> bool:
        """Whether the thread is needed for something else than idle work."""
        return self.leaving.is_set() or self._studio.job_queue.waiting(self._queues)

    def leave(self) -> None:
        """Stop soon: the running tool at its next step; its job goes back to the queue, with no attempt counted."""
        self.leaving.set()

    def _run(self, claim: Claim) -> None:
        queue = self._studio.job_queue
        with ExitStack() as beating:
            pulse = beating.enter_context(
                Pulse(lambda progress, preview: queue.heartbeat(claim, progress, preview), self._studio.settings.lease)
            )
            if self._hand_on(claim, pulse):
                beating.pop_all()  # it beats until the result is handed in

    def _hand_on(self, claim: Claim, pulse: Pulse) -> bool:
        """Run the tool and pass its result to the other thread; False when there is none (a replay hands in itself)."""
        try:
            if claim.kind == "replay":
                Remaking(self._studio, claim, _Lent(self._studio, claim, pulse, self.leaving)).run()
                return False
            manifest = self._studio.models.named(claim.model) if claim.model else None
            context = JobContext(self._studio.job_queue, self._studio.models, claim, manifest, pulse, self.leaving)
            result = self._work(claim, context)
            around = circumstances(claim.tool, manifest)
            self._wait()
            self._pending = self._handing_in.submit(self._hand_in, claim, result, around, pulse)
            return True
        except Cancelled:
            self._cancelled(claim, pulse)
        except (ToolError, ModelBroken) as error:
            self._fail(claim, "tool", str(error))
        except ModelUnavailable as error:
            self._fail(claim, error.code, error.message)
        except MemoryError:
            self._fail(claim, "memory", "There is not enough memory for this. Try a smaller picture.")
        except LeaseLost:
            log.info("job has passed to another worker", job=claim.id)
        except Exception as error:  # whatever a tool raises ends its job only: the worker takes the next one
            log.exception("tool failed", job=claim.id, tool=claim.tool)
            self._fail(claim, "internal", _apology(claim.tool, error))
        return False

    def _work(self, claim: Claim, context: JobContext) -> Result:
        spec = catalog.spec(claim.tool)
        params = spec.validate(claim.params)
        inputs: dict[str, Image.Image] = {}
        for role, item in claim.inputs.items():
            inputs[role] = opened(self._studio.means.blobs.get(item.blob))
        context.check()
        fresh()
        result = catalog.runner(claim.tool)(params, inputs, context)
        if spec.gives == "pictures" and len(result.images) != claim.slots:
            raise RuntimeError(f"{claim.tool} made {len(result.images)} pictures where {claim.slots} were expected")
        return result

    def _hand_in(self, claim: Claim, result: Result, around: Circumstances, pulse: Pulse) -> None:
        try:
            made = [
                Made(png_bytes(one), thumbnail(one), one.width, one.height, pixel_hash(one)) for one in result.images
            ]
            self._studio.results.finish(claim, made, around, result.facts)
        except LeaseLost:
            log.info("late result dropped", job=claim.id)
        except StudioError as error:
            self._fail(claim, error.code, error.message)
        except Exception as error:  # nobody would hear of it on this thread, and the job would stay running
            log.exception("handing in failed", job=claim.id)
            self._fail(claim, "internal", _apology(claim.tool, error))
        finally:
            pulse.stop()

    def _cancelled(self, claim: Claim, pulse: Pulse) -> None:
        if pulse.lost:
            log.info("job has passed to another worker", job=claim.id)
        elif self.leaving.is_set():
            self._wait()
            self._studio.job_queue.give_back(self._name, crashed=False)
        else:
            try:
                self._studio.job_queue.cancelled(claim)
            except LeaseLost:
                log.info("job has passed to another worker", job=claim.id)

    def _fail(self, claim: Claim, code: str, message: str) -> None:
        try:
            self._studio.job_queue.fail(claim, code, message)
        except StudioError as error:
            log.warning("failure not written; the job will be tried again", job=claim.id, why=error.message)

    def _wait(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None


@dataclass(frozen=True)
class _Lent:
    """What a replay is lent of this worker."""

    studio: Studio
    claim: Claim
    pulse: Pulse
    leaving: threading.Event

    def context(self, manifest: Manifest | None, part: Part) -> JobContext:
        """See `remaking.Surroundings`."""
        queue, models = self.studio.job_queue, self.studio.models
        fresh()
        return JobContext(queue, models, self.claim, manifest, self.pulse, self.leaving, part=part)

    def around(self, tool: str, manifest: Manifest | None) -> Circumstances:
        """See `remaking.Surroundings`."""
        return circumstances(tool, manifest)


def _loaded() -> list[str]:
    """Names of the models in memory; asking must not load torch."""
    cache: Any = sys.modules.get("tools.runtime.cache")
    return list(cache.loaded()) if cache else []


def circumstances(tool: str, manifest: Manifest | None) -> Circumstances:
    """What a recipe says of a run that has just ended in this process."""
    facts = report()
    return Circumstances(
        version=catalog.spec(tool).version,
        fingerprint=fingerprint(manifest.folder) if manifest else None,
        defaults=manifest.own_defaults() if manifest else {},
        libraries=facts["libraries"],
        device=" ".join(filter(None, (facts["device"], facts["dtype"]))),
        threads=facts["threads"],
    )


def _apology(tool: str, error: Exception) -> str:
    if "out of memory" in str(error).lower():
        return "There is not enough memory for this. Try a smaller picture."
    return (
        f"Something went wrong inside {tool}. Try again or with other settings; the log of the tool worker says more."
    )

"""What a running tool sees of the worker. Cheap to call: looks at the database at most 20 times a second."""

import threading
import time
from dataclasses import dataclass
from typing import Final

from PIL import Image

from orchestrator.domain.errors import LeaseLost
from orchestrator.services.house.models import Models
from orchestrator.services.jobs.job_queue import Claim, JobQueue
from orchestrator.worker.pulse import NEWS_SECONDS, Pulse
from tools.base import Cancelled
from tools.manifest import Manifest

LOOK_SECONDS: Final = 0.05


@dataclass(frozen=True)
class Part:
    """A share of a job that makes several pictures: its own seed, and where its progress lies in the whole."""

    seed: int
    start: float = 0.0
    share: float = 1.0


class JobContext:
    """Implements `tools.base.Context` for one claimed job."""

    def __init__(
        self,
        queue: JobQueue,
        models: Models,
        claim: Claim,
        manifest: Manifest | None,
        pulse: Pulse,
        leaving: threading.Event,
        *,
        part: Part | None = None,
    ) -> None:
        self._part = part or Part(claim.seed)
        self.seed = self._part.seed
        self.manifest = manifest
        self._queue = queue
        self._models = models
        self._claim = claim
        self._pulse = pulse
        self._leaving = leaving
        self._looked = 0.0
        self._shown = 0.0

    @property
    def adapters(self) -> list[Manifest]:
        """The adapters that work in the job's model."""
        return self._models.adapting(self.manifest) if self.manifest else []

    def also(self, capability: str) -> Manifest | None:
        """Another model that is capable of a part of the work."""
        return self._models.capable(capability)

    def check(self) -> None:
        """Raise Cancelled when the job was cancelled, its lease was lost or the worker is leaving."""
        if self._pulse.lost or self._leaving.is_set():
            raise Cancelled
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            try:
                if self._queue.stopped(self._claim):
                    raise Cancelled
            except LeaseLost:
                self._pulse.lost = True
                raise Cancelled from None

    def progress(self, fraction: float) -> None:
        """Report 0..1; also checks."""
        self._pulse.tell(progress=self._part.start + fraction * self._part.share)
        self.check()

    def wants_preview(self) -> bool:
        """Whether a quarter of a second has passed since the last preview."""
        return time.monotonic() - self._shown >= NEWS_SECONDS

    def preview(self, image: Image.Image) -> None:
        """Show an unfinished picture; it is encoded on another thread, so it must not be changed afterwards."""
        self._shown = time.monotonic()
        self._pulse.tell(picture=image)

"""What a tool worker does while nobody asks for anything: vectors of pictures that lack them, for search.

One picture at a time, and a look at the queue before each: a person's job waits for one of them at most.
"""

from collections.abc import Callable, Sequence
from typing import Final

import structlog

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import StudioError
from orchestrator.pixels.formats import opened
from orchestrator.services.library import meaning
from orchestrator.services.library.vectors import Kind, Numbers, Wanting
from tools.manifest import ModelBroken

AT_ONCE: Final = 16
"""Vectors kept in one commit."""
log = structlog.get_logger(__name__)


class Idling:
    """The idle work of one tool worker; `busy` says whether somebody waits."""

    def __init__(self, studio: Studio, queues: Sequence[str], busy: Callable[[], bool]) -> None:
        self._studio = studio
        self._looks = "gpu" in queues
        self._busy = busy
        self._broken: set[str] = set()

    def run(self) -> None:
        """Work until nothing is left or somebody waits. Never fails: what cannot be done is logged and left."""
        try:
            self._work("meaning", meaning.SPACE, _meaning)
            if self._looks:
                self._look()
        except Exception:
            log.exception("idle work broken off")  # whatever a model raises must not end the worker's turn

    def _look(self) -> None:
        from tools.runtime.likeness import likeness, looker, space  # loads torch

        found, _ = self._studio.models.look()
        model = looker(found, self._studio.models.painter())
        if model is None:
            return

        def of(one: Wanting) -> Numbers:
            return likeness(model, opened(self._studio.means.blobs.get(one.blob)))

        self._work("look", space(model), of)

    def _work(self, kind: Kind, space: str, of: Callable[[Wanting], Numbers | None]) -> None:
        while (
            space not in self._broken
            and not self._busy()
            and (wanting := self._studio.vectors.wanting(kind, space, AT_ONCE))
        ):
            made: list[tuple[str, Numbers | None]] = []
            for one in wanting:
                if self._busy():
                    break
                try:
                    made.append((one.image, of(one)))
                except ModelBroken as error:
                    log.warning("no vectors", kind=kind, why=str(error))
                    self._broken.add(space)
                    return
                except StudioError as error:  # its file is gone: it shall not be tried for ever
                    log.warning("no vector", kind=kind, picture=one.image, why=error.message)
                    made.append((one.image, None))
            self._studio.vectors.keep(kind, space, made)


def _meaning(one: Wanting) -> Numbers | None:
    return meaning.vector(one.words) if meaning.readable(one.words) else None

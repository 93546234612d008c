"""Which models and tools there are to work with. Looks at folders; loads no weights."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

from orchestrator.domain.errors import ModelUnavailable
from orchestrator.services.house.house_views import ModelsView, ModelView
from orchestrator.settings import Settings
from tools import catalog
from tools.base import ToolSpec
from tools.manifest import Manifest

FRESH_SECONDS: Final = 5.0
"""How long a look at the folders holds, so that a model put there is found without a restart."""


class Models:
    """The models in the folders of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._folders: list[Path] = settings.model_folders
        self._preferred = settings.image_model
        self._lock = Lock()
        self._seen: tuple[float, list[Manifest], list[str]] | None = None

    def look(self) -> tuple[list[Manifest], list[str]]:
        """Usable models, and what is wrong with the other folders."""
        with self._lock:
            if self._seen is None or time.monotonic() - self._seen[0] > FRESH_SECONDS:
                self._seen = (time.monotonic(), *catalog.models(self._folders))
            return self._seen[1], self._seen[2]

    def offered(self) -> dict[str, ToolSpec]:
        """The tools that some model can serve."""
        return catalog.offered(self.look()[0])

    def choose(self, spec: ToolSpec, params: Mapping[str, Any] | None = None) -> Manifest | None:
        """The model for a tool: the preferred one if it can, else the first that can; None if it needs none.

        Those that suit `params` go before those that can also do it.

        Raises:
            ModelUnavailable: no model can.
        """
        if spec.capability is None:
            return None
        chosen = self.capable(spec.capability, lambda model: spec.suits(params or {}, model))
        if chosen is None:
            broken = self.look()[1]
            why = f" ({broken[0]})" if broken else ""
            raise ModelUnavailable(f"No model here can {spec.capability}{why}. Put one into the models folder.")
        return chosen

    def capable(self, capability: str, suits: Callable[[Manifest], bool] = lambda model: True) -> Manifest | None:
        """The model for a capability: the preferred one if it has it, else the first that has; None if none has.

        One that `suits` goes before either.
        """
        capable = [one for one in self.look()[0] if capability in one.capabilities and one.adapts is None]
        rank = lambda model: (not suits(model), model.name != self._preferred)  # noqa: E731
        return min(capable, key=rank, default=None)

    def adapting(self, model: Manifest) -> list[Manifest]:
        """The adapters that work in `model`."""
        return [one for one in self.look()[0] if one.fits(model)]

    def named(self, name: str) -> Manifest:
        """The model called `name`.

        Raises:
            ModelUnavailable: it is gone or broken.
        """
        found, broken = self.look()
        for manifest in found:
            if manifest.name == name:
                return manifest
        line = next((line for line in broken if line.startswith(name)), None)
        why = f" ({line})" if line else ""
        raise ModelUnavailable(f"The model {name} is not there any more{why}.")

    def painter(self) -> Manifest | None:
        """The model that generates, whose prompt form and vocabulary the agent writes for."""
        spec = catalog.specs().get("generate")
        try:
            return self.choose(spec) if spec else None
        except ModelUnavailable:
            return None

    def listing(self) -> ModelsView:
        """All models for people to see."""
        found, broken = self.look()
        return ModelsView(
            models=tuple(
                ModelView(
                    **manifest.model_dump(
                        include={
                            "name",
                            "family",
                            "capabilities",
                            "adapts",
                            "licence",
                            "trained",
                            "vocabulary",
                            "measured",
                        }
                    ),
                    defaults=manifest.own_defaults(),
                )
                for manifest in found
            ),
            broken=tuple(broken),
        )

"""What is told of the models: the shapes only. Refuses their folders: no file path leaves the house."""

from typing import Any

from pydantic import Field

from orchestrator.services.views import View


class ModelView(View):
    """A model that can be used, or why it cannot."""

    name: str
    family: str
    capabilities: tuple[str, ...]
    adapts: str | None = Field(default=None, description="Of an adapter: name or family of the models it works in.")
    licence: str = ""
    trained: str = ""
    vocabulary: dict[str, list[str]] = Field(default_factory=dict)
    measured: dict[str, Any] = Field(default_factory=dict)
    defaults: dict[str, Any] = Field(default_factory=dict)


class ModelsView(View):
    """All models, and what is wrong with folders that are none."""

    models: tuple[ModelView, ...]
    broken: tuple[str, ...] = ()

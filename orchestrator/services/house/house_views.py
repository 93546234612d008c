"""What the services answer about the house itself: news, models, workers, health. Refuses pictures and words."""

from typing import Annotated, Any, Literal

from pydantic import Field

from orchestrator.domain.events import EventKind
from orchestrator.services.shapes.base import View
from orchestrator.services.shapes.news import Carried


class EventView(View):
    """Something a page may be told. `seq` is none for passing news (progress), which a stream sends without an id."""

    seq: int | None
    kind: EventKind
    data: Annotated[dict[str, Any], Carried]


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


class WorkerView(View):
    """One kind of worker."""

    ready: bool
    running: int = Field(description="How many such processes have been heard of lately.")
    detail: str = Field(default="", description="What it waits for, or what is wrong.")


class HealthView(View):
    """Whether a turn would be served now."""

    status: Literal["ok", "starting"]
    workers: dict[str, WorkerView]
    waiting: str | None = Field(default=None, description="One sentence on what is missing.")

"""What every service needs: given once by the bootstrap. Holds no state of its own."""

from dataclasses import dataclass

from orchestrator.blobs import Blobs
from orchestrator.db.engine import Database
from orchestrator.presets.shelf import Presets
from orchestrator.services.house.hints import Hints
from orchestrator.services.house.models import Models
from orchestrator.settings import Settings


@dataclass(frozen=True)
class Means:
    """Database, files, hints, models and presets of one studio."""

    settings: Settings
    database: Database
    blobs: Blobs
    hints: Hints
    models: Models
    presets: Presets

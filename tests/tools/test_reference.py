"""The reference of `model.toml` (docs/models.md) names what the runtime can load and what the tools ask for."""

import re

from tools import catalog
from tools.manifest import Manifest
from tools.runtime.loading import UPSCALERS
from tools.runtime.readers import READERS
from tools.runtime.seeing import SIGHTS


def named(field: str) -> set[str]:
    """What stands in quotes in the meaning of a field."""
    return set(re.findall(r"`([a-z0-9-]+)`", Manifest.model_fields[field].description or ""))


def test_every_family_that_is_loaded() -> None:
    assert {*READERS, *SIGHTS, *UPSCALERS} - named("family") == set()


def test_every_capability_that_a_tool_needs() -> None:
    specs = catalog.specs().values()
    needed = {spec.capability for spec in specs} | {role.capability for spec in specs for role in spec.inputs}
    assert needed - {None} - named("capabilities") == set()

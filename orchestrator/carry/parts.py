"""What every part of a bundle is made of: ids, names and texts within bounds, and the base of all parts."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from orchestrator.domain.modest import LONGEST_TEXT
from orchestrator.domain.plan import HANDLE

LATEST: Final = 4_102_444_800.0
"""Seconds since 1970: the year 2100. No clock is that wrong."""
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,40}$")]
Handle = Annotated[str, StringConstraints(pattern=HANDLE.pattern)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Moment = Annotated[float, Field(ge=0.0, le=LATEST, description="Seconds since 1970.")]
Words = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
LONGEST: Final = 20_000
"""Characters of any text, whatever part of a graph it stands in."""
Text = Annotated[str, StringConstraints(max_length=LONGEST)]


class Part(BaseModel):
    """Base: closed and unchangeable."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

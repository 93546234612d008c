"""What is needed to make a picture again: a pure value, stored with it. Refuses secrets, paths and user names."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from orchestrator.domain.modest import Modest
from orchestrator.domain.plan import Role
from orchestrator.domain.prompt import Prompt

Name = Annotated[str, Field(max_length=80)]
Digest = Annotated[str, Field(max_length=64)]
Number = Annotated[int | float, Field(ge=0, le=1_000_000)]


class Recipe(BaseModel):
    """Everything one output slot of a job was made from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tool: str = Field(max_length=40)
    version: str = Field(max_length=40, description="Version of the tool.")
    params: Modest
    seed: int = Field(ge=0, lt=2**63)
    slot: int = Field(ge=0, lt=64)
    inputs: dict[Role, Digest] = Field(default_factory=dict, description="Role to sha256 of the input's pixels file.")
    prompt: Prompt | None = Field(default=None, description="The structured prompt behind params['prompt'].")
    patch: Modest | None = Field(default=None, description="Merge patch on the source's structured prompt.")
    words: str | None = Field(default=None, max_length=4000, description="The person's words for this step.")
    preset: str | None = Field(default=None, max_length=40, description="Name of the preset that was in force.")
    model: Name | None = None
    fingerprint: Digest | None = Field(default=None, description="sha256 over the model folder's files.")
    defaults: dict[Name, Number] = Field(
        default_factory=dict,
        max_length=20,
        description="The model's own steps, guidance and sizes, used where params are silent.",
    )
    libraries: dict[Name, Name] = Field(default_factory=dict, max_length=50)
    device: str = Field(default="", max_length=200)
    threads: int = Field(default=0, ge=0, le=100_000)
    pixels: Digest | None = Field(default=None, description="sha256 over mode, size and pixels of what it made.")


def readable(kept: Mapping[str, Any] | None) -> Recipe | None:
    """The recipe that a row holds; None where it holds none, or one that came in before its values were bounded."""
    try:
        return Recipe.model_validate(kept) if kept else None
    except ValidationError:
        return None

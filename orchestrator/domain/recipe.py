"""What is needed to make a picture again: a pure value, stored with it. Refuses secrets, paths and user names."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from orchestrator.domain.plan import Role
from orchestrator.domain.prompt import Prompt


class Recipe(BaseModel):
    """Everything one output slot of a job was made from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tool: str = Field(max_length=40)
    version: str = Field(max_length=40, description="Version of the tool.")
    params: dict[str, Any]
    seed: int = Field(ge=0, lt=2**63)
    slot: int = Field(ge=0, lt=64)
    inputs: dict[Role, str] = Field(default_factory=dict, description="Role to sha256 of the input's pixels file.")
    prompt: Prompt | None = Field(default=None, description="The structured prompt behind params['prompt'].")
    patch: dict[str, Any] | None = Field(default=None, description="Merge patch on the source's structured prompt.")
    words: str | None = Field(default=None, description="The person's words for this step.")
    preset: str | None = Field(default=None, max_length=40, description="Name of the preset that was in force.")
    model: str | None = None
    fingerprint: str | None = Field(default=None, description="sha256 over the model folder's files.")
    defaults: dict[str, Any] = Field(
        default_factory=dict, description="The model's own steps, guidance and sizes, used where params are silent."
    )
    libraries: dict[str, str] = Field(default_factory=dict)
    device: str = ""
    threads: int = 0
    pixels: str | None = Field(default=None, description="sha256 over mode, size and pixels of what it made.")

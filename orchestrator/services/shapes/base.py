"""What every answer is made of: frozen values, and sentences that are told as their reader speaks."""

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, SerializationInfo


class View(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


def _for_reader(sentence: str, info: SerializationInfo) -> str:
    tell: Callable[[str], str] = (info.context or {}).get("tell", str)
    return tell(sentence)


Sentence = Annotated[str, PlainSerializer(_for_reader, return_type=str)]
"""What went wrong, kept in English; `model_dump(context={"tell": ...})` tells it as its reader speaks."""

"""What a picture shows, in words: its prompt where there is one, else its alt text. Refuses to look at pixels."""

from orchestrator.db.models import Image
from orchestrator.domain.prompt import Prompt, render


def prompt_of(row: Image) -> str:
    """The text that the image model was given, else the structured prompt as text; empty where there is neither."""
    given = str((row.recipe or {}).get("params", {}).get("prompt") or "")
    return given or (render(Prompt.model_validate(row.prompt)) if row.prompt else "")


def words_of(row: Image) -> str:
    """The prompt, else the alt text."""
    return prompt_of(row) or row.alt

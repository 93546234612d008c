"""A bundle without anything that was said: no utterances, replies, prompts, titles, tags, and no texts made of them."""

from typing import Any

from orchestrator.carry.bundle import Bundle, Image
from orchestrator.domain.recipe import Recipe
from orchestrator.provenance.work import told


def discreet(bundle: Bundle) -> Bundle:
    """The pictures, how they descend from each other, and the numbers of their making."""
    session = bundle.session.model_copy(update={"title": "", "head": None})
    images = tuple(_image(image) for image in bundle.images)
    return bundle.model_copy(update={"session": session, "images": images, "turns": (), "jobs": ()})


def _image(image: Image) -> Image:
    recipe = Recipe.model_validate(told(image.recipe, "wordless")) if image.recipe else None
    silent: dict[str, Any] = {
        "alt": image.handle,
        "prompt": None,
        "scores": None,
        "tags": (),
        "turn": None,
        "job": None,
    }
    return image.model_copy(update={**silent, "recipe": recipe})

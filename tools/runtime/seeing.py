"""Models that look at pictures, behind the questions the tools ask: where is it, does it hold, what is it, how alike.

Owns which family answers what. A manifest that promises what its family cannot do is refused by name.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol, runtime_checkable

from PIL import Image

from tools.manifest import Manifest, ModelBroken
from tools.runtime.cache import models
from tools.runtime.eye_sight import EyeSight
from tools.runtime.grounded import GroundedSight
from tools.runtime.sights import CaptionSight, ClassSight, ClipSegSight, ClipSight, SiglipSight
from tools.runtime.spots import Recognised, Spot, Statement


@runtime_checkable
class Finds(Protocol):
    """Says where a thing is."""

    def knows(self, words: str) -> bool:
        """Whether the model was taught what `words` name."""

    def spot(self, picture: Image.Image, words: str) -> Spot:
        """Where `words` are to be seen in `picture`."""


@runtime_checkable
class Judges(Protocol):
    """Says whether statements hold."""

    def certainties(self, picture: Image.Image, asked: Sequence[Statement]) -> list[float | None]:
        """How surely each holds, 0..1; none where the model cannot tell."""


@runtime_checkable
class Describes(Protocol):
    """Says what is to be seen."""

    def caption(self, picture: Image.Image) -> str:
        """One English sentence."""


@runtime_checkable
class Likens(Protocol):
    """Compares pictures with words as a whole."""

    def likeness(self, picture: Image.Image, words: str) -> float:
        """Cosine between the two, -1..1."""


@runtime_checkable
class Recognises(Protocol):
    """Turns pictures into numbers that sets of them are compared by."""

    def recognised(self, picture: Image.Image) -> Recognised:
        """Features, and logits of classes if it is a classifier."""


SIGHTS: Final[Mapping[str, Callable[[Any, Manifest], Any]]] = {
    "eye": lambda eye, manifest: EyeSight(eye, manifest.vocabulary),
    "clipseg": ClipSegSight,
    "grounding-dino": GroundedSight,
    "clip": ClipSight,
    "siglip": SiglipSight,
    "blip": CaptionSight,
    "florence2": CaptionSight,
    "classifier": ClassSight,
}
"""By the manifest's family: what the loaded model is asked through."""


def finder(manifest: Manifest, outliner: Manifest | None = None) -> Finds:
    """The model of `manifest`, to be asked where things are; `outliner` draws the outlines of what it only boxes.

    Raises:
        ModelBroken: it cannot be loaded, or its family cannot do this; so with the others.
    """
    found: Finds = _sight(manifest, Finds, "find")
    return found.outlined(outliner) if outliner is not None and isinstance(found, GroundedSight) else found


def judge(manifest: Manifest) -> Judges:
    """To be asked what holds."""
    found: Judges = _sight(manifest, Judges, "judge")
    return found


def describer(manifest: Manifest) -> Describes:
    """To be asked what is to be seen."""
    found: Describes = _sight(manifest, Describes, "describe")
    return found


def likener(manifest: Manifest) -> Likens:
    """To be asked how alike a picture and words are."""
    found: Likens = _sight(manifest, Likens, "liken")
    return found


def recogniser(manifest: Manifest) -> Recognises:
    """To be asked for features."""
    found: Recognises = _sight(manifest, Recognises, "give features")
    return found


def _sight(manifest: Manifest, kind: Any, what: str) -> Any:
    made = SIGHTS.get(manifest.family)
    sight = made(models().get(manifest), manifest) if made else None
    if not isinstance(sight, kind):
        raise ModelBroken(f"{manifest.name}: its model.toml promises to {what}, which {manifest.family!r} cannot")
    return sight

"""A procedural painter that knows what it drew: scenes, pictures, captions and masks. Knows no torch and no network."""

from starter.world.captions import captions, elements, tags
from starter.world.paint import masks, paint
from starter.world.scene import Element, Scene, sample

__all__ = ["Element", "Scene", "captions", "elements", "masks", "paint", "sample", "tags"]

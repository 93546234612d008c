"""A change on record: the words, the scenes before and after, and the mask of what may differ. Makes no change."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

from starter.world.paint import footprint
from starter.world.scene import Box, Scene


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    words: str
    before: Scene
    after: Scene
    touched: tuple[tuple[bool, int], ...] = ()  # (in the picture after it?, element); empty: the whole picture

    def mask(self, size: int = 256) -> Image.Image:
        """White wherever the pictures before and after may differ."""
        if not self.touched:
            return Image.new("L", (size, size), 255)
        found = Image.new("L", (size, size), 0)
        for late, index in self.touched:
            found = ImageChops.lighter(found, footprint(self.after if late else self.before, index, size))
        return found

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple((self.after if late else self.before).elements[index].box for late, index in self.touched)


Made = Change | None

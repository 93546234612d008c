"""Pictures and words for Qwen2.5-VL as Qwen-Image-Edit asks it: the processor without its part for films.

transformers' own reads films as well, for which it needs torchvision; the part for pictures works on Pillow. Each mark
for a picture in the text becomes as many as the network has places for it: the grid of patches, merged (Qwen2-VL,
arXiv:2409.12191, and `processing_qwen2_vl.py` in transformers). Refuses films.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from transformers import BatchFeature, Qwen2Tokenizer, Qwen2VLImageProcessorPil, Qwen2VLProcessor

MARK: Final = "<|image_pad|>"
PLACE: Final = "<|placeholder|>"


class PictureReader(Qwen2VLProcessor):
    """Takes the place of a `Qwen2VLProcessor` in a pipeline."""

    def __init__(self, image_processor: Any, tokenizer: Any) -> None:  # pylint: disable=super-init-not-called
        self.image_processor = image_processor
        self.tokenizer = tokenizer

    @classmethod
    def open(cls, folder: Path) -> "PictureReader":
        """From a pipeline's `processor` folder in the hub's layout."""
        how: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        pixels = Qwen2VLImageProcessorPil.from_pretrained(str(folder), **how)
        return cls(pixels, Qwen2Tokenizer.from_pretrained(str(folder), **how))

    def __call__(self, text: Sequence[str], images: Any = None, **how: Any) -> BatchFeature:
        """Token ids, and the pictures as patches with their grids, one picture for each mark in order."""
        if images is None:
            return BatchFeature(dict(self.tokenizer(list(text), padding=True, return_tensors="pt")))
        seen = self.image_processor(images=images, return_tensors="pt")
        places = iter((seen["image_grid_thw"].prod(-1) // self.image_processor.merge_size**2).tolist())
        whole = []
        for line in text:
            told = line
            while MARK in told:
                told = told.replace(MARK, PLACE * next(places), 1)
            whole.append(told.replace(PLACE, MARK))
        return BatchFeature({**self.tokenizer(whole, padding=True, return_tensors="pt"), **seen})

    def save_pretrained(self, save_directory: str, **how: Any) -> None:
        """Both parts, as the hub has them."""
        self.image_processor.save_pretrained(save_directory)
        self.tokenizer.save_pretrained(save_directory)

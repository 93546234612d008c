"""Loaded models, kept for the next job. Owns the memory budget; refuses a second thread.

Torch models and schedulers are not thread-safe: the thread that loads the first model is the only one served while
it lives.
"""

import gc
import threading
from collections import OrderedDict
from typing import Any

import torch

from tools.manifest import Manifest, fingerprint
from tools.runtime.devices import Device, device
from tools.runtime.loading import load, weight_of


class Models:
    """Models in memory, least recently used first out, within `budget` bytes."""

    def __init__(self, where: Device, budget: int | None = None) -> None:
        self._where = where
        self._budget = where.memory if budget is None else budget
        self._kept: OrderedDict[tuple[str, str], tuple[Any, int]] = OrderedDict()
        self._owner: threading.Thread | None = None

    def get(self, manifest: Manifest) -> Any:
        """The loaded model of `manifest`; loads it when it is not there or its files have changed.

        Raises:
            ModelBroken: it cannot be loaded.
            RuntimeError: called from a second thread.
        """
        if self._owner not in (None, threading.current_thread()) and self._owner.is_alive():
            raise RuntimeError("models belong to the thread that loaded the first one")
        self._owner = threading.current_thread()
        how = f"{manifest.family}, {manifest.text_encoder}, {fingerprint(manifest.folder)}"
        key = (manifest.name, how)  # all that loading depends on; the other lines of model.toml may change freely
        if key not in self._kept:
            for old in [old for old in self._kept if old[0] == manifest.name]:
                self._drop(old)
            self._make_room(sum(file.stat().st_size for file in manifest.folder.rglob("*.safetensors")))
            model = load(manifest, self._where)
            weight = weight_of(model)
            self._make_room(weight)
            self._kept[key] = (model, weight)
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def names(self) -> list[str]:
        """Names of the models in memory."""
        return [name for name, _ in self._kept]

    def weight(self) -> int:
        """Bytes of weights in memory."""
        return sum(weight for _, weight in self._kept.values())

    def _make_room(self, weight: int) -> None:
        while self._kept and weight + self.weight() > self._budget:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[str, str]) -> None:
        del self._kept[key]
        gc.collect()
        if self._where.on_gpu:
            torch.cuda.empty_cache()


_models: Models | None = None


def models() -> Models:
    """The process's one cache."""
    global _models  # noqa: PLW0603  one process, one device, one owner thread
    if _models is None:
        _models = Models(device())
    return _models


def forget() -> None:
    """Drop every model, and the thread they belong to: whoever loads next owns the cache."""
    global _models  # noqa: PLW0603  see `models`
    _models = None
    gc.collect()


def loaded() -> list[str]:
    """Names of the models in memory; loads nothing."""
    return _models.names() if _models else []

"""What a recipe records about the machine: library versions, adapters, device, precision, threads. Loads no torch."""

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from tools.manifest import Manifest, fingerprint

RECORDED: Final = ("torch", "diffusers", "transformers", "pillow", "numpy", "scipy", "scikit-image")


@cache
def _versions() -> dict[str, str]:
    found = {}
    for name in RECORDED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


_lent: dict[str, str] = {}


def fresh() -> None:
    """A run begins: no adapter has taken part in it yet."""
    _lent.clear()


def lend(adapter: Manifest) -> None:
    """Note that `adapter` takes part in the run."""
    _lent[f"adapter {adapter.name}"] = fingerprint(adapter.folder)[:12]


def report() -> dict[str, Any]:
    """`libraries`, `device`, `dtype` and `threads` as they are after a run in this process."""
    facts: dict[str, Any] = {"libraries": {**_versions(), **_lent}, "device": "cpu", "dtype": "", "threads": 0}
    if "torch" in sys.modules and "tools.runtime.devices" in sys.modules:
        import torch

        from tools.runtime.devices import device

        # Processors with other vector units sum in another order: bits differ, so the recipe says which they were.
        units = torch.backends.cpu.get_cpu_capability()
        facts["device"] = torch.cuda.get_device_name() if device().on_gpu else f"cpu {units}"
        facts["dtype"] = str(device().dtype).removeprefix("torch.")
        facts["threads"] = torch.get_num_threads()
    return facts

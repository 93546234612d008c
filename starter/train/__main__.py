"""The one command that makes the built-in models: `python -m starter.train paint|upscale|sheet|report|chat`.

Owns the command line only; each part of the work lives in its own module."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["chat"]:  # has options of its own
        importlib.import_module("starter.train.chat").main(arguments[1:])
        return
    parser = argparse.ArgumentParser(prog="python -m starter.train", description=__doc__)
    parser.add_argument("what", choices=("paint", "upscale", "sheet", "report", "chat"))
    parser.add_argument("--size", choices=("small", "full"), default="small")
    parser.add_argument("--minutes", type=float, default=0.0, help="training time; the default is the size's own")
    scratch = Path(tempfile.gettempdir()) / "train"
    parser.add_argument("--work", type=Path, default=scratch, help="where data and checkpoints lie")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 means all")
    parts = ("data", "autoencoder", "texts", "denoiser", "decoder")
    parser.add_argument("--only", choices=parts, help="this part of the painter alone")
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    if options.threads:
        import torch

        torch.set_num_threads(options.threads)
    importlib.import_module(f"starter.train.{options.what}").main(options)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The one command that makes the built-in models: `python -m starter.train WHAT [--size small|full]`.

Owns the command line and the order of the parts; each part of the work lives in its own module."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

PARTS = ("data", "autoencoder", "eye", "decoder", "paint", "edit", "upscale", "upscale4")
MEASURES = ("report", "sheet")
ONWARD = "onward"  # checkpoints out of the finished folders
WEIGHTS = Path(__file__).parents[1] / "weights"


def main(arguments: list[str]) -> None:
    if arguments[:1] in (["chat"], ["lora"]):  # these have options of their own
        importlib.import_module(f"starter.train.{arguments[0]}").main(arguments[1:])
        return
    parser = argparse.ArgumentParser(prog="python -m starter.train", description=__doc__)
    parser.add_argument("what", nargs="+", choices=(ONWARD, *PARTS, *MEASURES, "all", "chat", "lora"))
    parser.add_argument("--size", choices=("tiny", "small", "full"), default="small")
    parser.add_argument(
        "--minutes", type=float, default=0.0, help="training time of each part named; default: the size's"
    )
    scratch = Path(tempfile.gettempdir()) / "train"
    parser.add_argument("--work", type=Path, default=scratch, help="where data and checkpoints lie")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the finished models go")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes, one CPU core each")
    parser.add_argument("--ship", action="store_true", help="train nothing; write what has been learnt so far")
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    import torch
    import transformers

    from starter.train.sizes import Run

    transformers.utils.logging.set_verbosity_error()
    torch.set_num_threads(options.workers)
    torch.backends.cudnn.benchmark = True  # a GPU tries its kernels once for each shape
    for what in (*PARTS, *MEASURES) if "all" in options.what else options.what:
        part, run = importlib.import_module(f"starter.train.{what}"), Run.of(options)
        if options.ship:
            part.ship(run, *part.learnt(run))
        else:
            part.main(run)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The built-in chat model: `python -m starter.train.chat [--minutes N]` trains it, `... report` measures it.

Owns the command line; data, tokenizer, model, run, export and report each live in their own module.
"""

import argparse
import tempfile
from pathlib import Path

WEIGHTS = Path(__file__).parents[2] / "weights/chat"


def main(arguments: list[str]) -> None:
    """Train, export what is there, or report."""
    parser = argparse.ArgumentParser(prog="python -m starter.train.chat", description=__doc__)
    parser.add_argument("what", nargs="?", default="train", choices=("train", "export", "report"))
    parser.add_argument("--minutes", type=float, default=60.0, help="training time of this run")
    parser.add_argument(
        "--decay", type=float, default=0.35, help="share of it over which the learning rate falls; 0: not yet"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual step sizes; less to go on gently")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "train/chat",
        help="where tokenizer and checkpoint lie",
    )
    parser.add_argument(
        "--weights",
        type=Path,
        help="the model folder to write, or to report on; train: below --work, the others: that of this repository",
    )
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--fails", action="store_true", help="report: show every utterance that went wrong")
    options = parser.parse_args(arguments)
    if options.what == "report":
        from starter.train.chat.report import report

        report(options.weights or WEIGHTS, fails=options.fails)
        return
    import torch

    from starter.train.chat.shipping import ship
    from starter.train.chat.training import Run

    torch.set_num_threads(options.threads)
    run = Run(options.work)
    if options.what == "train":
        folder = options.weights or options.work / "weights" / "chat"  # nobody's model goes while one is tried
        run.train(options.minutes, options.decay, lambda run: ship(run, folder), rate=options.rate)
    else:
        ship(run, options.weights or WEIGHTS)

"""The upscaler for four times the side length, in one step. See `upscale`."""

from starter.train.sizes import Run
from starter.train.upscale import make


def main(run: Run) -> None:
    make(run, "upscale4", 4)

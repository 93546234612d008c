"""The upscaler for four times the side length, in one step. See `upscale`."""

from functools import partial

from starter.train import upscale

main, learnt, ship = (partial(work, name="upscale4") for work in (upscale.main, upscale.learnt, upscale.ship))

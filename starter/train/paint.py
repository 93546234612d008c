"""Makes the painter: pictures, then the autoencoder, then the denoiser. Owns the order and the sizes of the parts."""

from __future__ import annotations

import argparse

from starter.train import autoencoder, data

SCENES = {"small": 50_000, "full": 200_000}
MINUTES = {"small": (20.0, 75.0), "full": (10.0, 35.0)}


def main(options: argparse.Namespace) -> None:
    folder, count = options.work, SCENES[options.size]
    first, second = MINUTES[options.size]
    if options.minutes:
        first, second = options.minutes * 0.2, options.minutes * 0.8
    pictures = data.paintings(folder, count)
    if options.only == "data":
        return
    if options.only in (None, "autoencoder"):
        autoencoder.fit(pictures, folder, options.size, first, folder / "vae")
    if options.only == "autoencoder":
        return
    data.embeddings(folder, count)
    if options.only == "texts":
        return
    if options.only == "decoder":
        autoencoder.refine(pictures, folder, options.minutes, folder / "vae-refined")
        return
    from starter.train import denoiser

    denoiser.fit(pictures, folder, options.size, second)

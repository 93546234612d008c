"""What a picture looks like, as one vector of length 1: the nearer two lie, the more alike they look.

A CLIP or SigLIP folder is asked if there is one, then the starter eye; else the painter's own autoencoder, whose
latents tell colours and composition and little of what is shown. Knows no database.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn import functional as F

from tools.manifest import Manifest, ModelBroken, fingerprint
from tools.runtime.cache import models
from tools.runtime.imaging import flat
from tools.runtime.keeping import latents
from tools.runtime.looking import shown

GRID: Final = 4
"""Places a side in which an autoencoder's latents are averaged."""
PREFERRED: Final = ("siglip", "clip", "eye")
VERSION: Final = "1"


def looker(found: Iterable[Manifest], painter: Manifest | None) -> Manifest | None:
    """The model that tells how a picture looks; none where there is nothing at all."""
    by_family = {manifest.family: manifest for manifest in reversed(list(found))}
    return next((by_family[family] for family in PREFERRED if family in by_family), painter)


def space(manifest: Manifest) -> str:
    """Whose numbers they are: vectors of another model, or of other weights, do not compare."""
    return f"{manifest.name} {fingerprint(manifest.folder)[:12]} {VERSION}"


@torch.inference_mode()
def likeness(manifest: Manifest, picture: Image.Image) -> NDArray[np.float32]:
    """The vector of `picture`.

    Raises:
        ModelBroken: the model cannot be loaded, or has no autoencoder.
    """
    model = models().get(manifest)
    picture = flat(picture)
    if manifest.family in {"clip", "siglip"}:
        given = model.inputs(images=[picture])
        states = model.network.get_image_features(**given)
        found = getattr(states, "pooler_output", states)[0]
    elif manifest.family == "eye":
        places = model.see(shown(model.where, picture)).places[0]
        found = torch.cat([_whitened(places.mean(0)), _whitened(places.std(0))])
    else:
        found = _latents(manifest, model, picture)
    found = found.float().cpu()
    return np.asarray((found / found.norm().clamp_min(1e-6)).numpy(), np.float32)


def _latents(manifest: Manifest, model: Any, picture: Image.Image) -> torch.Tensor:
    vae: Any = getattr(model, "vae", None)
    if vae is None or not hasattr(vae, "encode"):
        raise ModelBroken(f"{manifest.name}: it has no autoencoder that could tell how a picture looks")
    coded = latents(vae, shown(next(vae.encoder.parameters()), picture))[0].float()
    where = F.adaptive_avg_pool2d(coded, GRID).flatten()
    return torch.cat([_whitened(where), _whitened(coded.flatten(1).std(1))])


def _whitened(part: torch.Tensor) -> torch.Tensor:
    """So that no part outweighs the others by its scale."""
    part = part.float()
    whitened: torch.Tensor = (part - part.mean()) / part.std().clamp_min(1e-6) / len(part) ** 0.5
    return whitened

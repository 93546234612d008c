"""Where a picture can be set, one function per place. Owns the lands; importing it fills `PLACES`."""

from starter.world.places import beyond, nature, shore
from starter.world.places.base import PLACES, Place, Site

LANDS = (shore, nature, beyond)

__all__ = ["LANDS", "PLACES", "Place", "Site"]

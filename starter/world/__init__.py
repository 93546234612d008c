"""A procedural painter that knows what it drew: scenes, pictures, words, masks, changes. Knows no torch, no network."""

from starter.world.changes import Change, change
from starter.world.held_out import COMBINATIONS, FIRST_SEED, barred
from starter.world.layout import arranged
from starter.world.paint import footprint, masks, paint
from starter.world.sampling import sample, unseen
from starter.world.scene import Abstract, Element, Scene, Spot, of_record
from starter.world.words.captions import captions, elements, tags

__all__ = [
    "COMBINATIONS",
    "FIRST_SEED",
    "Abstract",
    "Change",
    "Element",
    "Scene",
    "Spot",
    "arranged",
    "barred",
    "captions",
    "change",
    "elements",
    "footprint",
    "masks",
    "of_record",
    "paint",
    "sample",
    "tags",
    "unseen",
]

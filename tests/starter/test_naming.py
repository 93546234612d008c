"""The eye's names: each in words that may be trained on, and learnt from what places really show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from starter.train import claims, data, naming
from starter.train.data import tensor
from starter.train.naming import at_places, elements
from starter.world import sample
from starter.world.vocabulary import HELD_WORDS, PLACES
from tools.runtime.eye import Eye

SEED = 12  # a scene with a place, an hour, and things


def test_each_name_has_wordings_and_none_is_kept_for_measuring(tmp_path: Path) -> None:
    names = naming.Names(tmp_path / "names.npy", torch.device("cpu"))
    wordings = [ways for words in names.lists for ways in words]
    assert all(wordings)
    assert not HELD_WORDS & {way for ways in wordings for way in ways}
    drawn = names.drawn(torch.Generator().manual_seed(1))
    assert drawn.shape[0] == len(wordings)
    again = names.drawn(torch.Generator().manual_seed(2))
    assert not torch.equal(drawn, again), "wordings vary"


def test_a_scene_is_told_in_the_lists_own_numbers() -> None:
    scene = sample(SEED)
    told = claims.circumstances(scene)
    assert told["place"] == scene.place
    assert list(PLACES)[naming.numbered(naming.AROUND["place"], scene.place)] == scene.place
    assert naming.numbered(naming.AROUND["season"], "") == -1


def test_an_eye_learns_the_names_of_what_it_sees(tmp_path: Path) -> None:
    torch.manual_seed(0)
    rows, told = data.row(SEED)
    names, eye = naming.Names(tmp_path / "names.npy", torch.device("cpu")), Eye(width=48, looking=1, reading=1, heads=2)
    picture = tensor(np.stack([rows["before"]]), torch.device("cpu"))
    shown = at_places(torch.from_numpy(rows["masks"])[None], elements([told]))
    around = naming.around([told])
    assert shown.any()
    optimiser = torch.optim.AdamW(eye.parameters(), 2e-3)
    losses = []
    for step in range(30):
        loss = names.loss(eye, eye.see(picture).places, torch.Generator().manual_seed(step), shown, around)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert np.mean(losses[-3:]) < 0.4 * losses[0]

"""What the models learn from is true, trainings resume, and what an edit leaves alone stays as it was."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from starter.train import autoencoder, data, denoiser, holes, loop
from starter.train.autoencoder import CELLS, CHANNELS
from starter.train.claims import Plain, drawn, facts, lies
from starter.train.naming import ELEMENTS, at_places
from starter.train.paint import places
from starter.train.sizes import MASK, SIDE, SIZES, Part, Run
from starter.world import FIRST_SEED, sample
from starter.world.words.nouns import Speaker
from tools.runtime.eye import TOKENS, Eye
from tools.runtime.keeping import carried

SEEDS = range(60)


@pytest.mark.parametrize("speaker", [Plain(), Speaker(random.Random(3))])
def test_no_lie_is_a_fact(speaker: Speaker) -> None:
    for seed in SEEDS:
        scene = sample(seed)
        # A fact is never told as a lie, whatever words either is given.
        true = {(c.kind, c.words) for k in range(5) for c in facts(scene, Speaker(random.Random(k)))}
        assert not true & {(c.kind, c.words) for c in lies(scene, speaker)}, scene


def test_half_of_the_statements_are_true_and_masks_belong_to_true_ones() -> None:
    for seed in SEEDS:
        scene = sample(seed)
        claims = drawn(scene, seed, 12)
        assert [c.met for c in claims] == [True, False] * 6
        assert all(c.met or not c.parts for c in claims)
        assert all(0 <= part < len(scene.elements) for c in claims for part in c.parts)


def test_a_hole_covers_its_element_and_lies_in_the_part_that_is_seen() -> None:
    covering = 0
    for seed in SEEDS:
        scene = sample(seed)
        numbers = data.numbered(scene)
        hole = holes.hole(scene, numbers, seed)
        left, top, right, bottom = hole.part
        assert 0 <= left < right <= SIDE
        assert 0 <= top < bottom <= SIDE
        assert right - left == bottom - top
        assert left <= hole.edges[0]
        assert hole.edges[2] <= right
        assert top <= hole.edges[1]
        assert hole.edges[3] <= bottom
        mask = np.asarray(hole.mask(numbers).resize((MASK, MASK), Image.Resampling.BOX)) > 127
        if hole.element >= 0:
            own = numbers == hole.element + 1
            covering += bool((own & mask).sum() > 0.8 * own.sum())
        picture = np.zeros((SIDE, SIDE, 3), np.uint8)
        assert (hole.holed(picture, numbers) == holes.COLOUR).all(2).any()
        assert not hole.whole(picture).any()
    assert covering > 30


def test_a_place_counts_more_where_a_thing_stands() -> None:
    rows = [{"boxes": [[], [(0.0, 0.5, 0.1, 1.02)]]}, {"boxes": [[(0.5, 0.5, 0.5626, 0.5626)], []]}]
    counts = places(rows)
    assert counts.shape == (4, CELLS, CELLS)
    assert counts.mean().item() == pytest.approx(1)
    more = [picture > 1 for picture in counts]
    assert [int(one.sum()) for one in more] == [0, 4, 16, 0]
    assert more[1][8:10, 8:10].all()
    assert more[2][8:, :2].all()


def test_each_place_is_named_by_what_is_seen_most_there() -> None:
    numbers = torch.zeros(1, MASK, MASK, dtype=torch.uint8)
    numbers[0, :8, :8], numbers[0, 120:, 120:], numbers[0, 0, 127] = 2, 1, 1
    names = torch.zeros(1, 1 + ELEMENTS, 2, dtype=torch.int64)
    names[0, 1], names[0, 2] = torch.tensor([5, 3]), torch.tensor([9, 4])
    found = at_places(numbers, names)[0]
    assert [(k, pair.tolist()) for k, pair in enumerate(found) if pair.any()] == [(0, [9, 4]), (255, [5, 3])]


def test_a_row_is_the_same_each_time_and_trained_rows_are_not_held_out() -> None:
    first, told = data.row(7)
    again, same = data.row(7)
    assert told == same
    assert all(np.array_equal(first[name], again[name]) for name in data.SHAPES)
    assert len(told["claims"]) == data.STATEMENTS
    assert len(told["before"]) == data.CAPTIONS
    assert all(size.pairs < FIRST_SEED for size in SIZES.values())


def test_latents_go_on_where_they_were_interrupted(tmp_path: Path) -> None:
    torch.manual_seed(0)
    run, vae, path = Run("tiny", tmp_path, tmp_path), autoencoder.build(), tmp_path / "latents.npy"
    pictures = np.random.default_rng(0).integers(0, 255, (run.pairs, SIDE, SIDE, 3), np.uint8)
    begun = np.lib.format.open_memmap(path.with_suffix(".part"), "w+", np.float16, (run.pairs, CHANNELS, CELLS, CELLS))
    begun[:70] = 7  # two batches of 32 and the start of a third
    made = autoencoder.latents_of(run, vae, path, pictures.__getitem__)
    assert (made[:64] == 7).all()
    assert torch.equal(made[64:96], autoencoder.encode(vae, pictures[64:96]))
    assert made[96:].any((1, 2, 3)).all()


def test_channels_count_as_much_as_is_seen_of_them() -> None:
    torch.manual_seed(0)
    vae = autoencoder.build()
    first: Any = vae.decoder.layers[0]
    with torch.no_grad():
        first.weight[:, 3:] = 0.0
    told = autoencoder.weights(vae, torch.randn(20, CHANNELS, 3, 3).half())
    assert told.shape == (CHANNELS,)
    assert told.mean().item() == pytest.approx(1)
    assert told[:3].min() > 1 > told[3:].max()
    assert told[3:].max() == 0


def test_an_editor_begins_as_its_painter() -> None:
    torch.manual_seed(0)
    painter, editor = denoiser.build().eval(), denoiser.build(pictures_in=2).eval()
    denoiser.begin_from(editor, painter.state_dict())
    noisy, seen = torch.randn(2, 1, CHANNELS, CELLS, CELLS)
    time, words = torch.tensor([500]), torch.randn(1, 32, 384)
    with torch.inference_mode():
        alone = painter(noisy, time, words).sample
        assert torch.allclose(editor(torch.cat([noisy, seen], 1), time, words).sample, alone, atol=1e-5)


def test_a_training_resumes_and_is_repeatable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10**6))
    monkeypatch.setattr("time.process_time", lambda: float(next(clock)))

    def run(folder: Path, minutes: float) -> tuple[Any, loop.State]:
        torch.manual_seed(5)
        model = nn.Linear(3, 1)
        plan = loop.Plan("line", folder, minutes, 0.05, 4, warmup=1)
        wanted = torch.tensor([[1.0], [2.0], [3.0]])

        def loss_of(generator: torch.Generator) -> torch.Tensor:
            given = torch.randn(4, 3, generator=generator)
            loss: torch.Tensor = (model(given) - given @ wanted).square().mean()
            return loss

        return loop.train(plan, model, loss_of)

    one, state = run(tmp_path / "a", 2.0)
    other, _ = run(tmp_path / "b", 2.0)
    assert torch.equal(one.weight, other.weight)
    assert state.samples == state.steps * 4 > 100
    _, more = run(tmp_path / "a", 4.0)
    assert more.steps > state.steps
    assert more.seconds == pytest.approx(240, abs=2)
    assert (tmp_path / "a" / "line.csv").read_text().count("\n") >= 4
    again, same = run(tmp_path / "a", 4.0)
    assert same == more
    assert torch.isfinite(again.weight).all()


def test_learnt_says_what_to_do_when_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"python -m starter\.train paint"):
        loop.learnt(Run("tiny", tmp_path, tmp_path), "paint", nn.Linear(1, 1))


def test_minutes_on_the_command_line_win() -> None:
    assert Run("tiny", Path(), Path(), minutes=9).part("eye").minutes == 9
    assert isinstance(Run("full", Path(), Path()).part("eye"), Part)


def test_the_eye_answers_every_statement_about_every_picture_alone() -> None:
    torch.manual_seed(0)
    eye = Eye(width=64, looking=1, reading=1, heads=2).eval()
    pictures, words = torch.randn(2, 3, SIDE, SIDE), torch.randn(2, 3, TOKENS, 384)
    with torch.inference_mode():
        met, masks = eye(eye.see(pictures), words)
        alone, mask = eye(eye.see(pictures[1:]), words[1:, 2:])
    assert met.shape == (2, 3)
    assert masks.shape == (2, 3, 128, 128)
    assert torch.allclose(alone[0, 0], met[1, 2], atol=1e-4)
    assert torch.allclose(mask[0, 0], masks[1, 2], atol=1e-4)


def test_an_edit_keeps_what_it_left_alone() -> None:
    dice = np.random.default_rng(1)
    source = Image.fromarray(dice.integers(0, 255, (SIDE, SIDE, 3), np.uint8))
    echo = source.resize((64, 64)).resize((SIDE, SIDE))
    made = echo.copy()
    made.paste((255, 0, 0), (100, 100, 150, 150))
    result = np.asarray(carried(source, echo, made).image)
    assert np.array_equal(result[:60], np.asarray(source)[:60])
    assert (result[110:140, 110:140] == (255, 0, 0)).all()

"""The signs that one look gives for a statement, and how they weigh."""

from pathlib import Path

import pytest
import torch

from starter.train.claims import Plain, facts, lies
from starter.world import FIRST_SEED, paint, sample
from tools.manifest import load
from tools.runtime.evidence import MOST, Evidence, weighed
from tools.runtime.eye import SIDE, Eye
from tools.runtime.seeing import judge

WORDS = {
    "subjects": ["dog", "house"],
    "colours": ["red", "blue"],
    "settings": ["lake", "beach"],
    "times": ["day", "night"],
}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    torch.manual_seed(1)
    eye = Eye(width=48, looking=1, reading=1, heads=2).eval()
    with torch.inference_mode():
        return Evidence(eye, eye.see(torch.rand(1, 3, SIDE, SIDE) * 2 - 1), WORDS)


@pytest.mark.parametrize(
    ("kind", "text", "thing", "count"),
    [
        ("subject", "a dog", "dog", 4),
        ("absent", "a dog", "dog", 4),
        ("place", "by the lake", None, 3),
        ("count", "two dogs", "dog", 3),
    ],
)
@torch.inference_mode()
def test_a_statement_has_the_signs_of_its_kind(
    evidence: Evidence, kind: str, text: str, thing: str | None, count: int
) -> None:
    signs = evidence.signs(kind, text, thing, 99.0)
    assert signs is not None
    assert signs[:2] == [1.0, MOST]
    assert len(signs) == count


@torch.inference_mode()
def test_the_words_of_one_list_compete(evidence: Evidence) -> None:
    lake, beach = (evidence.signs("place", f"a dog at the {word}", "dog", 0.0) or [] for word in WORDS["settings"])
    assert lake[2] == pytest.approx(-beach[2], abs=1e-3)


@torch.inference_mode()
def test_only_a_colour_that_is_said_speaks_for_it(evidence: Evidence) -> None:
    plain, red = (evidence.signs("colour", text, "dog", 0.0) or [] for text in ("a dog", "a red dog"))
    assert plain[3] == 0
    assert red[3] < 0
    assert plain[2] == red[2]


@torch.inference_mode()
def test_words_it_does_not_know_have_no_signs(evidence: Evidence) -> None:
    assert evidence.signs("place", "in a cave", None, 1.0) is None
    assert evidence.signs("subject", "a dragon", None, 1.0) is None


def test_signs_are_weighed_by_their_kind_and_stay_as_answered_without_weights() -> None:
    weights = {"subject": [1.0, 0.5, 2.0, 0.0]}
    assert weighed(weights, "subject", [1.0, 2.0, 3.0, 4.0], 2.0) == pytest.approx(8.0)
    assert weighed(weights, "absent", [1.0, 2.0, 3.0, 4.0], 2.0) == pytest.approx(8.0)
    assert weighed(weights, "count", [1.0, 2.0], 2.0) == 2.0
    assert weighed(weights, "subject", None, 2.0) == 2.0
    assert weighed({"subject": [1.0]}, "subject", [1.0, 2.0, 3.0, 4.0], 2.0) == 2.0


def test_the_starter_eye_counts_what_stands_apart() -> None:
    """On painted scenes that it never saw."""
    sight = judge(load(Path(__file__).parents[2] / "starter" / "weights" / "eye"))
    right = []
    for seed in range(FIRST_SEED + 80_000, FIRST_SEED + 80_080):
        scene = sample(seed)
        asked = [one for one in (*facts(scene, Plain()), *lies(scene, Plain())) if one.kind == "count"]
        if asked:
            told = sight.certainties(paint(scene, SIDE), asked)
            right += [((sure or 0) > 0.5) == one.met for one, sure in zip(asked, told, strict=True)]
    assert len(right) > 40
    assert sum(right) / len(right) > 0.92

"""Ancestries made to be a burden: what goes into a file is bounded, whatever the graph looks like."""

import time
from threading import BoundedSemaphore

import pytest

from orchestrator.domain.errors import Busy
from orchestrator.provenance import credentials, signing
from orchestrator.provenance.authority import Credential
from orchestrator.provenance.signing import Signatory
from orchestrator.provenance.work import Work
from tests.provenance.works import edited, noise, recipe, work

ROLES = ("source", "mask", "style", "reference")


def dense(layers: int, wide: int) -> Work:
    """Every picture of a layer made from every one of the layer before."""
    data, number = noise((16, 16)), 0
    below: list[Work] = []
    for layer in range(layers):
        row = []
        for _ in range(wide if layer < layers - 1 else 1):
            number += 1
            parents = tuple(zip(ROLES, below, strict=False))
            row.append(work(number, recipe("edit") if parents else recipe(), data=data, parents_of=parents))
        below = row
    return below[0]


def test_a_dense_ancestry_is_signed_soon_and_read_well(signatory: Signatory, credential: Credential) -> None:
    tip = dense(8, 4)
    began = time.process_time()
    made = signatory.sign(tip, tip.png(), "image/png")
    assert time.process_time() - began < 10
    assert len(made) < 400_000
    found = credentials.read(made, "image/png", credential.root.decode())
    assert found is not None
    assert found.verdict == "trusted"
    assert [one.title.split(" ")[1] for one in found.ingredients] == [f"({role})" for role in ROLES]


def test_a_plain_line_keeps_all_its_manifests(signatory: Signatory) -> None:
    line = work(1)
    for number in range(2, signing.DEPTH + 1):
        line = edited(line, number)
    assert signatory.sign(line, line.png(), "image/png").count(b"c2pa.actions.v2") >= signing.DEPTH


def test_a_parent_whose_own_parents_are_not_known_is_not_spoken_for(signatory: Signatory) -> None:
    """Its manifest would say that it was made from nothing."""
    known, unknown = (edited(edited(work(1), 2, whole=whole), 3) for whole in (True, False))
    assert len(signatory.sign(known, known.png(), "image/png")) > len(
        signatory.sign(unknown, unknown.png(), "image/png")
    )


def test_others_are_told_to_wait(signatory: Signatory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "AT_ONCE", BoundedSemaphore(1))
    monkeypatch.setattr(signing, "PATIENCE", 0.01)
    one = work()
    with signing.AT_ONCE, pytest.raises(Busy):
        signatory.sign(one, one.png(), "image/png")
    assert signatory.sign(one, one.png(), "image/png")

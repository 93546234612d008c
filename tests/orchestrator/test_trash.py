"""Purging: bytes that nothing else uses are freed, the lineage stays whole, and nothing comes back by the back door."""

import os
import time
from pathlib import Path

import pytest

from orchestrator.domain.errors import BadRequest, Conflict, NotFound
from orchestrator.services.library.search_index import catch_up
from orchestrator.services.shapes.requests import MarkRequest
from tests.orchestrator.hands import Hands, brighten, making


def trash(hands: Hands, *ids: str) -> None:
    hands.house.library.mark(hands.user, MarkRequest(ids=ids, trashed=True))


def files(hands: Hands) -> set[str]:
    return {path.name for path in (hands.house.settings.home / "blobs").glob("??/*")}


def grow_old(home: Path) -> None:
    """What was stored an hour ago."""
    for path in (home / "blobs").glob("??/*"):
        os.utime(path, (time.time() - 3600,) * 2)


def test_only_what_is_in_the_trash_is_purged_and_only_ones_own(each_hands: Hands) -> None:
    other = Hands.on(each_hands.house, "other")
    mine, theirs = each_hands.upload(), other.upload()
    trash(other, theirs.id)
    done = each_hands.house.trash.purge(each_hands.user, [mine.id, theirs.id, "nobody"])
    assert (done.purged, set(done.kept)) == (0, {mine.id, theirs.id, "nobody"})
    trash(each_hands, mine.id)
    assert each_hands.house.trash.purge(each_hands.user).purged == 1
    assert each_hands.house.images.get(other.user, theirs.id).purged is None


def test_a_tombstone_keeps_the_lineage_and_nothing_else(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    parent = each_hands.upload()
    each_hands.job("#1")
    each_hands.finish(each_hands.claimed())
    house.library.mark(user, MarkRequest(ids=(parent.id,), tag=("sea",), star=True, rating=4))
    house.sessions.focus(user, each_hands.session, "#1")
    trash(each_hands, parent.id)
    assert [one.handle for one in house.sessions.get(user, each_hands.session).images] == ["#1", "#2"]
    assert house.trash.purge(user).purged == 1
    session = house.sessions.get(user, each_hands.session)
    assert ([one.handle for one in session.images], session.focus) == (["#2"], None)
    graph = house.lineage.graph(user, session.images[0].id)
    first = graph.nodes[0]
    assert (first.handle, first.purged is not None, first.alt) == ("#1", True, "")
    assert [(edge.child, edge.parent) for edge in graph.edges] == [(session.images[0].id, parent.id)]
    assert (house.images.get(user, parent.id).star, house.library.tags(user).tags) == (False, ())
    with pytest.raises(NotFound):
        house.images.file(user, parent.id)
    with pytest.raises(BadRequest):
        each_hands.job("#1")
    with pytest.raises(Conflict):
        house.replay.submit(user, parent.id)
    assert catch_up(house.means) == 0
    assert house.search.page(user, "is:trash").items == ()
    assert each_hands.upload().handle == "#3"


def test_bytes_that_another_picture_uses_stay(hands: Hands) -> None:
    one, same, other = hands.upload(), hands.upload(), hands.upload(colour="teal")
    trash(hands, one.id, other.id)
    grow_old(hands.house.settings.home)
    assert hands.house.trash.purge(hands.user).freed == 2
    assert len(files(hands)) == 2
    assert hands.house.images.file(hands.user, same.id)


def test_bytes_stored_just_now_are_left_to_the_sweep(hands: Hands) -> None:
    """Somebody may have stored the same ones and be about to write the row."""
    one = hands.upload()
    trash(hands, one.id)
    assert hands.house.trash.purge(hands.user).freed == 0
    assert len(files(hands)) == 2


def test_a_picture_that_open_work_needs_is_kept(each_hands: Hands) -> None:
    one = each_hands.upload()
    each_hands.say("brighter, twice", making(brighten("#1"), brighten("@1")))
    trash(each_hands, one.id)
    assert each_hands.house.trash.purge(each_hands.user).kept == (one.id,)
    each_hands.finish(each_hands.claimed())
    each_hands.finish(each_hands.claimed())
    assert each_hands.house.trash.purge(each_hands.user).purged == 1


def test_masks_go_with_their_picture(each_hands: Hands) -> None:
    one = each_hands.upload((64, 64))
    each_hands.mask((64, 64))
    assert [one.handle for one in each_hands.house.sessions.get(each_hands.user, each_hands.session).images] == [
        "#1",
        "m1",
    ]
    trash(each_hands, one.id)
    each_hands.house.trash.purge(each_hands.user)
    assert each_hands.house.sessions.get(each_hands.user, each_hands.session).images == ()

"""Purging: bytes that nothing else uses are freed, the lineage stays whole, and nothing comes back by the back door."""

import json
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from orchestrator.db.base import Base
from orchestrator.db.models import StudioSession
from orchestrator.domain.errors import BadRequest, Conflict, NotFound
from orchestrator.domain.job import TurnState
from orchestrator.services.library.search_index import catch_up
from orchestrator.services.shapes.requests import MarkRequest
from orchestrator.services.turns.turn_queue import Ending
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


CANARY = "canarybird"


def where(hands: Hands) -> set[str]:
    """Columns in which the canary sits, in the whole database."""
    found = set[str]()
    with hands.house.means.database.read() as db:
        for table in Base.metadata.sorted_tables:
            for row in db.execute(select(table)):
                found |= {f"{table.name}.{name}" for name, value in row._mapping.items() if CANARY in str(value)}
    return found


def spoken(hands: Hands) -> None:
    """`#2` and `#3`, made in one turn of `#1`, with the canary wherever a word can be."""
    hands.upload()
    prompt = {"subjects": [{"what": CANARY}]}
    steps = [{**brighten("#1"), "words": CANARY, "prompt": prompt, "patch": prompt} for _ in range(2)]
    hands.say(CANARY, making(*steps))
    for _ in range(2):
        hands.finish(hands.claimed())
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "There they are."))
    hands.execute("UPDATE turns SET rewrite = :words, results = :words", words=json.dumps({"text": CANARY}))
    hands.execute("UPDATE images SET alt = :alt WHERE handle <> '#1'", alt=CANARY)
    params = json.dumps({"adjust": "brighten", "prompt": CANARY})
    hands.execute("UPDATE jobs SET alt = :alt, params = :params, result = :params", alt=CANARY, params=params)


def test_a_purge_forgets_what_was_said_for_the_pictures_alone(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    spoken(each_hands)
    first, second = (house.images.by_handle(user, each_hands.session, handle).id for handle in ("#2", "#3"))
    said = {"jobs.params", "jobs.words", "jobs.prompt", "jobs.patch", "jobs.alt", "jobs.result", "turns.plan",
            "turns.rewrite", "turns.results"}  # fmt: skip
    assert said <= where(each_hands)
    trash(each_hands, first)
    assert house.trash.purge(user).purged == 1
    assert said <= where(each_hands), "half of it is still here"
    trash(each_hands, second)
    assert house.trash.purge(user).purged == 1
    talk = {"turns.text", "turns.request", "studio_sessions.title", "events.data", "finds.said"}
    assert where(each_hands) <= talk, "the conversation stays"
    (turn,) = house.sessions.get(user, each_hands.session).turns
    assert (turn.rewrite, [job.params for job in turn.jobs]) == (None, [{"adjust": "brighten"}] * 2)
    assert turn.plan is not None
    assert [(step.params["adjust"], step.words) for step in turn.plan.steps] == [("brighten", None)] * 2


def test_a_bundle_says_nothing_of_what_is_in_the_trash(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    spoken(each_hands)
    ids = [house.images.by_handle(user, each_hands.session, handle).id for handle in ("#2", "#3")]
    each_hands.execute("UPDATE turns SET rewrite = NULL")
    whole = house.bundles.graph_of(user, each_hands.session)
    assert [job.words for job in whole.jobs] == [CANARY] * 2
    trash(each_hands, *ids)
    left = house.bundles.graph_of(user, each_hands.session)
    assert [(job.params, job.prompt, job.words, job.alt) for job in left.jobs] == [
        ({"adjust": "brighten"}, None, None, "")
    ] * 2
    assert (left.session.title, left.turns[0].text) == (CANARY, CANARY)
    assert left.model_dump_json().count(CANARY) == 2, "what the person said is the conversation's"
    house.library.mark(user, MarkRequest(ids=tuple(ids), trashed=False))
    assert house.bundles.graph_of(user, each_hands.session).jobs == whole.jobs


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


def test_a_picture_whose_mask_open_work_needs_is_kept(hands: Hands) -> None:
    one = hands.upload()
    mask = hands.mask((32, 24))
    assert mask.of == "#1"
    hands.job("#1")
    hands.finish(hands.claimed())
    job = hands.say("brighter here", making(brighten("#2") | {"inputs": {"source": "#2", "mask": "m1"}})).jobs[0]
    trash(hands, one.id)
    assert hands.house.trash.purge(hands.user).kept == (one.id,)
    claim = hands.claimed()
    assert {role: hands.house.means.blobs.get(given.blob)[:4] for role, given in claim.inputs.items()} == {
        "source": b"\x89PNG",
        "mask": b"\x89PNG",
    }
    hands.finish(claim)
    assert hands.state(job) == "succeeded"
    assert hands.house.trash.purge(hands.user).purged == 1
    assert [row.handle for row in hands.house.sessions.get(hands.user, hands.session).images] == ["#2", "#3"]


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


def test_a_deleted_session_leaves_tombstones_of_what_others_descend_from(each_hands: Hands) -> None:
    """#1 -> #2 -> #3; a fork continues from #2. #3 goes, #1 and #2 stay as places in the fork's lineage."""
    house, user = each_hands.house, each_hands.user
    each_hands.upload()
    for source in ("#1", "#2"):
        each_hands.job(source)
        each_hands.finish(each_hands.claimed())
    one, two, three = house.sessions.get(user, each_hands.session).images
    house.library.mark(user, MarkRequest(ids=(two.id,), tag=("sea",), star=True))
    fork = house.forks.from_image(user, two.id, "new")
    house.sessions.delete(user, each_hands.session)
    assert [row.id for row in house.sessions.page(user).items] == [fork.id]
    lineage = house.lineage.graph(user, fork.images[0].id)
    assert [(node.id, node.handle, node.purged is not None, node.alt) for node in lineage.nodes[:-1]] == [
        (one.id, "#1", True, ""),
        (two.id, "#2", True, ""),
    ]
    assert {(edge.child, edge.parent) for edge in lineage.edges} == {
        (fork.images[0].id, two.id),
        (two.id, one.id),
    }
    assert two.id in {node.ref for node in house.graphs.page(user, fork.id).nodes}
    assert house.images.file(user, fork.images[0].id), "the fork keeps its bytes"
    with pytest.raises(NotFound):
        house.images.get(user, three.id)
    with pytest.raises(NotFound):
        house.images.file(user, two.id)
    with pytest.raises(Conflict):
        house.forks.from_image(user, two.id, "new")
    grave = house.images.get(user, two.id).session
    for ask in (house.sessions.get, house.graphs.page, house.sessions.delete):
        with pytest.raises(NotFound):
            ask(user, grave)
    assert (house.library.tags(user).tags, catch_up(house.means)) == ((), 0)
    house.sessions.delete(user, fork.id)
    for image in (one, two):
        with pytest.raises(NotFound):
            house.images.get(user, image.id)


def test_tombstones_of_a_chain_of_forks_stay_until_its_end_is_gone(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    first = each_hands.upload()
    second = house.forks.from_image(user, first.id, "new")
    third = house.forks.from_image(user, second.images[0].id, "new")
    house.sessions.delete(user, second.id)
    house.sessions.delete(user, each_hands.session)
    seen = house.lineage.graph(user, third.images[0].id)
    assert [node.purged is None for node in seen.nodes].count(True) == 1
    assert len(seen.nodes) == 3
    house.sessions.delete(user, third.id)
    with house.means.database.read() as db:
        assert not db.scalars(select(StudioSession.id).where(StudioSession.user_id == user)).all()


def test_what_is_thrown_away_can_come_back(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    one, mask = each_hands.upload(), each_hands.mask((32, 24))
    house.library.throw_away(user, one.id)
    house.library.throw_away(user, one.id)
    assert house.images.get(user, one.id).trashed is not None
    with pytest.raises(Conflict, match="mask"):
        house.library.throw_away(user, mask.id)
    with pytest.raises(NotFound):
        house.library.throw_away(Hands.on(house, "other").user, one.id)
    house.library.mark(user, MarkRequest(ids=(one.id,), trashed=False))
    assert house.images.get(user, one.id).trashed is None

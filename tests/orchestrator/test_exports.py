"""Pictures given out by the services: descent from the database, tombstones, own certificates."""

import io

import pytest

from orchestrator.bootstrap import Studio
from orchestrator.db.models import Image
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.marks import Credentials
from orchestrator.provenance.signing import DEPTH
from orchestrator.provenance.stamp import Wish
from orchestrator.services.house.sweep import sweep_blobs
from orchestrator.services.jobs.inherited import inherit
from orchestrator.services.shapes.requests import MarkRequest
from tests.orchestrator.hands import Hands, making


def credentials(hands: Hands, image_id: str) -> Credentials:
    house = hands.house
    found = house.exports.marks(house.exports.picture(hands.user, image_id, Wish()).data).credentials
    assert found is not None
    assert found.verdict == "trusted", found.findings
    return found


def made(hands: Hands, source: str) -> str:
    job = hands.job(source)
    hands.finish(hands.claimed())
    return hands.now(job).images[0].id


def test_ingredients_are_the_lineage(each_hands: Hands) -> None:
    each_hands.upload()
    made(each_hands, "#1")
    last = made(each_hands, "#2")
    found = credentials(each_hands, last)
    assert [(one.title, one.relation) for one in found.ingredients] == [("#2 (source)", "parentOf")]
    assert found.generations == 2
    assert found.source_type == "algorithmicallyEnhanced"


def test_a_purged_parent_is_left_out_and_its_own_file_goes(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    first = each_hands.upload()
    signed = house.exports.picture(user, first.id, Wish()).data
    second = house.images.upload(user, each_hands.session, signed)
    child = made(each_hands, second.handle)
    assert credentials(each_hands, child).ingredients
    house.library.mark(user, MarkRequest(ids=(second.id,), trashed=True))
    house.trash.purge(user, [second.id])
    assert credentials(each_hands, child).ingredients == ()
    with pytest.raises(NotFound):
        house.exports.picture(user, second.id, Wish())
    assert house.images.get(user, second.id).marks is None


def test_a_picture_that_continues_another_session_keeps_its_parents(each_hands: Hands) -> None:
    each_hands.upload()
    child = made(each_hands, "#1")
    forked = each_hands.house.forks.from_image(each_hands.user, child, "new")
    found = credentials(each_hands, forked.images[0].id)
    assert [(one.title, one.relation) for one in found.ingredients] == [("#1 (source)", "parentOf")]


def test_an_upload_as_it_came_outlives_the_sweep(hands: Hands) -> None:
    house, user = hands.house, hands.user
    signed = house.exports.picture(user, hands.upload().id, Wish("jpeg")).data
    second = house.images.upload(user, hands.session, signed)
    assert sweep_blobs(house.means, grace=-1.0) == 0
    assert credentials(hands, second.id).ingredients[0].signed


def test_another_persons_picture_is_not_found(each_hands: Hands) -> None:
    other = Hands.on(each_hands.house, "other")
    with pytest.raises(NotFound):
        each_hands.house.exports.picture(other.user, each_hands.upload().id, Wish())


def test_a_certificate_that_cannot_be_used_is_said_so(house: Studio) -> None:
    wrong = house.settings.home / "wrong.pem"
    wrong.write_text("no certificate")
    house.settings.certificate = house.settings.certificate_key = wrong
    hands = Hands.on(house)
    image = hands.upload()
    with pytest.raises(Conflict, match="cannot be read"):
        house.exports.picture(hands.user, image.id, Wish())


def step(hands: Hands, tool: str, params: dict[str, object], **inputs: str) -> str:
    """Handle of what a step makes."""
    turn = hands.say(tool, making({"tool": tool, "inputs": inputs, "params": params}))
    hands.finish(hands.claimed())
    (job,) = hands.house.turns.get(hands.user, turn.id).jobs
    return job.handles[0]


def source_type(hands: Hands, handle: str) -> str | None:
    house = hands.house
    return house.exports.marks(house.exports.picture(hands.user, hands.picture(handle).id, Wish()).data).source_type


def forget(hands: Hands, handle: str) -> None:
    key = hands.picture(handle).id
    hands.house.library.mark(hands.user, MarkRequest(ids=(key,), trashed=True))
    assert hands.house.trash.purge(hands.user, [key]).purged == 1


@pytest.mark.parametrize("edits", [1, DEPTH, DEPTH + 3])
def test_a_picture_made_with_ai_is_marked_however_often_it_was_cut(each_hands: Hands, edits: int) -> None:
    handle = step(each_hands, "generate", {"prompt": "a house"})
    for _ in range(edits):
        handle = step(each_hands, "transform", {"crop": "square"}, source=handle)
    assert source_type(each_hands, handle) == "trainedAlgorithmicMedia"


def test_forgetting_the_painted_picture_takes_no_mark_from_what_holds_its_pixels(each_hands: Hands) -> None:
    hands = each_hands
    photo = hands.upload().handle
    made = step(hands, "generate", {"prompt": "a house"})
    both = step(hands, "combine", {"layout": "beside"}, source=photo, reference=made)
    cut = step(hands, "transform", {"crop": "square"}, source=both)
    mine = step(hands, "transform", {"turn": "left"}, source=photo)
    assert source_type(hands, both) == source_type(hands, cut) == "compositeWithTrainedAlgorithmicMedia"
    for gone in (made, both):
        forget(hands, gone)
        assert source_type(hands, cut) == "compositeWithTrainedAlgorithmicMedia"
    assert source_type(hands, mine) is None, "nothing was painted into that one"


@pytest.mark.parametrize(
    ("tool", "role", "held"),
    [("enhance", "source", True), ("combine", "reference", True), (None, "origin", True),
     ("enhance", "reference", False), ("enhance", "mask", False), ("enhance", "rederived", False)],
)  # fmt: skip
def test_what_gives_pixels_gives_its_mark(tool: str | None, role: str, held: bool) -> None:
    """A mask is no pixels; nor is what only served as a measure, or stands in the place of another."""
    row = Image(kind="image", tool=tool)
    inherit(row, [(role, Image(kind="image", painted=True, brought=False))])
    assert (row.painted, row.brought) == (held, False)


def test_a_fork_keeps_its_mark_without_the_session_that_it_came_from(each_hands: Hands) -> None:
    hands, house = each_hands, each_hands.house
    made = step(hands, "generate", {"prompt": "a house"})
    cut = step(hands, "transform", {"crop": "square"}, source=made)
    fork = house.forks.from_image(hands.user, hands.picture(cut).id, "new")
    house.sessions.delete(hands.user, hands.session)
    mine = Hands(house, hands.user, fork.id)
    assert source_type(mine, "#1") == source_type(mine, step(mine, "transform", {"turn": "left"}, source="#1"))
    assert source_type(mine, "#1") == "trainedAlgorithmicMedia"


def test_what_a_file_claims_stays_true_of_its_fork(each_hands: Hands) -> None:
    hands, house = each_hands, each_hands.house
    made = step(hands, "generate", {"prompt": "a house"})
    signed = house.exports.picture(hands.user, hands.picture(made).id, Wish()).data
    again = house.images.upload(hands.user, hands.session, signed)
    fork = house.forks.from_image(hands.user, again.id, "new")
    assert house.exports.marks(house.exports.picture(hands.user, fork.images[0].id, Wish()).data).source_type == (
        "trainedAlgorithmicMedia"
    )


def test_a_picture_taken_in_without_its_ancestors_is_marked(each_hands: Hands) -> None:
    hands, house = each_hands, each_hands.house
    photo, made = hands.upload().handle, step(hands, "generate", {"prompt": "a house"})
    both = step(hands, "combine", {"layout": "beside"}, source=photo, reference=made)
    cut = step(hands, "transform", {"crop": "square"}, source=both)
    zipped = b"".join(house.bundles.branch(hands.user, hands.picture(cut).id, "alone").chunks)
    here = house.arrivals.take_in(hands.user, io.BytesIO(zipped)).session
    assert source_type(Hands(house, hands.user, here), cut) == "compositeWithTrainedAlgorithmicMedia"

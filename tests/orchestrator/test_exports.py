"""Pictures given out by the services: descent from the database, tombstones, own certificates."""

import pytest

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.marks import Credentials
from orchestrator.provenance.stamp import Wish
from orchestrator.services.house.sweep import sweep_blobs
from orchestrator.services.shapes.requests import MarkRequest
from tests.orchestrator.hands import Hands


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

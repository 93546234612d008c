"""A recipe that came in before values were bounded: its picture is shown, kept, carried and found like any other."""

import io

import pytest

from orchestrator.carry.unpack import Unpacked
from orchestrator.db.models import Image
from orchestrator.domain.errors import BadRequest, Conflict
from orchestrator.provenance.stamp import Wish
from tests.orchestrator.hands import Hands, brighten, making


@pytest.mark.parametrize("change", [{"params": {"a": "x" * 5000}}, {"seed": 2**63}, {"tool": "t" * 50}, {"who": "me"}])
def test_a_picture_whose_recipe_cannot_be_read(each_hands: Hands, change: dict[str, object]) -> None:
    hands, house = each_hands, each_hands.house
    hands.upload()
    hands.say("brighter", making(brighten("#1")))
    hands.finish(hands.claimed())
    made = hands.picture("#2")
    with house.means.database.write() as db:
        row = db.get_one(Image, made.id)
        row.recipe = {**(row.recipe or {}), **change}
    seen = house.images.get(hands.user, made.id)
    assert (seen.recipe, seen.unreadable) == (None, True)
    assert not house.images.get(hands.user, hands.picture("#1").id).unreadable
    assert "image-" + made.id in {node.id for node in house.graphs.page(hands.user, hands.session).nodes}
    assert house.lineage.graph(hands.user, made.id).nodes[-1].id == made.id
    assert house.search.page(hands.user, "").items[0].id == made.id
    assert house.diffs.of(hands.user, hands.picture("#1").id, made.id).recipe
    assert house.exports.picture(hands.user, made.id, Wish()).data
    bundle = Unpacked(io.BytesIO(b"".join(house.bundles.session(hands.user, hands.session).chunks))).bundle
    assert [(one.handle, one.recipe) for one in bundle.images] == [("#1", None), ("#2", None)]
    with pytest.raises(Conflict, match="cannot be read"):
        house.replay.submit(hands.user, made.id)
    with pytest.raises((BadRequest, Conflict)):
        house.rederive.plan(hands.user, made.id)
    hands.job("#2")
    hands.finish(hands.claimed())
    with pytest.raises(Conflict, match="cannot be read"):
        house.replay.submit(hands.user, hands.picture("#3").id, ancestry=True)

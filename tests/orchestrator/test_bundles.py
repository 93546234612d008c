"""Sessions carried from one studio into another: everything arrives, under new ids, once."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from PIL import Image
from sqlalchemy import select

from orchestrator.bootstrap import Studio, studio
from orchestrator.carry.bundle import VERSION
from orchestrator.db.models import Image as Picture
from orchestrator.db.models import Job, Turn
from orchestrator.domain.errors import BadRequest, Busy, NotFound
from orchestrator.domain.job import TurnState
from orchestrator.domain.language import Language
from orchestrator.services.bundles.arrivals import ONE_AT_A_TIME, Arrivals
from orchestrator.services.bundles.bundles import Parcel
from orchestrator.services.bundles.carried_views import ArrivalView
from orchestrator.services.sessions.session_views import SessionView
from orchestrator.services.shapes.requests import MarkRequest
from orchestrator.services.turns.turn_queue import Ending
from orchestrator.settings import REPOSITORY, Settings
from tests.orchestrator.hands import Hands, brighten, making
from tests.orchestrator.test_findings import FOUND, call, finish, mask, seeing


def taken(parcel: Parcel) -> bytes:
    return b"".join(parcel.chunks)


def graph(data: bytes) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found: dict[str, object] = json.loads(archive.read("pentimento.json"))
        return found


def files(house: Studio) -> set[str]:
    return {path.name for path in (house.settings.home / "blobs").glob("??/*")}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Hands]:
    """Somebody at another studio, with an installation of their own."""
    made = studio(Settings(home=tmp_path / "elsewhere"))
    made.migrate()
    yield Hands.on(made, "them")
    made.close()


@pytest.fixture
def furnished(each_hands: Hands) -> Hands:
    """A session with an upload, a turn of two steps that is done, and one that asks."""
    hands, house = each_hands, each_hands.house
    hands.upload()
    plan = making(brighten("#1"), brighten("@1"))
    turn = hands.say("make it brighter twice", plan)
    for _ in range(2):
        hands.finish(hands.claimed())
    house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "There it is, #3."))
    assert house.turns.get(hands.user, turn.id).state.value == "done"
    images = house.sessions.get(hands.user, hands.session).images
    house.library.mark(hands.user, MarkRequest(ids=(images[-1].id,), star=True, rating=4, tag=("best",)))
    house.sessions.rename(hands.user, hands.session, "Brighter")
    return hands


def bring(hands: Hands, data: bytes, *, again: bool = False) -> ArrivalView:
    return hands.house.arrivals.take_in(hands.user, io.BytesIO(data), again=again)


def told(session: SessionView) -> object:
    """What a session says, without ids and times of its own."""
    names = {one.id: one.handle for one in session.images}
    return (
        session.title,
        session.focus,
        [(t.text, t.state, t.language, t.reply, t.plan, t.rewrite, t.created, t.ended) for t in session.turns],
        [[(j.tool, j.state, j.inputs, j.params, j.seed, j.handles, [i.handle for i in j.images]) for j in t.jobs]
         for t in session.turns],
        [(i.handle, i.kind, i.tool, i.alt, i.width, i.height, i.rating, i.slot, i.created, i.star,
          [(p.role, names[p.id]) for p in i.parents]) for i in session.images],
    )  # fmt: skip


def test_how_it_was_asked_arrives(furnished: Hands, elsewhere: Hands) -> None:
    furnished.say("brighter", making(brighten("#1")), attempts=2, preset="logo", seed=5, creativity="low")
    furnished.finish(furnished.claimed())
    furnished.house.turn_queue.end(furnished.turn_claimed(), Ending(TurnState.DONE, "Brighter."))
    first = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    again = taken(elsewhere.house.bundles.session(elsewhere.user, bring(elsewhere, first).session))
    asked = [[turn["asked"] for turn in graph(data)["turns"]] for data in (first, again)]  # type: ignore[attr-defined]  # of JSON
    assert asked[0] == asked[1]
    assert {"attempts": 2, "preset": "logo", "seed": 5, "creativity": "low"}.items() <= asked[1][-1].items()


def test_a_session_arrives_whole(furnished: Hands, elsewhere: Hands) -> None:
    data = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    done = bring(elsewhere, data)
    assert (done.pictures, done.turns, done.already) == (3, 1, False)
    before = furnished.house.sessions.get(furnished.user, furnished.session)
    after = elsewhere.house.sessions.get(elsewhere.user, done.session)
    assert told(after) == told(before)
    assert not {one.id for one in after.images} & {one.id for one in before.images}
    for then, now in zip(before.images, after.images, strict=True):
        was = elsewhere.house.images.get(elsewhere.user, now.id)
        first = furnished.house.images.get(furnished.user, then.id)
        assert was.imported is not None
        assert (was.imported.image, was.imported.session) == (then.id, furnished.session)
        assert was.recipe == first.recipe
        here = elsewhere.house.images.file(elsewhere.user, now.id)
        assert here == furnished.house.images.file(furnished.user, then.id)
    assert elsewhere.house.library.tags(elsewhere.user).tags[0].name == "best"
    assert [one.id for one in elsewhere.house.search.page(elsewhere.user, "tag:best").items] == [after.images[-1].id]


def test_it_goes_on_where_it_was(furnished: Hands, elsewhere: Hands) -> None:
    done = bring(elsewhere, taken(furnished.house.bundles.session(furnished.user, furnished.session)))
    there = Hands(elsewhere.house, elsewhere.user, done.session)
    job = there.job("#3")
    assert job.handles == ("#4",)
    there.finish(there.claimed())
    assert there.now(job).images[0].parents[0].handle == "#3"
    turn = there.say("and again", making(brighten("#4")))
    assert turn.state.value == "working"


def test_the_same_bundle_is_taken_in_once(furnished: Hands, elsewhere: Hands) -> None:
    house = furnished.house
    first = bring(elsewhere, taken(house.bundles.session(furnished.user, furnished.session)))
    kept = files(elsewhere.house)
    second = bring(elsewhere, taken(house.bundles.session(furnished.user, furnished.session)))
    assert (second.session, second.already, second.new) == (first.session, True, 0)
    third = bring(elsewhere, taken(house.bundles.session(furnished.user, furnished.session)), again=True)
    assert (third.session != first.session, third.new) == (True, 0)
    assert files(elsewhere.house) == kept
    with pytest.raises(NotFound):
        house.sessions.get(Hands.on(house, "stranger").user, furnished.session)


def test_one_waits_for_another_but_not_for_ever(furnished: Hands) -> None:
    data = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    hasty = Arrivals(furnished.house.means, patience=0.01)
    with ONE_AT_A_TIME, pytest.raises(Busy, match="Another"):
        hasty.take_in(furnished.user, io.BytesIO(data))
    assert bring(furnished, data).turns == 1
    assert bring(furnished, data, again=True).turns == 1, "the turn is passed on, whatever becomes of it"


def test_a_branch_has_its_ancestors_or_its_family(furnished: Hands, elsewhere: Hands) -> None:
    house, user = furnished.house, furnished.user
    middle = house.sessions.get(user, furnished.session).images[1]
    for reach, handles in (("alone", ["#2"]), ("ancestors", ["#1", "#2"]), ("family", ["#1", "#2", "#3"])):
        data = taken(house.bundles.branch(user, middle.id, reach))  # type: ignore[arg-type]  # by name
        assert graph(data)["scope"] == ("image" if reach == "alone" else "branch")
        session = elsewhere.house.sessions.get(elsewhere.user, bring(elsewhere, data).session)
        assert [one.handle for one in session.images] == handles
        assert session.turns == ()
        edges = sum(len(one.parents) for one in session.images)
        assert edges == len(handles) - 1


def test_a_branch_crosses_into_the_session_it_was_forked_from(furnished: Hands, elsewhere: Hands) -> None:
    """#1 -> #2 -> #3 here; a fork continues from #2 and makes a #2 of its own. Its branch has all of them but #3."""
    house, user = furnished.house, furnished.user
    images = house.sessions.get(user, furnished.session).images
    fork = Hands(house, user, house.forks.from_image(user, images[1].id, "new").id)
    fork.job("#1")
    fork.finish(fork.claimed(), "red")
    last = house.sessions.get(user, fork.session).images[-1]
    data = taken(house.bundles.branch(user, last.id))
    session = elsewhere.house.sessions.get(elsewhere.user, bring(elsewhere, data).session)
    assert [(one.handle, [(parent.handle, parent.role) for parent in one.parents]) for one in session.images] == [
        ("#1", []),
        ("#2", [("#1", "source")]),
        ("#3", [("#2", "origin")]),
        ("#4", [("#3", "source")]),
    ]
    assert session.focus == "#3", "the fork's own focus, by its new name"
    bytes_of = elsewhere.house.images.file
    assert bytes_of(elsewhere.user, session.images[1].id) == bytes_of(elsewhere.user, session.images[2].id)
    family = taken(house.bundles.branch(user, images[0].id, "family"))
    assert len(elsewhere.house.sessions.get(elsewhere.user, bring(elsewhere, family).session).images) == 5
    house.sessions.delete(user, furnished.session)
    after = taken(house.bundles.branch(user, last.id))
    left = elsewhere.house.sessions.get(elsewhere.user, bring(elsewhere, after).session)
    assert [one.handle for one in left.images] == ["#3", "#4"], "what was deleted is carried as its place only"


@pytest.mark.parametrize("stale", [False, True])
def test_a_mask_is_told_of_its_picture_by_that_ones_new_name(
    furnished: Hands, elsewhere: Hands, *, stale: bool
) -> None:
    """Nobody knows what it shows, neither before nor after; a zip from before that was told by the old name."""
    house, user = furnished.house, furnished.user
    images = house.sessions.get(user, furnished.session).images
    fork = Hands(house, user, house.forks.from_image(user, images[1].id, "new").id)
    fork.mask((32, 24))
    fork.say("there", making(brighten("#1") | {"inputs": {"source": "#1", "mask": "m1"}}))
    fork.finish(fork.claimed(), "red")
    last = fork.picture("#2")
    there = Hands(elsewhere.house, elsewhere.user, bring(elsewhere, taken(house.bundles.branch(user, last.id))).session)
    marked = there.picture("m1")
    assert (marked.of, marked.alt) == ("#3", "mask on #3")
    if stale:
        there.execute("UPDATE images SET alt = 'mask on #1' WHERE id = :id", id=marked.id)
    there.say("paint m1 red")
    ledger = there.turn_claimed().ledger
    assert {row.handle: row.shows for row in ledger.images if row.kind == "mask"} == {"m1": None}


def test_a_forked_session_brings_what_it_was_forked_from(furnished: Hands, elsewhere: Hands) -> None:
    """As above, but the whole session: its own pictures keep their names, since its words use them."""
    house, user = furnished.house, furnished.user
    images = house.sessions.get(user, furnished.session).images
    fork = Hands(house, user, house.forks.from_image(user, images[1].id, "new").id)
    fork.say("brighter", making(brighten("#1")))
    fork.finish(fork.claimed(), "red")
    house.turn_queue.end(fork.turn_claimed(), Ending(TurnState.DONE, "There it is, #2.", "#2"))
    data = taken(house.bundles.session(user, fork.session))
    session = elsewhere.house.sessions.get(elsewhere.user, bring(elsewhere, data).session)
    assert {one.handle: [(parent.handle, parent.role) for parent in one.parents] for one in session.images} == {
        "#3": [],
        "#4": [("#3", "source")],
        "#1": [("#4", "origin")],
        "#2": [("#1", "source")],
    }
    assert (session.focus, session.turns[0].reply, session.turns[0].images[0].handle) == (
        "#2",
        "There it is, #2.",
        "#2",
    )
    there = Hands(elsewhere.house, elsewhere.user, session.id)
    assert there.job("#2").handles == ("#5",)
    nodes = elsewhere.house.lineage.graph(elsewhere.user, session.images[-1].id, "up").nodes
    assert [one.handle for one in nodes] == ["#3", "#4", "#1", "#2"]
    shared = house.bundles.graph_of(user, fork.session, origins=False)
    assert [one.handle for one in shared.images] == ["#1", "#2"], "a link shows nothing of other sessions"


def test_how_a_turn_was_judged_and_its_presets_arrive(furnished: Hands, elsewhere: Hands) -> None:
    review = {
        "budget": 1, "best": "#3", "ended": "met",
        "attempts": [
            {"step": 2, "line": 2, "of": None, "change": None,
             "pictures": [{"image": "#2", "met": 1, "count": 2, "score": 1.25}]},
            {"step": 5, "line": 2, "of": "#2", "pictures": [{"image": "#3", "met": 2, "count": 2, "score": 1.9}],
             "change": {"way": "add", "failed": [{"kind": "subject", "text": "a boat", "of": "boat"}]}},
        ],
    }  # fmt: skip
    with furnished.house.means.database.write() as db:
        db.scalars(select(Turn)).one().review = review
        for job in db.scalars(select(Job)):
            job.preset = "poster"
    data = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    session = bring(elsewhere, data).session
    (turn,) = elsewhere.house.sessions.get(elsewhere.user, session).turns
    assert turn.review == furnished.house.sessions.get(furnished.user, furnished.session).turns[0].review
    assert turn.review is not None
    with elsewhere.house.means.database.read() as db:
        assert {job.preset for job in db.scalars(select(Job))} == {"poster"}


def test_what_a_picture_was_judged_to_be_arrives(furnished: Hands, elsewhere: Hands) -> None:
    check = {"kind": "colour", "text": "a red house", "of": "house", "met": True, "certainty": 0.9}
    scores = {"checks": [check], "met": 1, "missed": 0, "open": 0, "measures": {"psnr": 31.5}, "models": ["eye"]}
    with furnished.house.means.database.write() as db:
        db.get_one(Picture, furnished.picture("#3").id).scores = scores
    data = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    there = Hands(elsewhere.house, elsewhere.user, bring(elsewhere, data).session)
    assert there.house.images.get(there.user, there.picture("#3").id).scores == scores


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_bundle_of_an_older_version_is_taken_in(furnished: Hands, elsewhere: Hands, version: int) -> None:
    """Written before turns told how they were judged, and pictures what they descend from."""
    data = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    older = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(older, "w") as fresh:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "pentimento.json":
                said = json.loads(part) | {"version": version}
                for image in said["images"]:
                    del image["painted"], image["brought"]
                part = json.dumps(said).encode()
            fresh.writestr(name, part)
    assert bring(elsewhere, older.getvalue()).pictures == 3


def test_what_is_in_the_trash_stays_here(furnished: Hands, elsewhere: Hands) -> None:
    house, user = furnished.house, furnished.user
    first, *_ = house.sessions.get(user, furnished.session).images
    house.library.mark(user, MarkRequest(ids=(first.id,), trashed=True))
    data = taken(house.bundles.session(user, furnished.session))
    session = elsewhere.house.sessions.get(elsewhere.user, bring(elsewhere, data).session)
    assert [one.handle for one in session.images] == ["#2", "#3"]
    nodes = elsewhere.house.lineage.graph(elsewhere.user, session.images[0].id).nodes
    assert [(one.handle, one.purged is not None) for one in nodes] == [("#1", True), ("#2", False), ("#3", False)]
    with pytest.raises(BadRequest, match="thrown away"):
        house.bundles.branch(user, first.id)


def test_a_mask_goes_with_the_picture_in_the_trash(each_hands: Hands, elsewhere: Hands) -> None:
    hands, house, user = seeing(each_hands), each_hands.house, each_hands.user
    call(hands, "find", what="a secret dog")
    finish(hands, [mask()], FOUND)
    (first, place) = house.sessions.get(user, hands.session).images
    token = house.shares.add(user, hands.session, words=True, days=None).path.split("/")[2]
    (digest,) = (one.sha256 for one in house.bundles.graph_of(user, hands.session).images if one.kind == "mask")
    assert "a secret dog" in house.shares.recipe(token, "m1")
    assert house.shares.picture(token, str(digest))
    house.library.mark(user, MarkRequest(ids=(first.id,), trashed=True))
    data = taken(house.bundles.session(user, hands.session))
    assert ["sha256" in one for one in graph(data)["images"]] == [False, False]  # type: ignore[attr-defined]  # of JSON
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if name.startswith(("images/", "recipes/"))]
        assert "secret" not in "".join(archive.read(name).decode() for name in archive.namelist())
    assert bring(elsewhere, data).pictures == 1
    with pytest.raises(NotFound):
        house.shares.recipe(token, "m1")
    with pytest.raises(NotFound):
        house.shares.picture(token, str(digest))
    with pytest.raises(BadRequest, match="thrown away"):
        house.bundles.branch(user, place.id)
    house.library.mark(user, MarkRequest(ids=(first.id,), trashed=False))
    assert house.shares.picture(token, str(digest))


def test_the_zip_is_what_the_schema_says(furnished: Hands) -> None:
    data = taken(furnished.house.bundles.session(furnished.user, furnished.session))
    schema = json.loads((REPOSITORY / "docs" / "bundle.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(graph(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        page = archive.read("index.html").decode()
        recipe = json.loads(archive.read("recipes/3.json"))
    assert names[:2] == ["pentimento.json", "index.html"]
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "make it brighter twice" in page
    assert (recipe["format"], recipe["recipe"]["tool"]) == ("pentimento-recipe", "enhance")


@pytest.mark.parametrize(("language", "second"), [("en", "(reference)"), ("zh", "(参考)")])
def test_the_page_tells_of_both_pictures_in_one(hands: Hands, language: Language, second: str) -> None:
    one, two = (hands.upload().handle for _ in range(2))
    hands.say("both", making({"tool": "combine", "inputs": {"source": one, "reference": two}}))
    hands.finish(hands.claimed())
    data = taken(hands.house.bundles.session(hands.user, hands.session, language))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shown = re.sub("<[^>]+>", "", archive.read("index.html").decode())
    assert re.search(rf"#3 \w+ · \w+ #1 · \w+ #2 ?{re.escape(second)}", shown)


def test_words_cannot_break_out_of_the_page(each_hands: Hands) -> None:
    each_hands.upload()
    each_hands.house.sessions.rename(each_hands.user, each_hands.session, "</title><script>alert(1)</script>")
    data = taken(each_hands.house.bundles.session(each_hands.user, each_hands.session))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "<script" not in archive.read("index.html").decode()


def test_another_persons_session_is_not_found(furnished: Hands) -> None:
    stranger = Hands.on(furnished.house, "stranger")
    image = furnished.house.sessions.get(furnished.user, furnished.session).images[0]
    with pytest.raises(NotFound):
        furnished.house.bundles.session(stranger.user, furnished.session)
    with pytest.raises(NotFound):
        furnished.house.bundles.branch(stranger.user, image.id)


def test_pictures_are_read_one_at_a_time(hands: Hands) -> None:
    for colour in ("red", "green", "blue"):
        hands.upload((200, 200), colour)
    chunks = list(hands.house.bundles.session(hands.user, hands.session).chunks)
    with Image.open(io.BytesIO(hands.house.images.file(hands.user, hands.house.sessions.get(
            hands.user, hands.session).images[0].id)[0])) as one:  # fmt: skip
        assert one.size == (200, 200)
    assert len(chunks) >= 5

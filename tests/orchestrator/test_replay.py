"""Pictures made again by real tools: verdicts on one, on an ancestry, on a recipe; and what a replay may look at."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from orchestrator.db.models import Edge, Image, Remake
from orchestrator.domain.errors import BadRequest, Conflict
from orchestrator.domain.recipe import Recipe
from orchestrator.services.house.sweep import sweep_blobs
from orchestrator.services.shapes.verdict_views import VerdictView
from orchestrator.services.shapes.views import ImageDetail, ImageView, JobView
from orchestrator.worker.tool_loop import ToolLoop
from tests.orchestrator.hands import QUEUES, Hands, brighten, making
from tools import catalog


def work(hands: Hands) -> None:
    ToolLoop(hands.house, QUEUES, "node/tool/1").drain()


def chain(hands: Hands, length: int) -> ImageDetail:
    """`#2` to `#length + 1`, each made from the one before; `#1` was uploaded."""
    hands.say("on and on", making(brighten("#1"), *(brighten(f"@{number}") for number in range(1, length))))
    work(hands)
    return hands.picture(f"#{length + 1}")


def result(hands: Hands, job: JobView) -> VerdictView:
    work(hands)
    ended = hands.now(job)
    assert ended.error is None
    assert ended.result is not None
    return ended.result


def tamper(hands: Hands, handle: str, **recipe: Any) -> None:
    """Change how a picture says that it was made."""
    with hands.house.means.database.write() as db:
        row = db.scalars(select(Image).where(Image.session_id == hands.session, Image.handle == handle)).one()
        row.recipe = {**(row.recipe or {}), **recipe}


class Watch:
    """Notes what the database had kept of replays whenever one of `paths` was opened for reading."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.database = ""
        self.seen: list[tuple[str, list[str | None]]] = []
        sys.addaudithook(self._hook)  # for the life of the process: it looks at nothing once `paths` is empty

    def _hook(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and self.paths and str(given[0]) in self.paths and not {*str(given[1])} & {*"wax+"}:
            with closing(sqlite3.connect(self.database)) as db:
                kept = [row[0] for row in db.execute("SELECT blob FROM remakes ORDER BY step")]
            self.seen.append((str(given[0]).rpartition("/")[2], kept))


@pytest.fixture
def watch() -> Iterator[Watch]:
    made = Watch()
    yield made
    made.paths.clear()


def test_a_replay_says_identical_and_adds_no_picture(hands: Hands, uploaded: ImageView) -> None:
    made = chain(hands, 1)
    found = result(hands, hands.house.replay.submit(hands.user, made.id))
    assert (found.verdict, found.score, found.because) == ("identical", 1.0, ())
    assert len(hands.house.sessions.get(hands.user, hands.session).images) == 2


def test_the_ancestry_is_made_again_in_order(each_hands: Hands) -> None:
    each_hands.upload()
    tip = chain(each_hands, 6)
    found = result(each_hands, each_hands.house.replay.submit(each_hands.user, tip.id, ancestry=True))
    assert [(one.handle, one.verdict) for one in found.pictures] == [(f"#{n}", "identical") for n in range(2, 8)]
    assert found.verdict == "identical"


def test_what_differs_is_said_and_carries_on_to_what_descends_from_it(hands: Hands, uploaded: ImageView) -> None:
    tip = chain(hands, 4)
    tamper(hands, "#3", params={"adjust": "darken", "amount": "strong"}, version="0", libraries={"pillow": "1.0"})
    found = result(hands, hands.house.replay.submit(hands.user, tip.id, ancestry=True))
    assert [one.verdict == "identical" for one in found.pictures] == [True, False, False, False]
    assert f"version of enhance: 0 then, {catalog.spec('enhance').version} now" in found.pictures[1].because
    assert [(one.what, one.name) for one in found.pictures[2].changes] == [("parent", "#3")]
    assert (found.verdict, {change.what for change in found.changes}) == ("different", {"tool", "library", "parent"})
    alone = result(hands, hands.house.replay.submit(hands.user, tip.id))
    assert alone.verdict == "identical", "alone, it is made from what is stored"


def test_an_ancestor_that_cannot_be_made_again(hands: Hands, uploaded: ImageView) -> None:
    tip = chain(hands, 3)
    tamper(hands, "#3", model="gone", fingerprint="0" * 64)
    found = result(hands, hands.house.replay.submit(hands.user, tip.id, ancestry=True))
    assert [one.verdict for one in found.pictures] == ["identical", "different", "different"]
    (why,) = found.pictures[1].changes
    assert (why.what, why.name, found.pictures[1].score, found.pictures[1].made) == ("missing", "gone", None, None)
    assert found.pictures[2].changes[0].what == "parent"
    tamper(hands, "#4", tool="unheard-of")
    alone = result(hands, hands.house.replay.submit(hands.user, tip.id))
    assert [(one.what, one.name) for one in alone.changes] == [("missing", "unheard-of")]


def test_the_original_is_not_looked_at_before_the_replay_is_kept(
    hands: Hands, uploaded: ImageView, watch: Watch
) -> None:
    tip = chain(hands, 3)
    tamper(hands, "#2", seed=2)
    with hands.house.means.database.read() as db:
        blobs = {row.handle: row.blob for row in db.scalars(select(Image))}
    root = hands.house.settings.home / "blobs"
    job = hands.house.replay.submit(hands.user, tip.id, ancestry=True)
    watch.database = str(hands.house.settings.home / "pentimento.db")
    watch.paths = {str(root / blobs[handle][:2] / blobs[handle]) for handle in ("#2", "#3", "#4")}
    found = result(hands, job)
    watch.paths = set()
    assert found.verdict == "identical"
    names = [blobs[handle] for handle in ("#2", "#3", "#4")]
    looks = [(name, [*names[: at + 1], *[None] * (2 - at)]) for at, name in enumerate(names)]
    assert watch.seen[:3] == looks, "one look each, after its own remake was kept"
    assert all(None not in kept for _, kept in watch.seen[3:]), "whoever looks later is no part of the replay"


def test_a_replay_needs_no_original(hands: Hands, uploaded: ImageView) -> None:
    tip = chain(hands, 2)
    root, names = hands.house.settings.home / "blobs", {}
    with hands.house.means.database.read() as db:
        for row in db.scalars(select(Image).where(Image.kind == "image")):
            names[row.handle] = root / row.blob[:2] / row.blob
    stored = {handle: path.read_bytes() for handle, path in names.items()}
    for path in names.values():
        path.unlink()
    found = result(hands, hands.house.replay.submit(hands.user, tip.id, ancestry=True))
    assert [one.verdict for one in found.pictures] == ["identical", "identical"]
    assert {handle: path.read_bytes() for handle, path in names.items()} == stored, "made again, to the byte"


def test_a_damaged_original(hands: Hands, uploaded: ImageView) -> None:
    made = chain(hands, 1)
    with hands.house.means.database.read() as db:
        blob = db.scalars(select(Image.blob).where(Image.id == made.id)).one()
    path = hands.house.settings.home / "blobs" / blob[:2] / blob
    path.write_bytes(b"rust")
    assert result(hands, hands.house.replay.submit(hands.user, made.id)).verdict == "identical", "by the recipe's hash"
    tamper(hands, "#2", pixels=None)
    assert "damaged" in {one.what for one in result(hands, hands.house.replay.submit(hands.user, made.id)).changes}


def test_a_recipe_that_came_as_a_file(hands: Hands, uploaded: ImageView) -> None:
    recipe = chain(hands, 1).recipe
    assert recipe is not None
    session = hands.house.sessions.create(hands.user).id
    again = Recipe.model_validate_json(recipe.model_dump_json())
    assert result(hands, hands.house.replay.of_recipe(hands.user, session, again)).verdict == "identical"
    other = again.model_copy(update={"params": {"adjust": "darken", "amount": "strong"}})
    unlike = result(hands, hands.house.replay.of_recipe(hands.user, session, other))
    assert (unlike.verdict, unlike.score, unlike.changes[0].what) == ("different", None, "unknown")
    measured = result(hands, hands.house.replay.of_recipe(hands.user, session, other, hands.picture("#2").id))
    assert (measured.verdict, measured.score is None) == ("different", False)
    stranger = Hands.on(hands.house, "stranger")
    theirs = result(stranger, hands.house.replay.of_recipe(stranger.user, stranger.session, again))
    assert [(one.what, one.name) for one in theirs.changes] == [("missing", "source")], "a hash opens nothing"


WILD: dict[str, tuple[dict[str, Any], str]] = {
    "a side": ({"width": 8192}, "width"),
    "steps": ({"steps": 1000}, "steps"),
    "guidance": ({"guidance": 31.0}, "guidance"),
}


@pytest.mark.parametrize("name", WILD)
def test_what_a_model_is_said_to_have_had_has_the_bounds_of_a_request(hands: Hands, name: str) -> None:
    defaults, word = WILD[name]
    wild = Recipe(tool="generate", version="2", params={"prompt": "a house"}, seed=1, slot=0, model="starter-paint",
                  defaults=defaults)  # fmt: skip
    with pytest.raises(BadRequest, match=word):
        hands.house.replay.of_recipe(hands.user, hands.session, wild)
    hands.upload()
    made = chain(hands, 1)
    tamper(hands, "#2", **wild.model_dump(mode="json"))  # as if it had been there before
    found = result(hands, hands.house.replay.submit(hands.user, made.id))
    assert [(one.what, word in (one.now or "")) for one in found.changes] == [("refused", True)]
    assert found.pictures[0].made is None


def test_defaults_are_numbers() -> None:
    for value in ("x", 1e300, -1, float("nan")):
        with pytest.raises(ValidationError):
            Recipe(tool="generate", version="2", params={}, seed=1, slot=0, defaults={"steps": value})


def test_a_replay_makes_nothing_that_a_request_may_not(hands: Hands) -> None:
    hands.upload((2048, 2048))
    with hands.house.means.database.read() as db:
        blob = db.scalars(select(Image.blob).where(Image.session_id == hands.session)).one()
    wide = Recipe(tool="outpaint", version="1", params={"amount": 200}, seed=1, slot=0, model="starter-paint",
                  inputs={"source": blob})  # fmt: skip
    with pytest.raises(BadRequest, match="megapixels"):
        hands.house.replay.of_recipe(hands.user, hands.session, wide)
    hands.upload((64, 48), "red")
    hands.say("brighter", making(brighten("#2")))
    work(hands)
    big = {**wide.model_dump(mode="json"), "model": None}
    tamper(hands, "#3", **big)
    with hands.house.means.database.write() as db:
        (edge,) = db.scalars(select(Edge).join(Image, Image.id == Edge.child).where(Image.handle == "#3"))
        edge.parent = db.scalars(select(Image.id).where(Image.handle == "#1")).one()
    found = result(hands, hands.house.replay.submit(hands.user, hands.picture("#3").id))
    assert [(one.what, "megapixels" in (one.now or "")) for one in found.changes] == [("refused", True)]
    bare = Recipe(tool="enhance", version="1", params={"adjust": "brighten"}, seed=1, slot=0)
    with pytest.raises(BadRequest, match="needs a source"):
        hands.house.replay.of_recipe(hands.user, hands.session, bare)


def test_what_was_never_made_here(hands: Hands, uploaded: ImageView) -> None:
    for ancestry in (False, True):
        with pytest.raises(Conflict, match="not made here"):
            hands.house.replay.submit(hands.user, uploaded.id, ancestry=ancestry)


def test_a_replay_goes_on_where_it_was(hands: Hands, uploaded: ImageView) -> None:
    tip = chain(hands, 3)
    job = hands.house.replay.submit(hands.user, tip.id, ancestry=True)
    first = hands.claimed("dies")
    step = hands.house.remakes.script(first)[0]
    hands.let_leases_lapse()
    hands.house.job_queue.lapse()
    hands.let_pauses_pass()
    assert step.blob is None
    found = result(hands, job)
    assert (found.verdict, len(found.pictures), hands.now(job).attempt) == ("identical", 3, 2)


def test_what_was_made_again_is_kept_until_its_session_goes(hands: Hands, uploaded: ImageView) -> None:
    made = chain(hands, 1)
    tamper(hands, "#2", params={"adjust": "darken", "amount": "strong"}, pixels=None)
    job = hands.house.replay.submit(hands.user, made.id)
    assert result(hands, job).verdict == "different"
    sweep_blobs(hands.house.means, grace=-1)
    assert hands.house.replay.picture(hands.user, job.id, 1)[1] == "image/png"
    assert hands.house.replay.picture(hands.user, job.id, 1, "thumb")[1] == "image/webp"
    hands.house.sessions.delete(hands.user, hands.session)
    assert sweep_blobs(hands.house.means, grace=-1) > 0
    with hands.house.means.database.read() as db:
        assert db.scalar(select(Remake.step).limit(1)) is None

"""Long sessions in pages: each turn and picture once, the latest first, and what an undo needs from any of them."""

import pytest
from sqlalchemy import update

from orchestrator.db.models import StudioSession
from orchestrator.domain.errors import BadRequest, NotFound
from orchestrator.domain.plan import Intent, Plan
from orchestrator.services.sessions import sessions
from orchestrator.services.shapes.cursors import encoded
from tests.orchestrator.hands import Hands

MANY = 7


@pytest.fixture
def long(each_hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A session of more turns and pictures than an answer holds; the answers are made short for it."""
    monkeypatch.setattr(sessions, "TURNS", 3)
    monkeypatch.setattr(sessions, "IMAGES", 4)
    for number in range(1, MANY + 1):
        each_hands.upload()
        each_hands.say(f"look, {number}", Plan(intent=Intent.SELECT, image=f"#{number}"))
    return each_hands


def test_a_session_begins_with_its_latest_and_leads_to_the_rest(long: Hands) -> None:
    house, user = long.house, long.user
    view = house.sessions.get(user, long.session)
    assert [turn.text for turn in view.turns] == ["look, 5", "look, 6", "look, 7"]
    assert [one.handle for one in view.images] == ["#4", "#5", "#6", "#7"]
    said, shown = list(view.turns[::-1]), list(view.images[::-1])
    turns, images = view.earlier.turns, view.earlier.images
    while turns:
        page = house.sessions.turns(user, long.session, cursor=turns, limit=2)
        assert len(page.items) <= 2
        said += page.items
        turns = page.cursor
    while images:
        shelf = house.sessions.images(user, long.session, cursor=images, limit=2)
        shown += shelf.items
        images = shelf.cursor
    assert [turn.text for turn in said] == [f"look, {number}" for number in range(MANY, 0, -1)]
    assert [one.handle for one in shown] == [f"#{number}" for number in range(MANY, 0, -1)]


def test_a_short_session_has_nothing_earlier(each_hands: Hands) -> None:
    each_hands.upload()
    view = each_hands.house.sessions.get(each_hands.user, each_hands.session)
    assert (view.earlier.turns, view.earlier.images) == (None, None)


def test_the_picture_in_focus_is_there_however_old_it_is(long: Hands) -> None:
    view = long.house.sessions.focus(long.user, long.session, "#2")
    assert [one.handle for one in view.images] == ["#2", "#4", "#5", "#6", "#7"]
    assert view.walk.undo == "#1"
    assert long.house.sessions.undo(long.user, long.session).images[0].handle == "#1"


def test_pictures_of_one_moment_are_not_lost_between_pages(long: Hands) -> None:
    long.execute("UPDATE images SET created = 5, slot = 0")
    seen: list[str] = []
    cursor = None
    for _ in range(MANY):
        page = long.house.sessions.images(long.user, long.session, cursor=cursor, limit=1)
        seen += [one.handle for one in page.items]
        cursor = page.cursor
    assert sorted(seen) == [f"#{number}" for number in range(1, MANY + 1)]
    assert cursor is None


@pytest.mark.parametrize("cursor", ["x", encoded(1.0, "a\0b"), encoded(1.0, "no slot"), encoded(1.0, "1e9.a")])
def test_a_cursor_of_somebody_elses_making_is_refused(long: Hands, cursor: str) -> None:
    with pytest.raises(BadRequest, match="cursor"):
        long.house.sessions.images(long.user, long.session, cursor=cursor)


def test_the_pages_of_others_are_not_found(long: Hands) -> None:
    other = Hands.on(long.house, "other")
    for part in (long.house.sessions.turns, long.house.sessions.images):
        with pytest.raises(NotFound):
            part(other.user, long.session)


def test_a_focus_that_is_gone_falls_back_to_the_newest(long: Hands) -> None:
    with long.house.means.database.write() as db:
        db.execute(update(StudioSession).where(StudioSession.id == long.session).values(focus="#99"))
    view = long.house.sessions.get(long.user, long.session)
    assert view.walk.undo == "#6"

"""The event stream as frames: order, resuming, passing news, seats. The wire itself is tried in test_server.py."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import StudioError
from tests.web.conftest import Caller, assert_problem, picture
from web import events
from web.api.stream import SEATS
from web.events import Seats, follow
from web.problems import TooMany


def polled(me: Caller, session: str, after: int = 0) -> tuple[list[tuple[int | None, str]], int]:
    body = me.get(f"/sessions/{session}/events", query_string={"poll": 1, "after": after}).json
    return [(event["seq"], event["kind"]) for event in body["events"]], body["after"]


def frames(stream: Iterator[str], count: int) -> list[str]:
    return [next(stream) for _ in range(count)]


def ids(shown: list[str]) -> list[int]:
    return [int(line[4:]) for frame in shown for line in frame.splitlines() if line.startswith("id: ")]


@pytest.fixture
def session(me: Caller) -> str:
    """A session with three events."""
    made = me.session()
    for number in range(3):
        me("PATCH", f"/sessions/{made}", json={"title": f"title {number}"})
    return made


def test_polling_goes_on_where_it_stopped(me: Caller, session: str) -> None:
    first, after = polled(me, session)
    assert [kind for _, kind in first].count("session.changed") == 3
    assert [seq for seq, _ in first] == sorted(seq for seq, _ in first if seq)
    assert polled(me, session, after) == ([], after)
    me.upload(session, picture())
    second, last = polled(me, session, after)
    assert "image.added" in [kind for _, kind in second]
    assert last > after
    assert me.get(f"/sessions/{session}").json["seq"] == last


def test_a_stream_resumes_behind_what_was_seen(me: Caller, session: str) -> None:
    last = me.get(f"/sessions/{session}").json["seq"]

    def opened(query: str = "", **headers: str) -> list[int]:
        response = me.get(f"/sessions/{session}/events{query}", headers=headers)
        assert response.mimetype == "text/event-stream"
        chunks = response.iter_encoded()
        assert next(chunks) == b"retry: 1000\n\n"
        shown = [next(chunks).decode()]
        response.close()
        return ids(shown)

    assert opened() == [1]
    assert opened(f"?after={last - 1}") == [last]
    assert opened(**{"Last-Event-ID": str(last - 1)}) == [last]
    assert opened(f"?after={last}", **{"Last-Event-ID": "1"}) == [2]
    assert opened(**{"Last-Event-ID": "nonsense"}) == [1]


def test_each_event_is_one_frame_with_ids_to_read_again(me: Caller, here: Studio, session: str) -> None:
    user = here.users.authenticate(me.headers["Authorization"].removeprefix("Bearer "))
    last = me.get(f"/sessions/{session}").json["seq"]
    stream = follow(here, user, session, 0, stands=lambda: True, wait=lambda _: True)
    shown = list(stream)
    assert ids(shown) == list(range(1, last + 1))
    for frame in shown[1:]:
        number, kind, data, end, rest = frame.split("\n")
        assert number.startswith("id: ")
        assert kind.startswith("event: ")
        assert json.loads(data.removeprefix("data: "))["session"] == session
        assert (end, rest) == ("", "")


def test_hundreds_of_events_come_in_order(me: Caller, here: Studio) -> None:
    session = me.session()
    for number in range(130):
        here.sessions.rename(here.users.authenticate(me.headers["Authorization"][7:]), session, f"title {number}")
    user = here.users.authenticate(me.headers["Authorization"][7:])
    last = me.get(f"/sessions/{session}").json["seq"]
    assert last >= 130
    assert ids(list(follow(here, user, session, 0, stands=lambda: True, wait=lambda _: True))) == list(
        range(1, last + 1)
    )


def test_a_quiet_stream_beats_and_ends(me: Caller, here: Studio, session: str, monkeypatch: pytest.MonkeyPatch) -> None:
    user = here.users.authenticate(me.headers["Authorization"][7:])
    monkeypatch.setattr(events, "HEARTBEAT", 0.0)
    last = me.get(f"/sessions/{session}").json["seq"]
    stream = follow(here, user, session, last, stands=lambda: True, wait=lambda _: False)
    assert frames(stream, 3) == ["retry: 1000\n\n", ": still here\n\n", ": still here\n\n"]
    stopped = follow(here, user, session, last, stands=lambda: False, wait=lambda _: False)
    assert list(stopped) == ["retry: 1000\n\n", ": still here\n\n"]
    monkeypatch.setattr(events, "MAX_AGE", 0.0)
    assert list(follow(here, user, session, last, stands=lambda: True, wait=lambda _: False)) == ["retry: 1000\n\n"]


def test_a_stream_ends_with_its_session(me: Caller, here: Studio, session: str) -> None:
    user = here.users.authenticate(me.headers["Authorization"][7:])
    stream = follow(here, user, session, 0, stands=lambda: True, wait=lambda _: False)
    next(stream)
    me("DELETE", f"/sessions/{session}")
    assert not list(stream)
    with pytest.raises(StudioError):
        here.events.after(user, session, 0)


def test_seats_are_counted_and_given_back(app: Flask, me: Caller, session: str) -> None:
    open_streams = [me.get(f"/sessions/{session}/events") for _ in range(events.PER_USER)]
    refused = me.get(f"/sessions/{session}/events")
    assert_problem(refused, 429, "poll")
    assert refused.headers["Retry-After"]
    assert me.get(f"/sessions/{session}/events?poll=1").status_code == 200
    assert app.extensions[SEATS].taken() == events.PER_USER
    for response in open_streams:
        response.close()
        response.close()
    assert app.extensions[SEATS].taken() == 0
    me("HEAD", f"/sessions/{session}/events").close()
    assert app.extensions[SEATS].taken() == 0


def test_seats_have_a_total() -> None:
    seats = Seats(total=3, per_user=2)
    leave = [seats.take("a"), seats.take("a"), seats.take("b")]
    for user in ("a", "b", "c"):
        with pytest.raises(TooMany):
            seats.take(user)
    leave[0]()
    leave[0]()
    assert seats.taken() == 2
    seats.take("c")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "poll=perhaps", f"after={2**63}"])
def test_bad_positions(me: Caller, session: str, query: str) -> None:
    assert_problem(me.get(f"/sessions/{session}/events?{query}"), 422)

"""What is said of a picture: written by hand, or by a model that describes uploads while nothing else is to be done."""

import pytest

from orchestrator.bootstrap import Studio
from orchestrator.services.jobs.results import Circumstances
from orchestrator.settings import Settings
from tests.web.conftest import Caller, assert_problem, picture

EYE = 'name = "seer"\nfamily = "eye"\ncapabilities = ["describe"]\n'


@pytest.fixture
def seer(settings: Settings) -> None:
    """A model that is declared to describe."""
    settings.describe_uploads = True
    folder = settings.home / "models" / "seer"
    folder.mkdir(parents=True)
    (folder / "model.toml").write_text(EYE)


def claimed_describe(here: Studio) -> str | None:
    claim = here.job_queue.claim(("gpu",), "w")
    if claim is None:
        return None
    assert claim.tool == "describe"
    here.results.finish(claim, [], Circumstances(version="1"), {"caption": "A grey wall."})
    return claim.id


@pytest.mark.usefixtures("seer")
def test_an_upload_is_described_once(me: Caller, here: Studio) -> None:
    session = me.session()
    image = me.upload(session, picture(), key="k").json
    assert me.upload(session, picture(), key="k").json["id"] == image["id"]
    assert claimed_describe(here)
    assert me.get(f"/images/{image['id']}").json["alt"] == "A grey wall."
    assert claimed_describe(here) is None, "a repeated upload is described once"
    found = me.get("/search?q=wall").json["items"]
    assert [one["id"] for one in found] == [image["id"]]


@pytest.mark.usefixtures("seer")
def test_who_does_not_want_it_is_left_alone(me: Caller, here: Studio, settings: Settings) -> None:
    settings.describe_uploads = False
    me.upload(me.session(), picture())
    assert claimed_describe(here) is None


@pytest.mark.usefixtures("seer")
def test_what_nobody_asked_for_takes_nobodys_room(me: Caller, settings: Settings) -> None:
    settings.max_open_jobs = 1
    session = me.session()
    me.upload(session, picture())
    asked = {"tool": "describe", "inputs": {"source": "#1"}}
    assert [me.post(f"/sessions/{session}/jobs", json=asked).status_code for _ in range(2)] == [202, 429]


@pytest.mark.usefixtures("seer")
def test_what_people_wait_for_goes_first(me: Caller, here: Studio) -> None:
    session = me.session()
    me.upload(session, picture())
    asked = me.post(f"/sessions/{session}/jobs", json={"tool": "describe", "inputs": {"source": "#1"}}).json
    claim = here.job_queue.claim(("gpu",), "w")
    assert claim is not None
    assert claim.id == asked["id"]


@pytest.mark.usefixtures("seer")
def test_a_mask_is_not_described(me: Caller, here: Studio) -> None:
    session = me.session()
    me.upload(session, picture())
    assert claimed_describe(here)
    me.upload(session, picture(mode="L"), kind="mask")
    assert claimed_describe(here) is None


@pytest.mark.usefixtures("seer")
def test_words_of_a_person_are_never_overwritten(me: Caller, here: Studio) -> None:
    image = me.upload(me.session(), picture()).json
    told = me("PATCH", f"/images/{image['id']}", json={"alt": " 我家的墙 "})
    assert (told.status_code, told.json["alt"]) == (200, "我家的墙")
    assert claimed_describe(here)
    assert me.get(f"/images/{image['id']}").json["alt"] == "我家的墙"
    events = me.get(f"/sessions/{image['session']}/events?poll=1").json["events"]
    assert [one["data"]["image"] for one in events if one["kind"] == "image.changed"] == [image["id"]] * 2


def test_alt_text_is_bounded_and_ones_own(me: Caller, other: Caller) -> None:
    image = me.upload(me.session(), picture()).json
    assert_problem(me("PATCH", f"/images/{image['id']}", json={"alt": "  "}), 422, "no words")
    assert_problem(me("PATCH", f"/images/{image['id']}", json={"alt": "x" * 2001}), 422)
    assert_problem(me("PATCH", f"/images/{image['id']}", json={}), 422)
    assert_problem(other("PATCH", f"/images/{image['id']}", json={"alt": "mine"}), 404)
    assert me.get(f"/images/{image['id']}").json["alt"] == image["alt"]

"""Work over the API with the loops of the real workers beside it: jobs, edited plans, dry plans, cancels."""

import io
import threading
import time
from typing import Any

import numpy as np
import pytest
from flask import Flask
from PIL import Image

from orchestrator.bootstrap import Studio
from orchestrator.domain.plan import Plan
from orchestrator.services.house.models import FRESH_SECONDS
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.tool_loop import ToolLoop
from tests.web.conftest import MINE, Caller, assert_problem, furnish, opened, picture
from web.api import turns

BRIGHTER = {"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "brighten"}}
PLAN = {"intent": "make", "steps": [BRIGHTER]}


@pytest.fixture
def session(me: Caller) -> str:
    """A session with a picture in it."""
    made = me.session()
    me.upload(made, picture(80, 60))
    return made


def work(here: Studio) -> None:
    """What the workers do until nothing is left; without a language model."""
    tool, agent = ToolLoop(here, ("cpu", "gpu"), "test/tool/1"), AgentLoop(here, None, "test/agent/1", "none here")
    for _ in range(3):
        agent.drain()
        tool.drain()


def pixels(me: Caller, image: str) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(io.BytesIO(me.get(f"/images/{image}/file").data)).convert("RGB")).astype(int)


def test_a_job_from_start_to_end(me: Caller, here: Studio, session: str) -> None:
    sent = me.post(f"/sessions/{session}/jobs", json={**BRIGHTER, "seed": 7})
    assert sent.status_code == 202
    job = sent.json["id"]
    assert sent.headers["Location"] == f"/api/v1/jobs/{job}"
    assert (sent.json["state"], sent.json["progress"], sent.json["images"]) == ("queued", 0.0, [])
    assert me.get(f"/jobs/{job}/preview").status_code == 204
    work(here)
    done = me.get(f"/jobs/{job}").json
    assert (done["state"], done["progress"], done["seed"], done["attempt"]) == ("succeeded", 1.0, 7, 1)
    (image,) = done["images"]
    assert image["handle"] == "#2"
    assert [(parent["handle"], parent["role"]) for parent in image["parents"]] == [("#1", "source")]
    shown = me.get(f"/sessions/{session}").json
    upload = shown["images"][0]["id"]
    assert pixels(me, image["id"]).mean() > pixels(me, upload).mean()
    facts = me.get(f"/images/{image['id']}").json
    assert facts["recipe"]["tool"] == "enhance"
    assert facts["recipe"]["params"]["adjust"] == "brighten"
    graph = me.get(f"/images/{upload}/lineage").json
    assert graph["edges"] == [{"child": image["id"], "parent": upload, "role": "source"}]
    assert {node["handle"] for node in graph["nodes"]} == {"#1", "#2"}
    diff = me.get("/diff", query_string={"a": upload, "b": image["id"]}).json
    assert diff["pixels"]["same_size"]
    assert diff["pixels"]["changed"] > 0


def test_a_replay_has_a_verdict(me: Caller, here: Studio, session: str) -> None:
    me.post(f"/sessions/{session}/jobs", json=BRIGHTER)
    work(here)
    image = me.get(f"/sessions/{session}").json["images"][1]["id"]
    sent = me.post(f"/images/{image}/replay", headers={"Idempotency-Key": "once"})
    assert sent.status_code == 202
    assert me.post(f"/images/{image}/replay", headers={"Idempotency-Key": "once"}).json["id"] == sent.json["id"]
    work(here)
    replay = me.get(f"/jobs/{sent.json['id']}").json
    assert (replay["kind"], replay["of"], replay["state"]) == ("replay", image, "succeeded")
    result = replay["result"]
    assert (result["verdict"], result["score"], result["because"]) == ("identical", 1.0, [])
    (one,) = result["pictures"]
    assert (one["handle"], one["image"], one["verdict"]) == ("#2", image, "identical")
    again = me.get(one["made"].removeprefix("/api/v1"))
    assert (again.mimetype, again.data) == ("image/png", me.get(f"/images/{image}/file").data)
    assert_problem(me.get(f"/jobs/{sent.json['id']}/made", query_string={"step": 2}), 404)
    assert len(me.get(f"/sessions/{session}").json["images"]) == 2


def test_a_picture_is_turned_and_turned_back(me: Caller, here: Studio, session: str) -> None:
    """Bit by bit, and made again identically; nothing to do is refused."""
    for source, turn in (("#1", "left"), ("#2", "right")):
        sent = me.post(
            f"/sessions/{session}/jobs",
            json={"tool": "transform", "inputs": {"source": source}, "params": {"turn": turn}},
        )
        assert sent.status_code == 202
        work(here)
    first, turned, back = me.get(f"/sessions/{session}").json["images"]
    assert (turned["width"], turned["height"]) == (60, 80)
    assert (pixels(me, turned["id"]) == np.rot90(pixels(me, first["id"]))).all()
    assert (pixels(me, back["id"]) == pixels(me, first["id"])).all()
    replay = me.post(f"/images/{turned['id']}/replay")
    work(here)
    assert me.get(f"/jobs/{replay.json['id']}").json["result"]["verdict"] == "identical"
    empty = {"tool": "transform", "inputs": {"source": "#1"}, "params": {}}
    refused = me.post(f"/sessions/{session}/jobs", json=empty)
    assert refused.status_code == 422
    assert "what is to be done" in refused.json["detail"]


def test_a_recipe_file_is_replayed(me: Caller, here: Studio, session: str) -> None:
    me.post(f"/sessions/{session}/jobs", json=BRIGHTER)
    work(here)
    recipe = me.get(f"/images/{me.get(f'/sessions/{session}').json['images'][1]['id']}").json["recipe"]
    sent = me.post(f"/sessions/{me.session()}/replay", json={"recipe": recipe})
    assert (sent.status_code, sent.json["of"]) == (202, None)
    work(here)
    assert me.get(f"/jobs/{sent.json['id']}").json["result"]["verdict"] == "identical"
    assert_problem(me.post(f"/sessions/{session}/replay", json={"recipe": {**recipe, "batch": 2}}), 422)


def test_events_tell_what_happened_in_order(me: Caller, here: Studio, session: str) -> None:
    seen = me.get(f"/sessions/{session}").json["seq"]
    job = me.post(f"/sessions/{session}/jobs", json=BRIGHTER).json["id"]
    work(here)
    events = me.get(f"/sessions/{session}/events", query_string={"poll": 1, "after": seen}).json["events"]
    states = [event["data"]["state"] for event in events if event["kind"] == "job.changed"]
    assert states == ["queued", "running", "succeeded"]
    assert {event["data"]["job"] for event in events if event["kind"] == "job.changed"} == {job}
    (added,) = [event["data"] for event in events if event["kind"] == "image.added"]
    assert added["handle"] == "#2"
    assert me.get(f"/images/{added['image']}").status_code == 200


def test_an_edited_plan_runs_as_it_is(me: Caller, here: Studio, session: str) -> None:
    sent = me.post(f"/sessions/{session}/turns", json={"text": "brighter", "plan": PLAN, "seed": 3})
    assert sent.status_code == 202
    turn = sent.json["id"]
    assert sent.headers["Location"] == f"/api/v1/turns/{turn}"
    work(here)
    done = me.get(f"/turns/{turn}").json
    assert done["state"] == "done"
    assert [step["tool"] for step in done["plan"]["steps"]] == ["enhance"]
    assert [image["handle"] for image in done["images"]] == ["#2"]
    assert done["jobs"][0]["seed"] == 3
    assert [one["id"] for one in me.get(f"/sessions/{session}").json["turns"]] == [turn]


def test_cancelling(me: Caller, here: Studio, session: str) -> None:
    job = me.post(f"/sessions/{session}/jobs", json=BRIGHTER).json["id"]
    assert me.post(f"/jobs/{job}/cancel").json["state"] == "cancelled"
    turn = me.post(f"/sessions/{session}/turns", json={"text": "brighter", "plan": PLAN}).json["id"]
    assert me.post(f"/turns/{turn}/cancel").status_code == 200
    work(here)
    ended = me.get(f"/turns/{turn}").json
    assert ended["state"] == "cancelled"
    assert {one["state"] for one in ended["jobs"]} <= {"cancelled"}
    assert len(me.get(f"/sessions/{session}").json["images"]) == 1
    for path in (f"/jobs/{job}/cancel", f"/turns/{turn}/cancel"):
        assert me.post(path).status_code in {200, 409}
    again = me.post(f"/sessions/{session}/jobs", json=BRIGHTER).json["id"]
    work(here)
    assert me.get(f"/jobs/{again}").json["state"] == "succeeded"


def test_what_has_ended_cannot_be_cancelled(me: Caller, here: Studio, session: str) -> None:
    job = me.post(f"/sessions/{session}/jobs", json=BRIGHTER).json["id"]
    work(here)
    assert me.post(f"/jobs/{job}/cancel").status_code in {200, 409}
    assert me.get(f"/jobs/{job}").json["state"] == "succeeded"


def test_a_plan_is_answered_when_it_is_there(me: Caller, here: Studio, session: str) -> None:
    def agent() -> None:
        while (claim := here.turn_queue.claim("test/agent/1")) is None:
            pass
        here.turn_queue.commit_plan(claim, Plan.model_validate(PLAN), None)

    planner = threading.Thread(target=agent)
    planner.start()
    response = me.post(f"/sessions/{session}/plan", json={"text": "brighter"})
    planner.join()
    assert response.status_code == 200
    assert response.json["plan"]["steps"][0]["tool"] == "enhance"
    assert response.json["rewrite"] is None
    work(here)
    shown = me.get(f"/sessions/{session}").json
    assert len(shown["images"]) == 1
    assert shown["jobs"] == []
    again = me.post(f"/sessions/{session}/turns", json={"text": "brighter", "plan": response.json["plan"]})
    assert again.status_code == 202


def test_a_plan_that_takes_long_is_a_turn_to_poll(
    me: Caller, here: Studio, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PLAN_WAIT", 0.2)
    response = me.post(f"/sessions/{session}/plan", json={"text": "brighter"})
    assert response.status_code == 202
    assert response.json["state"] == "thinking"
    assert me.get(f"/turns/{response.json['id']}").json["dry"]
    assert response.headers["Location"] == f"/api/v1/turns/{response.json['id']}"


def test_without_a_language_model_a_plan_says_so(me: Caller, here: Studio, session: str) -> None:
    sent = threading.Thread(target=lambda: work_soon(here))
    sent.start()
    assert_problem(me.post(f"/sessions/{session}/plan", json={"text": "brighter"}), 503, "language model")
    sent.join()


def work_soon(here: Studio) -> None:
    agent = AgentLoop(here, None, "test/agent/1", "none here")
    while not here.turn_queue.waiting():
        pass
    agent.drain()


def test_the_queue_has_an_end(tmp_path: Any, empty_database: Any) -> None:
    settings: Settings = furnish(tmp_path, empty_database)
    settings.max_open_jobs = 2
    with opened(settings) as app:
        me = Caller(app.test_client(), MINE)
        session = me.session()
        me.upload(session, picture())
        for status in (202, 202, 429, 429):
            assert me.post(f"/sessions/{session}/jobs", json=BRIGHTER).status_code == status
        assert_problem(me.post(f"/sessions/{session}/turns", json={"text": "a dog"}), 429)


def test_a_broken_model_folder_is_named(app: Flask, settings: Settings, me: Caller, session: str) -> None:
    broken = settings.home / "models" / "broken"
    broken.mkdir(parents=True)
    (broken / "model.toml").write_text("name = ")
    until = time.monotonic() + 3 * FRESH_SECONDS
    while not (fine := me.get("/models").json)["broken"] and time.monotonic() < until:
        time.sleep(0.2)  # the folders were looked at a moment ago
    assert any("broken" in line for line in fine["broken"])
    assert str(settings.home) not in str(fine)
    assert me.post(f"/sessions/{session}/jobs", json=BRIGHTER).status_code == 202

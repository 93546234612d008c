"""The nine lines of the first conversation by script, on the real studio with the starter models (and no training).

Nothing here depends on how good a picture is: only on handles, parents, sizes, states and bits.
"""

import re

import pytest

from tests.servers.studios import Studio
from tests.system.talk import Talk, mask, parents, photograph, same_outside

pytestmark = [pytest.mark.serial, pytest.mark.slow, pytest.mark.timeout(900)]

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_nine_lines(bare_studio: Studio) -> None:
    talk = Talk(bare_studio.client)
    _make(talk)
    _night(talk)
    _boat(talk)
    _large(talk)
    _variations(talk)
    _how(talk)
    _photograph(talk)
    _plan_cancel_again(talk)
    _kill(bare_studio, talk)
    _chinese(bare_studio)
    _named_place(bare_studio)


def _chinese(studio: Studio) -> None:
    for words in ("夕阳下的海滩", "一只狗在草地上奔跑"):
        talk = Talk(studio.client)
        turn = talk.say(words)
        assert turn["language"] == "zh"
        assert [image["handle"] for image in turn["images"]] == ["#1"]
        assert HAN.search(turn["reply"])
        assert HAN.search("".join(str(span) for span in turn["rewrite"]["spans"]))


def _named_place(studio: Studio) -> None:
    talk = Talk(studio.client)
    talk.say("a red house by a lake at sunset")
    (image,) = talk.say("put a boat in the lower left")["images"]
    assert ("#1", "source") in parents(image)
    before, after = talk.pixels("#1"), talk.pixels(image["handle"])
    height, width = before.shape[:2]
    assert same_outside(before, after, (0, height // 3, 2 * width // 3, height))


def _make(talk: Talk) -> None:
    turn = talk.say("a red house by a lake at sunset")
    assert turn["plan"]["intent"] == "make"
    assert [step["tool"] for step in turn["plan"]["steps"]] == ["generate"]
    spans = turn["rewrite"]["spans"]
    assert {span["origin"] for span in spans} <= {"user", "added", "left_out"}
    said = " ".join(span.get("from") or span["text"] for span in spans if span["origin"] != "added")
    for word in ("red", "house", "lake", "sunset"):
        assert word in said, spans
    (image,) = turn["images"]
    assert (image["handle"], parents(image)) == ("#1", [])
    assert image["alt"]
    (job,) = turn["jobs"]
    assert (job["state"], job["progress"]) == ("succeeded", 1.0)
    replay = talk.call("POST", f"/images/{image['id']}/replay", 202)
    assert talk.wait_job(replay["id"])["result"]["verdict"] == "identical"


def _night(talk: Talk) -> None:
    (image,) = talk.say("make it night")["images"]
    assert (image["handle"], parents(image)) == ("#2", [("#1", "source")])
    assert (talk.pixels("#2") != talk.pixels("#1")).any()


def _boat(talk: Talk) -> None:
    before = talk.pixels("#2")
    height, width = before.shape[:2]
    box = (width // 8, height // 2, width // 2, height - height // 8)
    drawn = talk.upload(mask((width, height), box), kind="mask", of="#2")
    turn = talk.say("put a boat there", focus="#2", mask=drawn["handle"])
    (image,) = turn["images"]
    assert image["handle"] == "#3"
    assert sorted(parents(image)) == [("#2", "source"), (drawn["handle"], "mask")]
    after = talk.pixels("#3")
    assert same_outside(before, after, box)
    assert (before != after).any()


def _large(talk: Talk) -> None:
    (image,) = talk.say("make it twice as large")["images"]
    assert (image["handle"], parents(image)) == ("#4", [("#3", "source")])
    small = talk.image("#3")
    assert (image["width"], image["height"]) == (2 * small["width"], 2 * small["height"])


def _variations(talk: Talk) -> None:
    images = talk.say("go back to the first one and give me three variations")["images"]
    assert [image["handle"] for image in images] == ["#5", "#6", "#7"]
    assert all(parents(image) == [("#1", "source")] for image in images)
    assert len({talk.pixels(image["handle"]).tobytes() for image in images}) == 3


def _how(talk: Talk) -> None:
    before = talk.handles()
    turn = talk.say("show me how #4 was made")
    assert turn["plan"]["intent"] == "answer"
    assert turn["jobs"] == []
    assert "upscale" in turn["reply"].lower() or "#3" in turn["reply"]
    assert talk.handles() == before
    graph = talk.call("GET", f"/images/{talk.image('#4')['id']}/lineage")
    names = {node["id"]: node["handle"] for node in graph["nodes"]}
    edges = {(names[edge["child"]], names[edge["parent"]], edge["role"]) for edge in graph["edges"]}
    assert {("#4", "#3", "source"), ("#3", "#2", "source"), ("#2", "#1", "source")} <= edges


def _photograph(talk: Talk) -> None:
    size = (4000, 3000)
    handle = talk.upload(photograph(size))["handle"]
    (bright,) = talk.say("make this brighter", focus=handle)["images"]
    assert parents(bright) == [(handle, "source")]
    assert (bright["width"], bright["height"]) == size
    box = (1200, 1600, 2199, 2399)
    drawn = talk.upload(mask(size, box), kind="mask", of=handle)["handle"]
    (boat,) = talk.say("Put a boat", focus=handle, mask=drawn)["images"]
    assert (boat["width"], boat["height"]) == size
    before, after = talk.pixels(handle), talk.pixels(boat["handle"])
    assert same_outside(before, after, box)
    assert (before != after).any()


def _plan_cancel_again(talk: Talk) -> None:
    before = talk.handles()
    planned = talk.call("POST", f"/sessions/{talk.id}/plan", json={"text": "a blue house in a forest"})
    plan = planned["plan"]
    assert (plan["intent"], plan["steps"][0]["tool"]) == ("make", "generate")
    assert talk.handles() == before
    plan["steps"][0]["params"] |= {"count": 8, "steps": 100}
    long = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json={"text": "a blue house", "plan": plan, "seed": 7})
    job = talk.running(long["id"])
    seen = talk.client.get(f"/api/v1/jobs/{job['id']}/preview")
    assert seen.status_code in {200, 204}
    talk.call("POST", f"/turns/{long['id']}/cancel")
    stopped = talk.wait(long["id"])
    assert stopped["state"] == "cancelled"
    assert {one["state"] for one in stopped["jobs"]} == {"cancelled"}
    assert talk.handles() == before
    plan["steps"][0]["params"] |= {"count": 1, "steps": 4}
    again = talk.say("a blue house", plan=plan, seed=7)
    assert len(again["images"]) == 1
    assert again["jobs"][0]["params"]["steps"] == 4


def _kill(studio: Studio, talk: Talk) -> None:
    before = talk.handles()
    first = talk.pixels("#1")
    plan = {"intent": "make", "steps": [{"tool": "generate", "params": {"prompt": "a dog", "count": 2, "steps": 60}}]}
    sent = {"text": "a dog", "plan": plan}
    open_turn = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=sent, headers={"Idempotency-Key": "the dog"})
    job = talk.running(open_turn["id"])
    studio.kill9()
    studio.start()
    same = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=sent, headers={"Idempotency-Key": "the dog"})
    assert same["id"] == open_turn["id"]
    ended = talk.wait(open_turn["id"])
    assert ended["state"] == "done", ended
    assert [one["id"] for one in ended["jobs"]] == [job["id"]]
    assert len(ended["images"]) == 2
    assert ended["jobs"][0]["attempt"] >= 2
    assert len(talk.handles()) == len(before) + 2
    assert (talk.pixels("#1") == first).all()

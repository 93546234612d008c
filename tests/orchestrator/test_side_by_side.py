"""Steps of one message: independent ones run at the same time where there are workers, dependent ones in order."""

from typing import Any

from tests.orchestrator.hands import AROUND, Hands, brighten, made, making


def upscaled(source: str) -> dict[str, Any]:
    return {"tool": "upscale", "inputs": {"source": source}, "params": {"scale": 2}}


def test_independent_steps_are_worked_on_at_once_and_dependent_ones_wait(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    hands.upload(colour="maroon")
    turn = hands.say("brighten both, then enlarge the first", making(brighten("#1"), brighten("#2"), upscaled("@1")))
    first, second = hands.claimed("a"), hands.claimed("b")
    assert {first.id, second.id} == {turn.jobs[0].id, turn.jobs[1].id}, "two workers have one each"
    assert hands.claim("c") is None, "the third waits for the first"
    one, other = (first, second) if first.id == turn.jobs[0].id else (second, first)
    hands.finish(one)
    third = hands.claimed("c")
    assert third.id == turn.jobs[2].id, "it runs while the second is still being made"
    hands.house.results.finish(third, [made(size=(64, 48))], AROUND)
    hands.finish(other)
    view = hands.house.turns.get(hands.user, turn.id)
    assert [job.state.value for job in view.jobs] == ["succeeded"] * 3
    assert [image.handle for image in view.images] == ["#3", "#4", "#5"], "handles go by the plan, not by who was first"


def test_a_step_that_fails_takes_only_what_depends_on_it(hands: Hands) -> None:
    hands.upload()
    hands.upload(colour="maroon")
    turn = hands.say("both", making(brighten("#1"), brighten("#2"), upscaled("@1")))
    first, second = hands.claimed("a"), hands.claimed("b")
    one, other = (first, second) if first.id == turn.jobs[0].id else (second, first)
    hands.house.job_queue.fail(one, "tool", "no")
    hands.finish(other)
    states = [job.state.value for job in hands.house.turns.get(hands.user, turn.id).jobs]
    assert states == ["failed", "succeeded", "cancelled"]

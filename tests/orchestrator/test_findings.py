"""Tools that give masks or facts instead of pictures: what their jobs, masks, scores and later steps come to."""

from typing import Any

import pytest
from PIL import Image

from orchestrator.domain.errors import BadRequest
from orchestrator.domain.job import TurnState
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.requirements import Requirement, requirements
from orchestrator.pixels.formats import png_bytes, thumbnail
from orchestrator.services.jobs.drafts import Draft, Drafts
from orchestrator.services.jobs.results import Made
from orchestrator.services.shapes.requests import JobRequest
from orchestrator.services.shapes.views import JobView
from orchestrator.worker.agent_loop import outcome
from orchestrator.worker.tool_loop import ToolLoop
from tests.orchestrator.hands import AROUND, QUEUES, Hands, brighten, making
from tests.tools import lookers

pytestmark = pytest.mark.usefixtures("unowned_models")

FOUND: dict[str, Any] = {"what": "a dog", "there": True, "known": True, "places": [], "certainty": 0.9}
NONE = FOUND | {"there": False}


@pytest.fixture
def seer(each_hands: Hands) -> Hands:
    """Somebody with `#1`, and a model that looks at pictures."""
    return seeing(each_hands)


def seeing(hands: Hands) -> Hands:
    lookers.save("eye", hands.house.settings.home / "models" / "eye")
    hands.upload()
    return hands


def call(hands: Hands, tool: str, inputs: dict[str, str] | None = None, **params: Any) -> JobView:
    request = JobRequest(tool=tool, inputs=inputs or {"source": "#1"}, params=params)
    return hands.house.jobs.submit(hands.user, hands.session, request)


def mask(where: tuple[int, int, int, int] = (4, 4, 12, 12), size: tuple[int, int] = (32, 24)) -> Made:
    picture = Image.new("L", size, 0)
    picture.paste(255, where)
    return Made(png_bytes(picture), thumbnail(picture), *size)


def finding(source: str = "#1", **params: Any) -> dict[str, Any]:
    return {"tool": "find", "inputs": {"source": source}, "params": {"what": "a dog", **params}}


def finish(hands: Hands, made: list[Made], facts: dict[str, Any]) -> None:
    hands.house.results.finish(hands.claimed(), made, AROUND, facts)


def drafts(hands: Hands, *steps: dict[str, Any]) -> list[Draft]:
    return Drafts(hands.house.means).of(hands.session, tuple(Step.model_validate(step) for step in steps))


def test_a_found_place_is_a_mask_in_the_lineage(seer: Hands) -> None:
    job = call(seer, "find", what="a dog")
    assert job.handles == ("m1",)
    finish(seer, [mask()], FOUND)
    done = seer.now(job)
    (found,) = done.images
    assert (found.handle, found.kind, found.of, found.tool) == ("m1", "mask", "#1", "find")
    assert [(parent.handle, parent.role) for parent in found.parents] == [("#1", "source")]
    assert found.alt == "mask: a dog"
    assert done.facts == FOUND
    detail = seer.house.images.get(seer.user, found.id)
    assert detail.recipe is not None
    assert detail.recipe.params["what"] == "a dog"
    assert detail.prompt is None


def test_as_many_masks_as_things_and_no_handle_left_over(seer: Hands) -> None:
    job = call(seer, "find", what="a dog", which="each")
    finish(seer, [mask((k, 0, k + 2, 2)) for k in (0, 8, 16)], FOUND)
    assert seer.now(job).handles == ("m1", "m2", "m3")
    assert [image.handle for image in seer.now(job).images] == ["m1", "m2", "m3"]
    after = call(seer, "find", what="a dog")
    assert after.handles == ("m4",)


def test_what_is_not_there_is_a_success_without_a_mask(seer: Hands) -> None:
    job = call(seer, "find", what="a dog")
    finish(seer, [], NONE)
    done = seer.now(job)
    assert (done.state.value, done.images, done.handles, done.facts["there"]) == ("succeeded", (), (), False)
    assert call(seer, "find", what="a cat").handles == ("m1",), "its handle is free again"


def test_a_later_step_takes_the_mask_that_is_found(seer: Hands) -> None:
    steps = (finding(), {"tool": "inpaint", "inputs": {"source": "#1", "mask": "@1"}, "params": {"prompt": "a hat"}})
    turn = seer.say("put a hat on the dog", making(*steps))
    assert [job.inputs for job in turn.jobs] == [{"source": "#1"}, {"source": "#1", "mask": "m1"}]
    assert turn.jobs[1].state.value == "waiting"
    finish(seer, [mask()], FOUND)
    claim = seer.claimed()
    assert (claim.tool, claim.inputs["mask"].handle) == ("inpaint", "m1")
    seer.finish(claim)
    (made,) = seer.now(turn.jobs[1]).images
    assert {(parent.role, parent.handle) for parent in made.parents} == {("source", "#1"), ("mask", "m1")}


def test_a_later_step_does_not_run_on_what_was_not_found(seer: Hands) -> None:
    inpaint = {"tool": "inpaint", "inputs": {"source": "#1", "mask": "@1"}, "params": {"prompt": "a hat"}}
    after = {"tool": "enhance", "inputs": {"source": "@2"}, "params": {"adjust": "brighten"}}
    turn = seer.say("put a hat on the dog and brighten it", making(finding(), inpaint, after))
    finish(seer, [], NONE)
    assert seer.claim() is None
    ended = [seer.now(job) for job in turn.jobs]
    assert [job.state.value for job in ended] == ["succeeded", "cancelled", "cancelled"]
    assert [job.error.code if job.error else None for job in ended] == [None, "not-there", "not-there"]
    assert outcome(seer.turn_claimed()) == (TurnState.DONE, None), "the reply says it"


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (finding(), brighten("@1"), "cannot be the source"),
        ({"tool": "describe", "inputs": {"source": "#1"}}, brighten("@1"), "makes no picture"),
        (
            brighten("#1"),
            {"tool": "inpaint", "inputs": {"source": "#1", "mask": "@1"}, "params": {"prompt": "x"}},
            "cannot be the mask",
        ),
    ],
)
def test_what_a_step_gives_must_fit_where_it_is_used(
    hands: Hands, first: dict[str, Any], second: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadRequest, match=message):
        drafts(seeing(hands), first, second)


def test_judgements_stand_beside_the_picture(seer: Hands) -> None:
    facts = {"checks": [{"kind": "subject", "text": "a dog", "of": "dog", "met": True, "certainty": 0.9}], "met": 1}
    job = call(seer, "judge")
    assert (job.handles, job.tool) == ((), "judge")
    finish(seer, [], facts)
    assert seer.now(job).facts == facts
    image = seer.picture("#1")
    assert image.scores == facts
    assert "image.changed" in seer.kinds()


def test_a_caption_becomes_the_alt_text_that_nobody_wrote(seer: Hands) -> None:
    call(seer, "describe")
    finish(seer, [], {"caption": "A red house."})
    assert seer.picture("#1").alt == "A red house."
    call(seer, "describe")
    finish(seer, [], {"caption": "Something else."})
    assert seer.picture("#1").alt == "A red house."


def test_the_check_list_is_read_off_the_prompt_of_what_is_made(hands: Hands) -> None:
    asked = {"subjects": [{"what": "dog", "attributes": ["red"], "count": 2}], "setting": {"text": "lake"}}
    paint = {"tool": "generate", "params": {}, "prompt": asked}
    _, judge = drafts(seeing(hands), paint, {"tool": "judge", "inputs": {"source": "@1"}})
    assert [one["text"] for one in judge.params["requirements"]] == ["a dog", "two dogs", "a red dog", "lake"]


def test_a_judge_compares_with_what_the_picture_was_made_from(hands: Hands) -> None:
    seeing(hands)
    inpaint = {"tool": "inpaint", "inputs": {"source": "#1"}, "region": "left", "params": {"prompt": "a hat"}}
    hands.say("a hat", making(inpaint))
    hands.finish(hands.claimed())
    (alone,) = drafts(hands, {"tool": "judge", "inputs": {"source": "#2"}})
    assert alone.inputs == {"source": "#2", "reference": "#1", "mask": "m1"}
    (given,) = drafts(hands, {"tool": "judge", "inputs": {"source": "#2", "reference": "#2"}})
    assert given.inputs == {"source": "#2", "reference": "#2"}
    (first,) = drafts(hands, {"tool": "judge", "inputs": {"source": "#1"}})
    assert first.inputs == {"source": "#1"}
    _, judge = drafts(hands, brighten("#2"), {"tool": "judge", "inputs": {"source": "@1"}})
    assert judge.inputs == {"source": "@1", "reference": "#2"}
    assert judge.needs == (1,)


def test_a_prompt_demands_what_it_says_and_no_more() -> None:
    prompt = Prompt.model_validate(
        {
            "subjects": [
                {"what": "house", "attributes": ["red", "old"], "where": "on the left"},
                {"what": "boat", "count": 3, "where": "in front of the house"},
                {"what": "house", "attributes": ["red"]},
            ],
            "time": {"text": "sunset", "from": "夕阳"},
            "style": {"text": "watercolour"},
            "avoid": [{"text": "people"}],
            "keep": ["the sky"],
        }
    )
    assert [(one.kind, one.text) for one in requirements(prompt)] == [
        ("subject", "a house"),
        ("colour", "a red house"),
        ("look", "an old house"),
        ("position", "a house on the left"),
        ("subject", "a boat"),
        ("count", "three boats"),
        ("relation", "a boat in front of the house"),
        ("time", "sunset"),
        ("style", "watercolour"),
        ("absent", "people"),
    ]
    assert requirements(Prompt()) == ()
    assert requirements(Prompt.of_words("a dog")) == (Requirement(kind="whole", text="a dog"),)


def test_the_worker_runs_them_all_and_a_mask_can_be_made_again(seer: Hands) -> None:
    found = call(seer, "find", what="a dog", which="together")
    told = [call(seer, "describe"), call(seer, "judge", requirements=[{"kind": "subject", "text": "a dog"}])]
    worker = ToolLoop(seer.house, QUEUES, "w")  # one: models belong to the thread that loaded them
    worker.drain()
    ended = [seer.now(job) for job in (found, *told)]
    assert [job.state.value for job in ended] == ["succeeded"] * 3, [job.error for job in ended]
    assert ended[0].facts["there"]
    assert ended[0].images
    assert ended[1].facts["caption"] == seer.picture("#1").alt
    assert len(ended[2].facts["checks"]) == 1
    for image in ended[0].images:
        again = seer.house.replay.submit(seer.user, image.id)
        worker.drain()
        verdict = seer.now(again).result
        assert verdict is not None
        assert verdict.verdict == "identical"

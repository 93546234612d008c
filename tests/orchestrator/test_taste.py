"""A person's taste: from their own pictures alone, with the pictures it came from, edited, switched off, forgotten."""

import io
from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from orchestrator.domain.prompt import Prompt
from orchestrator.services.shapes.requests import JobRequest, MarkRequest, TasteChange, TasteWish
from orchestrator.services.shapes.views import ImageView
from tests.orchestrator.hands import Hands

INK = {"subjects": [{"what": "fox"}], "style": {"text": "ink"}}
CROWD = {"subjects": [{"what": "crowd"}]}


def paint(hands: Hands, prompt: Mapping[str, object], count: int = 1) -> tuple[ImageView, ...]:
    request = JobRequest(tool="generate", params={"prompt": Prompt.model_validate(prompt).wire(), "count": count})
    job = hands.house.jobs.submit(hands.user, hands.session, request)
    hands.finish(hands.claimed())
    return hands.house.jobs.get(hands.user, job.id).images


def mark(hands: Hands, *images: ImageView, **marks: object) -> None:
    ids = tuple(one.id for one in images)
    hands.house.library.mark(hands.user, MarkRequest.model_validate({"ids": ids, **marks}))


def lines(hands: Hands) -> dict[tuple[str, str], bool]:
    return {(line.kind, line.text): line.muted for line in hands.house.tastes.get(hands.user).lines}


def liking_ink(hands: Hands) -> list[ImageView]:
    liked = [paint(hands, INK)[0] for _ in range(4)]
    thrown = [paint(hands, CROWD)[0] for _ in range(4)]
    mark(hands, *liked, star=True)
    mark(hands, *thrown, trashed=True)
    return liked


def test_what_is_kept_and_thrown_away_is_told_with_its_pictures(each_hands: Hands) -> None:
    hands = each_hands
    liked = liking_ink(hands)
    view = hands.house.tastes.get(hands.user)
    assert (view.on, view.looked, view.decided) == (True, 8, 8)
    assert lines(hands) == {("prefers", "ink"): False, ("avoids", "crowd"): False}
    ink = next(line for line in view.lines if line.text == "ink")
    assert {one.id for one in ink.images} == {one.id for one in liked}
    assert (ink.where, ink.families, ink.liked) == ("style", 4, 4)
    added = hands.house.tastes.additions(hands.user, "medium")
    assert added is not None
    assert (added.slots, added.avoid) == ({"style": "ink"}, ("crowd",))
    other = Hands.on(hands.house, "somebody else")
    assert other.house.tastes.get(other.user).lines == ()
    assert other.house.tastes.additions(other.user, "high") is None


def test_going_on_from_one_of_several_says_something_a_plan_of_two_steps_does_not(hands: Hands) -> None:
    for _ in range(6):
        chosen, _passed = paint(hands, INK, 2)
        request = JobRequest(tool="enhance", inputs={"source": chosen.handle}, params={"adjust": "brighten"})
        hands.house.jobs.submit(hands.user, hands.session, request)
        hands.finish(hands.claimed())
    for _ in range(6):
        paint(hands, CROWD)
    view = hands.house.tastes.get(hands.user)
    assert view.decided == 12, "six were gone on from, six passed over"
    hands.execute("UPDATE images SET turn_id = NULL")
    hands.execute("UPDATE edges SET role = 'style'")
    assert hands.house.tastes.get(hands.user).decided == 0


def test_it_is_edited_switched_off_and_forgotten(each_hands: Hands) -> None:
    hands = each_hands
    liking_ink(hands)
    tastes, user = hands.house.tastes, hands.user
    ink = TasteWish(kind="prefers", where="style", text="ink")
    tastes.change(user, TasteChange(remove=ink))
    assert lines(hands)["prefers", "ink"] is True
    added = tastes.additions(user, "medium")
    assert added is not None
    assert added.slots == {}
    tastes.change(user, TasteChange(restore=ink, add=TasteWish(kind="prefers", where="light", text="warm light")))
    added = tastes.additions(user, "medium")
    assert added is not None
    assert added.slots == {"light": "warm light", "style": "ink"}
    assert tastes.change(user, TasteChange(on=False)).on is False
    assert tastes.additions(user, "high") is None
    tastes.change(user, TasteChange(on=True))
    tastes.forget(user)
    view = tastes.get(user)
    assert (view.lines, view.looked) == ((), 0)
    assert view.since is not None
    liking_ink(hands)
    assert lines(hands), "it learns again from what comes after"


def test_wishes_are_bounded() -> None:
    for wrong in ({"text": " "}, {"text": "a\nb"}, {"text": "x" * 201}, {"where": "thing"}, {"where": "smell"}):
        with pytest.raises(ValidationError):
            TasteWish.model_validate({"kind": "prefers", "where": "style", "text": "ink"} | wrong)


def test_the_agent_is_told_of_it(hands: Hands) -> None:
    from orchestrator.worker.agent_tasks import understand_task

    liking_ink(hands)
    hands.say("a castle", creativity="high")
    claim = hands.turn_claimed()
    taste = hands.house.tastes.additions(claim.user, claim.request.creativity)
    assert taste is not None
    assert understand_task(claim, hands.house.models, lambda: False, None, taste).taste == taste


def test_a_mark_that_nobody_can_set_takes_the_taste_from_nobody(hands: Hands) -> None:
    """It came with a session from elsewhere, before that was looked at; each turn asks for the taste."""
    liking_ink(hands)
    paint(hands, CROWD)
    hands.execute("UPDATE images SET rating = -1 WHERE handle = '#9'")
    assert lines(hands) == {("prefers", "ink"): False, ("avoids", "crowd"): False}


def test_what_came_in_a_bundle_says_nothing_of_who_took_it_in(each_hands: Hands) -> None:
    """Its stars are its maker's; who sends a zip must not choose what goes into the pictures of others."""
    liking_ink(each_hands)
    house, other = each_hands.house, Hands.on(each_hands.house, "other")
    zipped = b"".join(house.bundles.session(each_hands.user, each_hands.session).chunks)
    done = house.arrivals.take_in(other.user, io.BytesIO(zipped))
    assert done.pictures == 8
    assert house.tastes.get(other.user).looked == 0
    liking_ink(other)
    assert lines(other) == lines(each_hands)

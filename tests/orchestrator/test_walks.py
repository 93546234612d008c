"""Branches, undo and redo: walks in the graph of a session, and sessions that know where they came from."""

import pytest
from sqlalchemy import event, insert

from orchestrator.agent.ledger.showing import before_of
from orchestrator.db.models import Edge, Image
from orchestrator.domain.errors import BadRequest, Conflict
from orchestrator.domain.job import TurnState
from orchestrator.domain.plan import Intent, Plan
from orchestrator.services.sessions.session_views import SessionView
from orchestrator.services.sessions.walks import Ground
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.shapes.views import ImageView
from orchestrator.services.turns.turn_queue import Ending
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.agent_tasks import understand_task
from orchestrator.worker.tool_loop import ToolLoop
from tests.orchestrator.hands import QUEUES, Hands, brighten, making


def make(hands: Hands, source: str, words: str = "brighter") -> str:
    """A turn that makes a picture from `source`; its handle. The agent puts it into focus."""
    hands.say(words, making(brighten(source)))
    ToolLoop(hands.house, QUEUES, "node/tool/1").drain()
    (made,) = session(hands).turns[-1].images
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "done", made.handle))
    return made.handle


def session(hands: Hands) -> SessionView:
    return hands.house.sessions.get(hands.user, hands.session)


def walk(hands: Hands) -> tuple[str | None, str | None, str | None]:
    seen = session(hands)
    return seen.focus, seen.walk.undo, seen.walk.redo


def undo(hands: Hands) -> str | None:
    return hands.house.sessions.undo(hands.user, hands.session).focus


def redo(hands: Hands) -> str | None:
    return hands.house.sessions.redo(hands.user, hands.session).focus


def test_undo_and_redo_walk_the_graph(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    for source in ("#1", "#2", "#3"):
        make(hands, source)
    assert walk(hands) == ("#4", "#3", None)
    assert [undo(hands), undo(hands), undo(hands)] == ["#3", "#2", "#1"]
    assert walk(hands) == ("#1", None, "#2")
    with pytest.raises(Conflict, match="nothing before"):
        undo(hands)
    assert [redo(hands), redo(hands)] == ["#2", "#3"]
    make(hands, "#3")
    assert walk(hands) == ("#5", "#3", None)
    with pytest.raises(Conflict, match="nothing after"):
        redo(hands)
    assert undo(hands) == "#3"
    assert redo(hands) == "#5", "not #4, which was left before"
    assert len(session(hands).images) == 5, "nothing was overwritten"


def test_an_undo_takes_back_all_that_one_message_did(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    make(hands, "#1")
    hands.say("brighter, and once more", making(brighten("#2"), brighten("@1")))
    ToolLoop(hands.house, QUEUES, "node/tool/1").drain()
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "done", "#4"))
    assert walk(hands) == ("#4", "#2", None)
    assert [undo(hands), redo(hands), undo(hands), undo(hands)] == ["#2", "#4", "#2", "#1"]
    hands.house.sessions.focus(hands.user, hands.session, "#2")
    assert walk(hands) == ("#2", "#1", "#4"), "where the turn ended, not its first step"
    hands.house.sessions.focus(hands.user, hands.session, "#4")
    hands.say("undo", Plan(intent=Intent.SELECT, image="#2"))
    given = understand_task(hands.turn_claimed(), hands.house.models, lambda: False)
    assert before_of(given, "#4") == before_of(given, "#3") == "#2", "the words lead where the button does"


def test_nothing_comes_before_the_message_that_began_the_session(hands: Hands) -> None:
    fresh = {"tool": "generate", "params": {"prompt": "a red house"}}
    hands.say("a house, then brighter", making(fresh, brighten("@1")))
    for _ in range(2):
        hands.finish(hands.claimed())
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "done", "#2"))
    assert walk(hands) == ("#2", None, None)
    hands.say("undo")
    given = understand_task(hands.turn_claimed(), hands.house.models, lambda: False)
    assert [before_of(given, "#1"), before_of(given, "#2")] == ["#1", "#2"], "they stay where they are"


def test_redo_without_an_undo_leads_to_the_newest_child(hands: Hands, uploaded: ImageView) -> None:
    for source in ("#1", "#1", "#2"):
        make(hands, source)
    hands.house.sessions.focus(hands.user, hands.session, "#1")
    assert (redo(hands), walk(hands)) == ("#3", ("#3", "#1", None))


def test_a_style_that_served_hundreds_is_not_walked_one_by_one(hands: Hands, uploaded: ImageView) -> None:
    """All were made from #2 in the style of #1: none of them is where a redo leads from there."""
    house, many = hands.house, 450
    source = hands.upload()
    with house.means.database.write() as db:
        row = db.get_one(Image, source.id)
        kept = {column.key: getattr(row, column.key) for column in Image.__table__.columns}
        made = [kept | {"id": f"styled{number}", "handle": f"#{number + 3}"} for number in range(many)]
        db.execute(insert(Image), made)
        edges = [
            (one["id"], parent.id, role) for one in made for parent, role in ((uploaded, "style"), (source, "source"))
        ]
        db.execute(insert(Edge), [{"child": child, "parent": parent, "role": role} for child, parent, role in edges])
    with house.means.database.read() as db:
        asked: list[str] = []
        event.listen(db.connection(), "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert Ground(db, hands.session).forth("#1", []) is None
        assert len(asked) < 10
        assert Ground(db, hands.session).forth("#2", []) is not None


def test_the_agent_knows_what_was_adjusted_and_how_much(hands: Hands, uploaded: ImageView) -> None:
    make(hands, "#1")
    hands.say("a bit less")
    given = understand_task(hands.turn_claimed(), hands.house.models, lambda: False)
    assert [image.adjusted for image in given.images] == [None, ("brighten", "medium")]


def test_an_undo_in_words_can_be_redone(hands: Hands, uploaded: ImageView) -> None:
    for source in ("#1", "#2"):
        make(hands, source)
    said = hands.say("undo", Plan(intent=Intent.SELECT, image="#2"))
    claim = hands.turn_claimed()
    before = understand_task(claim, hands.house.models, lambda: False)
    assert before.focus == "#3"
    hands.house.turn_queue.end(claim, Ending(TurnState.DONE, "Back to #2.", "#2"))
    assert walk(hands) == ("#2", "#1", "#3")
    hands.say("redo", Plan(intent=Intent.SELECT, image="#3"))
    claim = hands.turn_claimed()
    assert understand_task(claim, hands.house.models, lambda: False).after == "#3"
    hands.house.turn_queue.end(claim, Ending(TurnState.DONE, "On to #3.", "#3"))
    assert walk(hands) == ("#3", "#2", None)
    assert undo(hands) == "#2"
    make(hands, "#2", "again")
    turns = session(hands).turns
    assert turns[-1].parent == turns[0].id, "it continues from the turn of the picture gone back to"
    assert turns[-3].id == said.id
    assert turns[-3].parent == turns[1].id


def test_later_turns_know_their_parent_turn(hands: Hands, uploaded: ImageView) -> None:
    for source in ("#1", "#2", "#3"):
        make(hands, source)
    first, second, third = session(hands).turns
    assert [turn.parent for turn in (first, second, third)] == [None, first.id, second.id]
    hands.house.forks.from_image(hands.user, hands.picture("#2").id)
    make(hands, "#2")
    assert session(hands).turns[-1].parent == first.id
    hands.house.forks.from_turn(hands.user, second.id)
    assert session(hands).focus == "#3"
    make(hands, "#3")
    assert session(hands).turns[-1].parent == second.id
    make(hands, "#6")
    assert session(hands).turns[-1].parent == session(hands).turns[-2].id
    spoken = hands.say("about the first", making(brighten("#1")), focus="#2")
    assert spoken.parent is None or spoken.parent == first.id
    assert session(hands).turns[-1].parent == first.id, "the focus that comes with the words counts as selected"


def test_a_dry_turn_is_no_part_of_the_walk(hands: Hands, uploaded: ImageView) -> None:
    make(hands, "#1")
    hands.house.turns.propose(hands.user, hands.session, TurnRequest(text="dry", plan=making(brighten("#1"))))
    make(hands, "#2")
    first, second = session(hands).turns
    assert second.parent == first.id


def test_a_new_session_knows_its_origin(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    make(hands, "#1")
    made = hands.picture(make(hands, "#2"))
    files = set((hands.house.settings.home / "blobs").rglob("*"))
    forked = hands.house.forks.from_image(hands.user, made.id, "new", "elsewhere", key="once")
    again = hands.house.forks.from_image(hands.user, made.id, "new", "elsewhere", key="once")
    assert (forked.id, forked.title, forked.focus) == (again.id, "elsewhere", "#1")
    assert forked.origin is not None
    assert (forked.origin.session, forked.origin.image, forked.origin.handle) == (hands.session, made.id, "#3")
    (copy,) = forked.images
    assert [(one.id, one.role, one.session) for one in copy.parents] == [(made.id, "origin", hands.session)]
    assert hands.house.images.file(hands.user, copy.id) == hands.house.images.file(hands.user, made.id)
    assert set((hands.house.settings.home / "blobs").rglob("*")) == files, "no byte was copied"
    there = Hands(hands.house, hands.user, forked.id)
    assert make(there, "#1") == "#2"
    assert session(there).turns[0].parent is None
    graph = hands.house.lineage.graph(hands.user, there.picture("#2").id)
    assert {node.session for node in graph.nodes} == {hands.session, forked.id}, "the lineage crosses sessions"
    assert len(graph.nodes) == 5


def test_the_ancestry_of_a_fork_is_that_of_its_origin(hands: Hands, uploaded: ImageView) -> None:
    made = hands.picture(make(hands, make(hands, "#1")))
    once = hands.house.forks.from_image(hands.user, made.id, "new")
    twice = hands.house.forks.from_image(hands.user, once.images[0].id, "new")
    there = Hands(hands.house, hands.user, twice.id)
    tip = there.picture(make(there, "#1")).id
    for ancestry, handles in ((True, ["#2", "#1", "#2"]), (False, ["#2"])):
        replay = hands.house.replay.submit(hands.user, tip, ancestry=ancestry)
        ToolLoop(hands.house, QUEUES, "node/tool/1").drain()
        result = hands.now(replay).result
        assert result is not None
        assert [one.handle for one in result.pictures] == handles
        assert result.verdict == "identical"


def test_what_cannot_be_forked(hands: Hands) -> None:
    turn = hands.say("hello")
    AgentLoop(hands.house, None, "node/agent/1", "none").drain()
    with pytest.raises(Conflict, match="no picture yet"):
        hands.house.forks.from_turn(hands.user, turn.id)
    hands.upload()
    hands.say("boat", making({**brighten("#1"), "tool": "inpaint", "params": {"prompt": "x"}, "region": "left"}))
    with pytest.raises(Conflict, match="is a mask"):
        hands.house.forks.from_image(hands.user, hands.picture("m1").id, "new")
    with pytest.raises(BadRequest):
        hands.house.sessions.focus(hands.user, hands.session, "#99")

"""A session as a graph: everything in it once, page by page, and what has changed since an event."""

from orchestrator.db.models import Event
from orchestrator.domain.job import TurnState
from orchestrator.services.history.graph_views import GraphView
from orchestrator.services.history.graphs import NEWS
from orchestrator.services.turns.turn_queue import Ending
from orchestrator.worker.tool_loop import ToolLoop
from tests.orchestrator.hands import QUEUES, Hands, brighten, making


def work(hands: Hands) -> None:
    ToolLoop(hands.house, QUEUES, "node/tool/1").drain()
    while (claim := hands.house.turn_queue.claim("agent")) is not None:
        hands.house.turn_queue.end(claim, Ending(TurnState.DONE, "Done."))


def graph(hands: Hands, **asked: object) -> GraphView:
    return hands.house.graphs.page(hands.user, hands.session, **asked)  # type: ignore[arg-type]


def links(graph: GraphView, kind: str) -> list[tuple[str, str, str | None]]:
    """Ends of the edges of a kind, by what stands there."""
    names = {node.id: getattr(node, "handle", None) or getattr(node, "text", None) or node.kind for node in graph.nodes}
    return [(str(names[edge.from_]), str(names[edge.to]), edge.role) for edge in graph.edges if edge.kind == kind]


def lively(hands: Hands) -> None:
    """Two turns, one of two steps with a mask; a job without a turn; a replay; a judgement."""
    hands.upload()
    hands.say("one", making(brighten("#1"), brighten("@1")))
    work(hands)
    hands.say("two", making(brighten("#1")), focus="#1")
    hands.job("#3")
    work(hands)
    made = hands.picture("#3").id
    hands.house.replay.submit(hands.user, made)
    work(hands)
    hands.execute("""UPDATE images SET scores = '{"checks": []}' WHERE id = :id""", id=made)


def test_from_sentence_to_pixel(each_hands: Hands) -> None:
    hands = each_hands
    lively(hands)
    found = graph(hands)
    kinds = [node.kind for node in found.nodes]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "turn": 2, "plan": 2, "job": 5, "image": 5, "judgement": 1,
    }  # fmt: skip
    assert links(found, "plan") == [("one", "plan", None), ("two", "plan", None)]
    assert len(links(found, "step")) == 3
    assert sorted(links(found, "lineage")) == [
        ("#1", "#2", "source"), ("#1", "#4", "source"), ("#2", "#3", "source"), ("#3", "#5", "source"),
    ]  # fmt: skip
    assert sorted(links(found, "input")) == [(a, "job", "source") for a in ("#1", "#1", "#2", "#3")]
    assert sorted(b for _, b, _ in links(found, "made")) == ["#2", "#3", "#4", "#5"]
    assert links(found, "judged") == [("#3", "judgement", None)]
    assert links(found, "replayed") == [("#3", "job", None)]
    assert [node.verdict for node in found.nodes if node.kind == "job" and node.job == "replay"] == ["identical"]
    ids = {node.id for node in found.nodes}
    assert len(ids) == len(found.nodes)
    assert all({edge.from_, edge.to} <= ids for edge in found.edges), "no edge leads nowhere"


def test_the_pages_together_are_the_whole(each_hands: Hands) -> None:
    hands = each_hands
    lively(hands)
    whole = graph(hands)
    nodes, edges, cursor, pages = set[str](), set[tuple[str, str, str]](), None, 0
    while pages == 0 or cursor is not None:
        page = graph(hands, limit=2, cursor=cursor)
        assert not nodes & {node.id for node in page.nodes}, "each node once"
        nodes |= {node.id for node in page.nodes}
        edges |= {(edge.from_, edge.to, edge.kind) for edge in page.edges}
        cursor, pages = page.cursor, pages + 1
    assert nodes == {node.id for node in whole.nodes}
    assert edges == {(edge.from_, edge.to, edge.kind) for edge in whole.edges}
    assert pages == 3, "an upload, two turns, a job, a replay: five beginnings"


def test_what_has_changed(hands: Hands) -> None:
    lively(hands)
    before = graph(hands)
    nothing = hands.house.graphs.since(hands.user, hands.session, before.seq)
    assert (nothing.nodes, nothing.edges, nothing.seq) == ((), (), before.seq)
    hands.say("three", making(brighten("#5")))
    work(hands)
    news = hands.house.graphs.since(hands.user, hands.session, before.seq)
    assert sorted(node.kind for node in news.nodes) == ["image", "job", "plan", "turn"]
    after = graph(hands)
    assert {node.id for node in news.nodes} == {n.id for n in after.nodes} - {n.id for n in before.nodes}
    assert {(e.from_, e.to) for e in news.edges} == {(e.from_, e.to) for e in after.edges} - {
        (e.from_, e.to) for e in before.edges
    }
    assert news.seq == after.seq


def test_too_much_news(hands: Hands) -> None:
    with hands.house.means.database.write() as db:
        db.add_all(
            Event(session_id=hands.session, seq=number, kind="session.changed", data={}, created=0.0)
            for number in range(1, NEWS + 2)
        )
    hands.execute("UPDATE studio_sessions SET seq = :seq", seq=NEWS + 1)
    assert hands.house.graphs.since(hands.user, hands.session, 0).whole
    assert not hands.house.graphs.since(hands.user, hands.session, 1).whole


def test_a_fork_shows_where_it_comes_from(hands: Hands) -> None:
    lively(hands)
    made = hands.picture("#3")
    forked = hands.house.forks.from_image(hands.user, made.id, "new")
    found = hands.house.graphs.page(hands.user, forked.id)
    assert [(edge.from_, edge.kind, edge.role) for edge in found.edges if edge.kind == "lineage"] == [
        (f"image-{made.id}", "lineage", "origin")
    ]
    assert {node.session for node in found.nodes if node.kind == "image"} == {hands.session, forked.id}

"""Ancestors and descendants of any graph of pictures, diamonds included, on both databases."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from orchestrator.bootstrap import Studio
from orchestrator.db.models import Edge, Image
from orchestrator.services.history.lineage import Direction
from orchestrator.services.history.lineage_views import MoreView
from tests.orchestrator.hands import Hands

ROLES = ("source", "mask", "style", "reference")


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Edges (child, parent, role) in which parents are older."""
    size = draw(st.integers(2, 12))
    pairs = [(child, parent) for child in range(size) for parent in range(child)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=20, unique=True))
    return [(child, parent, draw(st.sampled_from(ROLES))) for child, parent in chosen]


def reached(edges: list[tuple[int, int, str]], start: int, *, up: bool) -> set[int]:
    """The same by walking."""
    found, border = set[int](), {start}
    while border:
        step = {(parent if up else child) for child, parent, _ in edges if (child if up else parent) in border}
        border = step - found
        found |= step
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=graphs())
def test_family(each_house: Studio, edges: list[tuple[int, int, str]]) -> None:
    hands = Hands.on(each_house)
    hands = Hands(each_house, hands.user, each_house.sessions.create(hands.user).id)
    ids = [f"{hands.session[-20:]}{number:06d}" for number in range(12)]
    with each_house.means.database.write() as db:
        db.add_all(row(hands, key, number) for number, key in enumerate(ids))
        db.flush()
        db.add_all(Edge(child=ids[child], parent=ids[parent], role=role) for child, parent, role in edges)
    for number, key in enumerate(ids):
        above, below = reached(edges, number, up=True), reached(edges, number, up=False)
        ways: dict[Direction, set[int]] = {"both": above | below, "up": above, "down": below}
        for direction, expected in ways.items():
            graph = each_house.lineage.graph(hands.user, key, direction)
            nodes = {node.id for node in graph.nodes}
            assert nodes == {ids[other] for other in {number} | expected}
            inside = {(ids[c], ids[p], r) for c, p, r in edges if ids[c] in nodes and ids[p] in nodes}
            assert {(edge.child, edge.parent, edge.role) for edge in graph.edges} == inside
            assert graph.more == MoreView()


def test_a_crowd_of_descendants_is_bounded(each_hands: Hands) -> None:
    """A picture with 3000 children, the last of which leads on for 300 generations."""
    hands, database = each_hands, each_hands.house.means.database
    crowd, long = 3000, 300
    ids = [f"{hands.session[-16:]}{number:010d}" for number in range(1 + crowd + long)]
    edges = [(ids[number], ids[0]) for number in range(1, crowd + 1)]
    edges += [(ids[number], ids[number - 1]) for number in range(crowd + 1, len(ids))]
    with database.write() as db:
        db.add_all(row(hands, key, number) for number, key in enumerate(ids))
        db.flush()
        db.execute(insert(Edge), [{"child": child, "parent": parent, "role": "source"} for child, parent in edges])
    root = hands.house.lineage.graph(hands.user, ids[0], limit=100)
    assert (len(root.nodes), root.more.descendants, root.more.ancestors) == (101, True, False)
    assert {(edge.parent, edge.role) for edge in root.edges} == {(ids[0], "source")}, "the nearest were kept"
    above = f"{hands.session[-16:]}{len(ids):010d}"
    with database.write() as db:
        db.add(row(hands, above, len(ids)))
        db.flush()
        db.add(Edge(child=ids[0], parent=above, role="source"))
    farther = hands.house.lineage.graph(hands.user, above, "down", limit=100)
    assert (len(farther.nodes), farther.more.descendants) == (101, True)
    assert {(edge.parent, edge.role) for edge in farther.edges if edge.child != ids[0]} == {(ids[0], "source")}
    whole = hands.house.lineage.graph(hands.user, above, "down", limit=10_000)
    assert (len(whole.nodes), whole.more.descendants) == (len(ids) + 1, False)
    with database.write() as db:
        db.delete(db.get_one(Image, above))
    tip = hands.house.lineage.graph(hands.user, ids[-1])
    assert (len(tip.nodes), len(tip.edges), tip.more.ancestors) == (long + 2, long + 1, False)
    middle = hands.house.lineage.graph(hands.user, ids[-1], "up", limit=10)
    assert [node.id for node in middle.nodes] == ids[-11:]
    assert middle.more.ancestors


def row(hands: Hands, key: str, number: int) -> Image:
    return Image(
        id=key,
        session_id=hands.session,
        user_id=hands.user,
        handle=f"#{number + 1}",
        kind="image",
        blob="0" * 64,
        thumb="0" * 64,
        width=8,
        height=8,
        alt="",
        scores={},
        created=float(number),
    )

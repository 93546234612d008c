"""Ancestors and descendants of any graph of pictures, diamonds included, on both databases."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestrator.bootstrap import Studio
from orchestrator.db.models import Edge, Image
from orchestrator.services.lineage import family
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
    with each_house.means.database.read() as db:
        for number, key in enumerate(ids):
            expected = {number} | reached(edges, number, up=True) | reached(edges, number, up=False)
            assert family(db, key) == {ids[other] for other in expected}
    graph = each_house.lineage.graph(hands.user, ids[0])
    nodes = {node.id for node in graph.nodes}
    inside = {(ids[c], ids[p], r) for c, p, r in edges if ids[c] in nodes and ids[p] in nodes}
    assert {(edge.child, edge.parent, edge.role) for edge in graph.edges} == inside


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

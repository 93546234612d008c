"""The vectors of very many pictures in memory: what is kept, what is measured, and what is left to their signs."""

import numpy as np
import pytest

from benchmarks.finds import fill
from orchestrator.domain.search import read
from orchestrator.services.library.near import Nearest, Place
from orchestrator.services.library.search_index import home
from orchestrator.services.library.vector_cache import VectorCache
from orchestrator.services.library.vector_table import BESIDE, VectorTable
from orchestrator.services.library.vectors import Numbers
from tests.orchestrator.hands import Hands


def unit(count: int, width: int = 384) -> Numbers:
    rows = np.random.default_rng(1).normal(size=(count, width))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float16)


def test_a_sky_holds_what_was_put_there_last() -> None:
    sky, rows = VectorTable(384, 10_000), unit(3000)
    for at in range(0, 3000, 700):
        sky.put(range(at, min(at + 700, 3000)), [row.tobytes() for row in rows[at : at + 700]])
    sky.put([7, 9], [rows[0].tobytes(), b"of another width"])
    moments, near = sky.near(rows[0].astype(np.float32))
    assert sorted(moments) == list(range(3000))
    assert near[7] == near[0] == near.max()
    expected = rows.astype(np.float32) @ rows[0].astype(np.float32) * 1e6
    expected[7] = expected[0]
    assert np.abs(near - expected).max() < 3000, "millionths: the cost of eight bits"


def test_a_sky_is_never_larger_than_it_may_be_and_keeps_the_newest() -> None:
    sky, rows = VectorTable(384, 1000), unit(3000)
    order = np.random.default_rng(2).permutation(3000)
    sky.make_room(3000)
    for at in range(0, 3000, 250):
        some = order[at : at + 250]
        sky.put([int(one) for one in some], [rows[one].tobytes() for one in some])
        assert sky.count <= 1000
        assert sky.weight <= 1000 * (384 + BESIDE)
    moments, near = sky.near(rows[0].astype(np.float32))
    assert set(range(2500, 3000)) <= {int(one) for one in moments}
    assert np.abs(near - (rows.astype(np.float32) @ rows[0].astype(np.float32) * 1e6)[moments]).max() < 3000


def test_what_was_left_out_stays_out_when_it_is_read_again() -> None:
    """An old picture looked at anew comes with new ones that take its place."""
    sky, rows = VectorTable(384, 10), [row.tobytes() for row in unit(12)]
    sky.put(range(10), rows[:10])
    sky.put([0, 10, 9], [rows[0], rows[10], rows[11]])
    moments, near = sky.near(unit(12)[11].astype(np.float32))
    assert sorted(moments) == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert moments[near.argmax()] == 9, "what is there is renewed"


def gathered(count: int, width: int = 384) -> Numbers:
    """Vectors as models make them: around some hundred centres, stretched, and far from the origin."""
    random = np.random.default_rng(5)
    centres = random.normal(size=(200, width))
    rows = centres[random.integers(0, 200, count)] + random.normal(size=(count, width)) * 0.8
    rows = rows * np.linspace(0.3, 1, width) + 1
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float16)


@pytest.mark.parametrize("width", [384, 100])
def test_the_nearest_of_very_many_are_found_by_their_signs(width: int) -> None:
    table, rows = VectorTable(width, 100_000, large=5000), gathered(30_000, width)
    for at in range(0, 30_000, 4000):
        table.put(range(at, min(at + 4000, 30_000)), [row.tobytes() for row in rows[at : at + 4000]])
        if at == 8000:
            assert len(table.likely(rows[0].astype(np.float32))[0]) == 200, "the signs grow with what comes later"
    table.put([17], [rows[29_999].tobytes()])
    found = 0
    for point in rows[-20:].astype(np.float32):
        moments, near = table.likely(point)
        every, how_near = table.near(point)
        assert dict(zip(moments, near, strict=True)).items() <= dict(zip(every, how_near, strict=True)).items()
        found += len({*every[np.argsort(-how_near)[:20]]} & {*moments})
    assert found >= 0.97 * 20 * 20
    assert {17, 29_999} <= {*table.likely(rows[29_999].astype(np.float32))[0]}


def test_a_library_of_equals_is_searched_as_fast_as_any() -> None:
    table = VectorTable(384, 100_000, large=5000)
    table.put(range(20_000), [unit(1).tobytes()] * 20_000)
    moments, near = table.likely(unit(1)[0].astype(np.float32))
    assert len(moments) == 200
    assert near.min() > 990_000


@pytest.mark.parametrize(("words", "least"), [("", 2590), (" -tool:generate", 501), (" tag:harbour", 5)])
def test_pages_of_a_large_library_go_on_to_its_end(each_hands: Hands, words: str, least: int) -> None:
    likes = fill(each_hands.house, each_hands.user, 2600)
    query = read(f"like:{likes[0]}{words}", lambda _, __: (0, 0))

    def walked(search: Nearest) -> list[Place]:
        seen: list[Place] = []
        token = home(each_hands.user, query.state)
        with each_hands.house.means.database.read() as db:
            while page := search.found(db, each_hands.user, query, token, seen[-1] if seen else None, 60):
                seen += page
        return seen

    seen, exact = walked(Nearest(VectorCache(large=1000))), walked(Nearest())
    assert seen == sorted({*seen}, reverse=True)
    assert {*seen} <= {*exact}
    assert len(exact) >= least
    assert len(seen) >= 0.98 * len(exact)
    assert len({*seen[:60]} & {*exact[:60]}) >= 0.96 * len(exact[:60])

"""Search through the services, on both databases: found is what matches and is one's own, in order, page by page."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from orchestrator.db import migrate
from orchestrator.db.engine import Database
from orchestrator.domain.days import Calendar
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.search import Phrase, Query, read
from orchestrator.locale import meanings
from orchestrator.services.library.search_index import catch_up, home
from orchestrator.services.library.text_index import EVER, among, matches, tiers
from orchestrator.services.shapes.cursors import encoded
from orchestrator.services.shapes.requests import MarkRequest
from tests.orchestrator.hands import Hands, making


def picture(hands: Hands, alt: str, said: str = "", *, seed: int = 7, tool: str = "enhance") -> str:
    """A picture that shows `alt`; its id. Goes the way of every picture: a turn, its job, a worker that hands it in."""
    steps = [{"tool": tool, "inputs": {"source": "#1"}, "params": {"adjust": "brighten"}}]
    hands.say(said or alt, making(*steps), seed=seed)
    claim = hands.claimed()
    hands.execute("UPDATE jobs SET alt = :alt WHERE id = :id", alt=alt, id=claim.id)
    hands.finish(claim)
    return hands.house.sessions.get(hands.user, hands.session).images[-1].id


@pytest.fixture
def library(each_hands: Hands) -> Hands:
    each_hands.upload()
    each_hands.house.sessions.rename(each_hands.user, each_hands.session, "Untold")
    picture(each_hands, "A red house by a lake.", "夕阳下的海滩", seed=11)
    picture(each_hands, "Two boats at night.", "boats, please", seed=12)
    picture(each_hands, "A lighthouse.", "a house of light for the red boat", seed=13)
    return each_hands


FOUND = {
    "": ["A lighthouse.", "Two boats at night.", "A red house by a lake.", "photograph"],
    "boat": ["Two boats at night.", "A lighthouse."],
    "house": ["A red house by a lake.", "A lighthouse."],
    "BOATS red": ["A lighthouse."],
    "海滩": ["A red house by a lake."],
    "滩": ["A red house by a lake."],
    "阳海": [],
    "light*": ["A lighthouse."],
    '"red house"': ["A red house by a lake."],
    '"house red"': [],
    "-boat": ["A red house by a lake.", "photograph"],
    "seed:12": ["Two boats at night."],
    "tool:ENHANCE -seed:12 boat": ["A lighthouse."],
    "is:upload": ["photograph"],
    "after:today": [],
    "on:today sort:old": ["photograph", "A red house by a lake.", "Two boats at night.", "A lighthouse."],
    "untold -is:upload house": ["A lighthouse.", "A red house by a lake."],
}


def test_what_is_found_and_in_which_order(library: Hands) -> None:
    assert {q: library.found(q) for q in FOUND} == FOUND


def test_chinese_finds_what_the_prompt_says_in_english(library: Hands) -> None:
    """Also among what lies near a meaning, where each picture's own tokens are read."""
    for prompt in (
        {"subjects": [{"what": "dog", "attributes": ["black"]}], "setting": {"text": "beach"}},
        {"subjects": [{"what": "palm tree"}], "setting": {"text": "beach"}},
    ):
        library.say("paint it", making({"tool": "generate", "params": {"prompt": prompt}}))
        library.finish(library.claimed())
    palm, dog, house = "A palm tree, beach.", "A black dog, beach.", "A red house by a lake."
    for q, found in (
        ("海滩", [palm, dog, house]),
        ("海滩上的狗", [dog]),
        ("黑狗", [dog]),
        ("黑色的狗", [dog]),
        ("棕榈树", [palm]),
        ("红房子", [house, "A lighthouse."]),
        ('"海滩"', [house]),
        ("狗 -海滩", []),
        ("-海滩 房子", ["A lighthouse."]),
        ("海滩 狗", [dog]),
        ("海滩上的麒麟", []),
        ("海滩 sort:old", [house, dog, palm]),
        ("意思:海滩", [palm, dog, house]),
    ):
        assert library.found(q) == found, q
    walk(library, "海滩")
    asked = read("海滩上的狗", Calendar(time.time()).day, meanings("zh"))
    with library.house.means.database.read() as db:
        moments = db.execute(sql("SELECT moment, image_id FROM finds")).all()
        near = among(db, asked, home(library.user, "live"), [row.moment for row in moments])
    (one,) = library.house.search.page(library.user, "海滩上的狗").items
    assert [row.image_id for row in moments if row.moment in near] == [one.id]


def test_marks_are_found_as_soon_as_they_are_set(library: Hands) -> None:
    house, user = library.house, library.user
    boats = house.search.page(user, "seed:12").items[0]
    red = house.search.page(user, "seed:11").items[0]
    collection = house.library.collect(user, "Harbour views")
    house.library.mark(
        user, MarkRequest(ids=(boats.id,), star=True, rating=5, tag=("My Best", "sea"), collect=collection.id)
    )
    house.library.mark(user, MarkRequest(ids=(red.id,), rating=3))
    assert library.found("is:starred") == library.found('tag:"my best"') == ["Two boats at night."]
    assert library.found('collection:"harbour views"') == library.found(f"collection:{collection.id}") != []
    assert library.found("rating:>=3") == ["Two boats at night.", "A red house by a lake."]
    assert library.found("sort:rating")[:2] == ["Two boats at night.", "A red house by a lake."]
    assert library.found("rating:>=3 sort:rating") == ["Two boats at night.", "A red house by a lake."]
    assert library.found("rating:3 sort:rating") == ["A red house by a lake."]
    assert library.found("rating:0 sort:old")[0] == "photograph"
    assert library.found("sea") == ["Two boats at night."]
    house.library.mark(user, MarkRequest(ids=(boats.id, red.id), star=False, rating=0, untag=("MY BEST",)))
    assert library.found("is:starred") == library.found('tag:"my best"') == library.found("rating:>=1") == []
    (seen,) = house.search.page(user, "seed:12").items
    assert (seen.star, seen.rating, seen.tags, seen.collections) == (False, None, ("sea",), (collection.id,))
    house.library.rename(user, collection.id, "Ports")
    assert library.found("collection:ports") == ["Two boats at night."]
    house.library.forget(user, collection.id)
    assert library.found("collection:ports") == []


def test_archive_and_trash_are_elsewhere(library: Hands) -> None:
    user, mark = library.user, library.house.library.mark
    boats = library.house.search.page(user, "seed:12").items[0].id
    mark(user, MarkRequest(ids=(boats,), archived=True))
    assert library.found("boats -red") == []
    assert library.found("boats is:archived") == ["Two boats at night."]
    mark(user, MarkRequest(ids=(boats,), trashed=True))
    assert library.found("is:archived") == []
    assert library.found("is:trash") == ["Two boats at night."]
    mark(user, MarkRequest(ids=(boats,), trashed=False))
    assert library.found("is:archived") == ["Two boats at night."]
    mark(user, MarkRequest(ids=(boats,), archived=False))
    assert library.found("boats -red") == ["Two boats at night."]


def test_others_see_nothing_and_change_nothing(library: Hands) -> None:
    other = Hands.on(library.house, "other")
    mine = library.house.search.page(library.user, "").items
    collection = library.house.library.collect(library.user, "Mine")
    assert other.found("") == other.found("boat") == other.found(f"session:{library.session}") == []
    marked = library.house.library.mark(other.user, MarkRequest(ids=tuple(one.id for one in mine), star=True))
    assert marked.changed == 0
    assert library.found("is:starred") == []
    assert library.house.library.tags(other.user).tags == ()
    assert library.house.library.collections(other.user).collections == ()
    theirs = other.upload()
    with pytest.raises(Exception, match="no such collection"):
        library.house.library.mark(other.user, MarkRequest(ids=(theirs.id,), collect=collection.id, star=True))
    assert other.found("is:starred") == []


def test_pages_follow_each_other_without_gap_or_repeat(library: Hands) -> None:
    for q in ("", "house boat", "sort:rating", "sort:old", "untold"):
        walk(library, q)


def walk(library: Hands, q: str) -> None:
    whole = [one.id for one in library.house.search.page(library.user, q).items]
    cursor, walked = None, []
    while True:
        page = library.house.search.page(library.user, q, limit=1, cursor=cursor)
        walked += [one.id for one in page.items]
        if (cursor := page.cursor) is None:
            break
    assert walked == whole


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "W10", "MSAy" * 30, encoded(9, "1"), encoded(0.5, "1"), encoded(0, "1e3"), encoded(float("nan"), "1")],
)
def test_foreign_cursors_are_refused(hands: Hands, cursor: str) -> None:
    with pytest.raises(BadRequest):
        hands.house.search.page(hands.user, "", cursor=cursor)


def test_pictures_made_at_the_same_moment_are_all_found(each_hands: Hands) -> None:
    for _ in range(5):
        each_hands.upload()
    each_hands.execute("UPDATE images SET created = 1700000000.5")
    each_hands.execute("DELETE FROM finds")
    assert each_hands.found("") == []
    assert catch_up(each_hands.house.means) == 5
    assert [one.handle for one in each_hands.house.search.page(each_hands.user, "sort:old").items] == [
        "#1", "#2", "#3", "#4", "#5",
    ]  # fmt: skip
    assert catch_up(each_hands.house.means) == 0


def test_a_deleted_session_is_not_found(library: Hands) -> None:
    library.house.sessions.delete(library.user, library.session)
    assert library.found("") == library.found("boat") == []


WORDS = st.sampled_from(
    [
        "red",
        "boat",
        "boats",
        "house",
        "海滩",
        "海",
        "红房子",
        "夜晚的船",
        "lake",
        "night",
        "zebra",
        '"red house"',
        "light*",
    ]
)
FILTERS = st.sampled_from(["tool:enhance", "seed:11", "seed:>1", "is:upload", "rating:0", "rating:>3", "on:today"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    terms=st.lists(st.tuples(st.booleans(), WORDS | FILTERS), max_size=4),
    order=st.sampled_from(["best", "new", "old", "rating"]),
)
def test_the_index_finds_what_the_tokens_say(library: Hands, terms: list[tuple[bool, str]], order: str) -> None:
    """Against a plain reading of every picture's tokens."""
    text = " ".join(("-" if no else "") + term for no, term in terms) + f" sort:{order}"
    try:
        got = library.house.search.page(library.user, text).items
        query = read(text, Calendar(time.time()).day, meanings("zh"))
    except BadRequest:
        return
    with library.house.means.database.read() as db:
        rows = db.execute(sql("SELECT image_id, moment, shown, said, marks FROM finds")).all()
    base = home(library.user, query.state)
    expected = {row.image_id for row in rows if holds(query, base, row)}
    assert {one.id for one in got} == expected


def holds(query: Query, base: str, row: Any) -> bool:
    fields = [field.split() for field in (row.shown, row.said, row.marks)]

    def has(phrase: Phrase) -> bool:
        meant = phrase.meaning and all(any(map(has, group)) for group in phrase.meaning)
        return stands(phrase) or bool(meant)

    def stands(phrase: Phrase) -> bool:
        def at(tokens: list[str], start: int) -> bool:
            part = tokens[start : start + len(phrase.tokens)]
            same = part[:-1] == list(phrase.tokens[:-1])
            last = part[-1].startswith(phrase.tokens[-1]) if phrase.begins else part[-1] == phrase.tokens[-1]
            return len(part) == len(phrase.tokens) and same and last

        return any(at(tokens, start) for tokens in fields for start in range(len(tokens)))

    within = (query.after or -1) <= row.moment < (query.before or 2**62)
    return (
        within
        and base in fields[2]
        and all(has(phrase) for phrase in query.phrases)
        and all(any(token in fields[2] for token in group) for group in query.marks)
        and not any(has(phrase) for phrase in query.unwanted)
    )


CROWD = """INSERT INTO finds_text SELECT n, to_tsvector('simple', concat('m0 wcommon',
    CASE WHEN n % 4 = 0 THEN ' swcommon' END, CASE WHEN n % 3000 = 7 THEN ' wrare' END,
    CASE WHEN n % 6000 = 7 THEN ' swrare' END)) FROM generate_series(1, 12000) AS n"""


def test_postgresql_finds_the_same_whichever_way_it_looks(postgresql_url: str) -> None:
    """What matches often is looked for among the newest, what matches seldom by the inverted index alone."""
    database = Database(postgresql_url)
    migrate.upgrade(database)
    with database.write() as db:
        db.execute(sql(CROWD))
        db.execute(sql("ANALYZE finds_text"))
    often, seldom = (Query(phrases=(Phrase((word,)),)) for word in ("wcommon", "wrare"))
    with database.read() as db:
        assert matches(db, often, "m0", tier="shown", low=100, high=11_000, limit=3) == [10996, 10992, 10988]
        assert matches(db, often, "m0", tier="rest", low=100, high=11_000, limit=3, oldest=True) == [101, 102, 103]
        assert tiers(db, often, "m0", after=(0, EVER), low=100, high=11_000, limit=3) is None
        assert matches(db, seldom, "m0", tier="any", low=100, high=11_000, limit=9) == [9007, 6007, 3007]
        assert tiers(db, seldom, "m0", after=(0, EVER), low=100, high=11_000, limit=9) == [
            (0, 6007),
            (1, 9007),
            (1, 3007),
        ]
        assert tiers(db, seldom, "m0", after=(0, 6007), low=100, high=11_000, limit=1) == [(1, 9007)]
    database.close()


HOSTILE = (
    '"', '"""', "NEAR(a b)", "{a b}", "tokens: x", "^a", "*", "--", "a & b | c", "a <-> b", "'; DROP TABLE images;--",
    "a:*", "a:A", "(((((", "NOT", "%", "\\", "\x00", "a\x00b", "\ud800", "\U0001f600\U0001f600", "\u6d77\u6ee9" * 200,
    "a " * 23, "a" * 400, "\u0301" * 300, "tool:", "seed:" + "9" * 300, "rating:<0", "rating:>=4 rating:2 sort:rating",
    "like:' OR 1", "about:\U0001f600", 'collection:""', "a:b:c:d:e", "-tool:edit -seed:4 -rating:5", 'a"b"c"d"e',
    "\U00020000\U00020001", "x\u200by", "-a", '-"a b" -c*', "on:9999-12", "on:0001-01-01", "after:9999d", "seed:1e9",
    "\ufdfa" * 400,
)  # fmt: skip
"""What means something to FTS5, to a tsquery, to SQL, to Unicode or to us."""


def test_any_text_is_a_query_or_refused_in_a_sentence(each_hands: Hands) -> None:
    uploaded = each_hands.upload()
    for typed in HOSTILE:
        for more in ("", " sort:old", " -is:starred", " a*"):
            try:
                found = each_hands.house.search.page(each_hands.user, typed + more, offset=-840)
            except BadRequest as error:
                assert len(error.message) < 200  # noqa: PT017  # either is right
            else:
                assert {one.id for one in found.items} <= {uploaded.id}
    assert each_hands.house.search.page(each_hands.user).items

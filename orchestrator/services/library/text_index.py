"""The index of words: a query as FTS5 or tsquery, and the pictures that match it in the order of time.

Tokens are letters and digits only (`domain.tokens`), so nothing a person types can reach either syntax. Refuses to
score: matches stream in the order of the index, which is what stays fast at a million pictures.
"""

from collections.abc import Callable
from typing import Final, Literal

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from orchestrator.domain.search import Phrase, Query

Tier = Literal["any", "shown", "rest"]
"""Where the words may stand: anywhere, in what the picture shows, or anywhere but all in that."""
EVER: Final = 2**62
"""A moment that no picture reaches."""
SHOWN: Final = "s"
"""PostgreSQL: before tokens of what a picture shows, which stand a second time with it: the inverted index itself keeps
no columns, and what is only spoken of would be read and thrown away."""
WINDOW: Final = 20_000
"""PostgreSQL: newest pictures looked through in order, before the inverted index is asked for all that match."""
SELDOM: Final = 8000
"""PostgreSQL: matches, as its statistics guess them, up to which the inverted index is asked for all at once. A page
of what matches more often lies within so many of the newest pictures."""

FTS5: Final = "SELECT rowid FROM finds_text WHERE finds_text MATCH :match AND rowid >= :low AND rowid < :high"
NEWEST: Final = """
SELECT moment FROM (SELECT moment, tokens FROM finds_text WHERE moment >= :low AND moment < :high
  ORDER BY moment {order} LIMIT :window) AS near
WHERE tokens @@ CAST(:match AS tsquery) ORDER BY moment {order} LIMIT :limit"""
AMONG_SQLITE: Final = """
WITH near AS (SELECT moment, ' ' || shown || ' | ' || said || ' | ' || marks || ' ' AS told FROM finds
  WHERE moment IN :moments)
SELECT moment FROM near WHERE {wanted}"""
AMONG: Final = text("SELECT moment FROM finds_text WHERE moment = ANY(:moments) AND tokens @@ CAST(:match AS tsquery)")
ALL: Final = """
WITH hits AS MATERIALIZED (SELECT moment FROM finds_text
  WHERE tokens @@ CAST(:match AS tsquery) AND moment >= :low AND moment < :high)
SELECT moment FROM hits ORDER BY moment {order} LIMIT :limit"""
GUESS: Final = text("EXPLAIN (FORMAT JSON) SELECT FROM finds_text WHERE tokens @@ CAST(:match AS tsquery)")
TIERS: Final = text("""
WITH hits AS MATERIALIZED (SELECT moment, tokens FROM finds_text
  WHERE tokens @@ CAST(:match AS tsquery) AND moment >= :low AND moment < :high),
tiers AS (SELECT CASE WHEN tokens @@ CAST(:shown AS tsquery) THEN 0 ELSE 1 END AS tier, moment FROM hits)
SELECT tier, moment FROM tiers WHERE tier > :tier OR (tier = :tier AND moment < :moment)
ORDER BY tier, moment DESC LIMIT :limit""")


def matches(
    db: Session, query: Query, home: str, *, tier: Tier = "any", low: int, high: int, limit: int, oldest: bool = False
) -> list[int]:
    """Moments (low <= moment < high) of pictures of `home` that match: the first `limit`, newest or oldest first."""
    order = "ASC" if oldest else "DESC"
    bounds = {"low": low, "high": high, "limit": limit}
    if db.get_bind().dialect.name == "sqlite":
        statement = f"{FTS5} ORDER BY rowid {order} LIMIT :limit"
        return list(db.scalars(text(statement), {"match": fts5(query, home, tier), **bounds}).all())
    wanted = tsquery(query, home, tier)
    match = {"match": wanted, **bounds}
    if not _seldom(db, wanted):
        near = list(db.scalars(text(NEWEST.format(order=order)), {**match, "window": WINDOW}).all())
        if len(near) == limit:
            return near
    return list(db.scalars(text(ALL.format(order=order)), match).all())


def tiers(
    db: Session, query: Query, home: str, *, after: tuple[int, int], low: int, high: int, limit: int
) -> list[tuple[int, int]] | None:
    """The next matches as tier (0 shown, 1 the rest) and moment, newest first, in one go; None where it takes two."""
    match = tsquery(query, home, "any")
    if db.get_bind().dialect.name == "sqlite" or not _seldom(db, match):
        return None
    bounds = {"low": low, "high": high, "limit": limit, "tier": after[0], "moment": after[1]}
    rows = db.execute(TIERS, {"match": match, "shown": tsquery(query, home, "shown"), **bounds})
    return [(tier, moment) for tier, moment in rows]


def _seldom(db: Session, match: str) -> bool:
    """What PostgreSQL's statistics say of how many match; planning costs half a millisecond."""
    plan = db.execute(GUESS, {"match": match}).scalar_one()
    return bool(plan[0]["Plan"]["Plan Rows"] <= SELDOM)


def among(db: Session, query: Query, home: str, moments: list[int]) -> set[int]:
    """Those of `moments` whose pictures match; their bounds in time are the caller's to keep."""
    if db.get_bind().dialect.name == "sqlite":
        wanted, told = _told(query, home)
        statement = text(AMONG_SQLITE.format(wanted=wanted)).bindparams(bindparam("moments", expanding=True))
        return set(db.scalars(statement, {"moments": moments, **told}).all())
    return set(db.scalars(AMONG, {"match": tsquery(query, home, "any"), "moments": moments}).all())


def _told(query: Query, home: str) -> tuple[str, dict[str, str]]:
    """The query as conditions on a row's own tokens, and their values: FTS5 searches anew for each single row."""
    values: dict[str, str] = {}

    def stands(phrase: Phrase) -> str:
        values[f"p{len(values)}"] = f" {' '.join(phrase.tokens)}{'' if phrase.begins else ' '}"
        return _or_meant(phrase, f"instr(told, :p{len(values) - 1}) > 0", stands, "AND", "OR")

    wanted = [stands(Phrase((home,))), *map(stands, query.phrases)]
    wanted += ["(" + " OR ".join(stands(Phrase((token,))) for token in group) + ")" for group in query.marks]
    wanted += [f"NOT {stands(phrase)}" for phrase in query.unwanted]
    return " AND ".join(wanted), values


def fts5(query: Query, home: str, tier: Tier) -> str:
    """The query in FTS5's syntax."""

    def one(phrase: Phrase) -> str:
        said = f'"{" ".join(phrase.tokens)}"{"*" if phrase.begins else ""}'
        return _or_meant(phrase, said, one, "AND", "OR")

    where = "shown : " if tier == "shown" else ""
    wanted = [f'"{home}"', *(f"({where}{one(phrase)})" for phrase in query.phrases)]
    wanted += ["(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in query.marks]
    match = " AND ".join(wanted)
    if tier == "rest":
        match = f"({match}) NOT ({' AND '.join(f'(shown : {one(phrase)})' for phrase in query.phrases)})"
    if query.unwanted:  # in one: FTS5 refuses what is nested deeply
        match = f"({match}) NOT ({' OR '.join(map(one, query.unwanted))})"
    return match


def tsquery(query: Query, home: str, tier: Tier) -> str:
    """The query in the syntax of PostgreSQL's tsquery."""

    def one(phrase: Phrase, column: str = "") -> str:
        words = [f"'{column}{token}'" for token in phrase.tokens]
        said = f"({' <-> '.join(words)}{':*' if phrase.begins else ''})"
        return _or_meant(phrase, said, lambda other: one(other, column), "&", "|")

    where = SHOWN if tier == "shown" else ""
    wanted = [f"'{home}'", *(one(phrase, where) for phrase in query.phrases)]
    wanted += ["(" + " | ".join(f"'{token}'" for token in group) + ")" for group in query.marks]
    if tier == "rest":
        wanted.append(f"!({' & '.join(one(phrase, SHOWN) for phrase in query.phrases)})")
    wanted += [f"!{one(phrase)}" for phrase in query.unwanted]
    return " & ".join(wanted)


def _or_meant(phrase: Phrase, said: str, one: Callable[[Phrase], str], both: str, either: str) -> str:
    """`said`, or what says the same in other words, in a syntax with these signs for "and" and "or"."""
    if not phrase.meaning:
        return said
    groups = (f"({f' {either} '.join(map(one, group))})" for group in phrase.meaning)
    return f"({said} {either} ({f' {both} '.join(groups)}))"

"""The index of words: a query as FTS5 or tsquery, and the pictures that match it in the order of time.

Tokens are letters and digits only (`domain.tokens`), so nothing a person types can reach either syntax. Refuses to
score: matches stream in the order of the index, which is what stays fast at a million pictures.
"""

from typing import Final, Literal

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from orchestrator.domain.search import Phrase, Query

Tier = Literal["any", "shown", "rest"]
"""Where the words may stand: anywhere, in what the picture shows, or anywhere but all in that."""
EVER: Final = 2**62
"""A moment that no picture reaches."""
WINDOW: Final = 20_000
"""PostgreSQL: newest pictures looked through in order, before the inverted index is asked for all that match."""

FTS5: Final = "SELECT rowid FROM finds_text WHERE finds_text MATCH :match AND rowid >= :low AND rowid < :high"
NEWEST: Final = """
SELECT moment FROM (SELECT moment, tokens FROM finds_text WHERE moment >= :low AND moment < :high
  ORDER BY moment {order} LIMIT :window) AS near
WHERE tokens @@ CAST(:match AS tsquery) ORDER BY moment {order} LIMIT :limit"""
AMONG_SQLITE: Final = text(
    "SELECT rowid FROM finds_text WHERE finds_text MATCH :match AND rowid IN :moments"
).bindparams(bindparam("moments", expanding=True))
AMONG: Final = text("SELECT moment FROM finds_text WHERE moment = ANY(:moments) AND tokens @@ CAST(:match AS tsquery)")
ALL: Final = """
WITH hits AS MATERIALIZED (SELECT moment FROM finds_text
  WHERE tokens @@ CAST(:match AS tsquery) AND moment >= :low AND moment < :high)
SELECT moment FROM hits ORDER BY moment {order} LIMIT :limit"""


def matches(
    db: Session, query: Query, home: str, *, tier: Tier = "any", low: int, high: int, limit: int, oldest: bool = False
) -> list[int]:
    """Moments (low <= moment < high) of pictures of `home` that match: the first `limit`, newest or oldest first."""
    order = "ASC" if oldest else "DESC"
    bounds = {"low": low, "high": high, "limit": limit}
    if db.get_bind().dialect.name == "sqlite":
        statement = f"{FTS5} ORDER BY rowid {order} LIMIT :limit"
        return list(db.scalars(text(statement), {"match": fts5(query, home, tier), **bounds}))
    match = {"match": tsquery(query, home, tier), **bounds}
    near = list(db.scalars(text(NEWEST.format(order=order)), {**match, "window": WINDOW}))
    return near if len(near) == limit else list(db.scalars(text(ALL.format(order=order)), match))


def among(db: Session, query: Query, home: str, moments: list[int]) -> set[int]:
    """Those of `moments` whose pictures match; their bounds in time are the caller's to keep."""
    if db.get_bind().dialect.name == "sqlite":
        return set(db.scalars(AMONG_SQLITE, {"match": fts5(query, home, "any"), "moments": moments}))
    return set(db.scalars(AMONG, {"match": tsquery(query, home, "any"), "moments": moments}))


def fts5(query: Query, home: str, tier: Tier) -> str:
    """The query in FTS5's syntax."""

    def one(phrase: Phrase) -> str:
        return f'"{" ".join(phrase.tokens)}"{"*" if phrase.begins else ""}'

    where = "shown : " if tier == "shown" else ""
    wanted = [f'"{home}"', *(f"({where}{one(phrase)})" for phrase in query.phrases)]
    wanted += ["(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in query.marks]
    match = " AND ".join(wanted)
    if tier == "rest":
        match = f"({match}) NOT ({' AND '.join(f'(shown : {one(phrase)})' for phrase in query.phrases)})"
    for phrase in query.unwanted:
        match = f"({match}) NOT {one(phrase)}"
    return match


def tsquery(query: Query, home: str, tier: Tier) -> str:
    """The query in the syntax of PostgreSQL's tsquery."""

    def one(phrase: Phrase, weight: str = "") -> str:
        ends = [weight] * len(phrase.tokens)
        if phrase.begins:
            ends[-1] += "*"
        parts = (f"'{token}'" + (f":{end}" if end else "") for token, end in zip(phrase.tokens, ends, strict=True))
        return f"({' <-> '.join(parts)})"

    weight = "A" if tier == "shown" else ""
    wanted = [f"'{home}'", *(one(phrase, weight) for phrase in query.phrases)]
    wanted += ["(" + " | ".join(f"'{token}'" for token in group) + ")" for group in query.marks]
    if tier == "rest":
        wanted.append(f"!({' & '.join(one(phrase, 'A') for phrase in query.phrases)})")
    wanted += [f"!{one(phrase)}" for phrase in query.unwanted]
    return " & ".join(wanted)

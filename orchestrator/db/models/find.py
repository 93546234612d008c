"""What search knows of each picture: derived from the other tables, and made anew from them at any time.

`finds_text` beside it is the text index itself (FTS5 on SQLite, a tsvector with GIN on PostgreSQL), kept by triggers
of the migration that makes it; its columns are those of `Find` and no model describes it.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base

TEXT_INDEX: Final = "finds_text"


def is_described(name: str | None, kind: str, _: Any) -> bool:
    """Whether a table found in the database is one that a model describes: not the text index and its parts."""
    return kind != "table" or not (name or "").startswith(TEXT_INDEX)


class Find(Base):
    """One picture as tokens; masks and purged pictures have none. `moment` is its place in the order of time."""

    __tablename__ = "finds"

    moment: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    """Milliseconds since 1970 when it was made, moved on where two were made at once."""
    image_id: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), unique=True)
    shown: Mapped[str] = mapped_column(Text)
    """Tokens of what it shows: prompt and alt text."""
    said: Mapped[str] = mapped_column(Text)
    """Tokens of what was said about it: the utterance, the session's title, its tags."""
    marks: Mapped[str] = mapped_column(Text)
    """Tokens of facts: owner and state, tool, model, seed, rating, tags, collections."""

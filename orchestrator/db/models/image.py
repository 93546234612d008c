"""Pictures, which job's slot each fills, and what each was made from."""

import re
from typing import Any, Final

from sqlalchemy import Double, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base

UNTOLD: Final = "photograph"
"""Alt text of an upload of which nobody has said what it shows."""
MARKED, UNMARKED = "mask: {}", "mask: all but {}"
"""Alt text of a mask by what it marks, or leaves out."""
MASK_ON: Final = "mask on {}"
"""Of one of which nobody knows, by its picture."""
UNKNOWN: Final = re.compile(f"(?:{MASK_ON.format('')})?[#m][1-9][0-9]*")
"""Such an alt text, whatever its picture is called by now; where it came without words, its own handle."""


class Image(Base):
    """A result, an upload or a mask. Never changed once made, but for what is said of it: scores, alt text, marks.

    Once `purged`, it is a tombstone: its bytes and words are gone, its place in the lineage stays.
    """

    __tablename__ = "images"
    __table_args__ = (
        UniqueConstraint("session_id", "handle"),
        Index(None, "session_id", "created"),
        Index(None, "turn_id"),
        Index(None, "job_id"),
        Index(None, "blob"),
        Index(None, "thumb"),
        Index(None, "user_id", "trashed"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("studio_sessions.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    turn_id: Mapped[str | None] = mapped_column(ID, ForeignKey("turns.id", ondelete="SET NULL"))
    job_id: Mapped[str | None] = mapped_column(ID, ForeignKey("jobs.id", ondelete="SET NULL"))
    slot: Mapped[int] = mapped_column(default=0)
    handle: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(8))
    tool: Mapped[str | None] = mapped_column(String(40))
    of: Mapped[str | None] = mapped_column(String(8))
    blob: Mapped[str] = mapped_column(String(64))
    thumb: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(Text)
    prompt: Mapped[dict[str, Any] | None]
    recipe: Mapped[dict[str, Any] | None]
    scores: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rating: Mapped[int | None]
    star: Mapped[bool] = mapped_column(default=False, server_default=false())
    archived: Mapped[float | None] = mapped_column(Double)
    trashed: Mapped[float | None] = mapped_column(Double)
    purged: Mapped[float | None] = mapped_column(Double)
    painted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it holds pixels that a model made."""
    brought: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a person brought it, or anything that it was made from."""
    created: Mapped[float] = mapped_column(Double)


class Output(Base):
    """At most one picture per output slot of a job: the key is the promise."""

    __tablename__ = "outputs"

    job_id: Mapped[str] = mapped_column(ID, ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    image_id: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), unique=True)


class Edge(Base):
    """`child` was made from `parent`, used as `role`. Both directions are indexed."""

    __tablename__ = "edges"
    __table_args__ = (Index(None, "parent"),)

    child: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    parent: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(12), primary_key=True)

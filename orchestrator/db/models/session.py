"""Conversations. The row also numbers what is born in it: handles and events."""

from typing import Any

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class StudioSession(Base):
    """One conversation. Its row is locked last in every transaction, so that numbers are given in commit order."""

    __tablename__ = "studio_sessions"
    __table_args__ = (Index(None, "user_id", "updated"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200), default="")
    focus: Mapped[str | None] = mapped_column(String(8))
    head: Mapped[str | None] = mapped_column(ID)
    """The turn that the next one continues from."""
    redo: Mapped[list[str]] = mapped_column(default=list)
    """Handles that undo has left, the latest last; what no longer follows from the focus is passed over."""
    origin: Mapped[dict[str, Any] | None]
    """Where it was forked from: ids of session, picture and turn, and the handle; they may be gone."""
    images: Mapped[int] = mapped_column(default=0)
    """Handles `#1` ... given out so far."""
    masks: Mapped[int] = mapped_column(default=0)
    """Handles `m1` ... given out so far."""
    seq: Mapped[int] = mapped_column(default=0)
    """Number of the latest event."""
    deleted: Mapped[float | None] = mapped_column(Double)
    """Since when it is no session any more and only holds the tombstones of one."""
    created: Mapped[float] = mapped_column(Double)
    updated: Mapped[float] = mapped_column(Double)

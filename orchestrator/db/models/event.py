"""What pages may be told, in order. Append-only."""

from typing import Any

from sqlalchemy import Double, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Event(Base):
    """One piece of news of a session; `seq` has no gaps and follows the order of commits."""

    __tablename__ = "events"

    session_id: Mapped[str] = mapped_column(ID, ForeignKey("studio_sessions.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(24))
    data: Mapped[dict[str, Any]]
    created: Mapped[float] = mapped_column(Double)

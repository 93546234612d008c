"""Utterances and how far the agent is with them."""

from typing import Any

from sqlalchemy import Double, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base, state_type
from orchestrator.domain.job import Phase, TurnState


class Turn(Base):
    """One utterance. Lease, token and attempt work like a job's."""

    __tablename__ = "turns"
    __table_args__ = (
        Index(None, "phase", "not_before"),
        Index(None, "session_id", "created"),
        Index(None, "user_id", "state"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("studio_sessions.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    parent: Mapped[str | None] = mapped_column(ID)
    """The turn it continues from: of the same session, so that both go together."""
    state: Mapped[TurnState] = mapped_column(state_type(TurnState))
    phase: Mapped[Phase] = mapped_column(state_type(Phase))
    dry: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    request: Mapped[dict[str, Any]]
    """The TurnRequest, words included."""
    results: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the agent's nodes have found so far, by node."""
    rewrite: Mapped[dict[str, Any] | None]
    plan: Mapped[dict[str, Any] | None]
    review: Mapped[dict[str, Any] | None]
    """How its pictures are judged and mended; none where they are not."""
    reply: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[str | None] = mapped_column(Text)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    worker: Mapped[str | None] = mapped_column(String(120))
    token: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[float | None] = mapped_column(Double)
    not_before: Mapped[float] = mapped_column(Double, default=0.0)
    created: Mapped[float] = mapped_column(Double)
    ended: Mapped[float | None] = mapped_column(Double)

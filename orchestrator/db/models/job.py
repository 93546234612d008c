"""Jobs: the row is the queue entry."""

from typing import Any

from sqlalchemy import BigInteger, Double, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base, state_type
from orchestrator.domain.job import JobState


class Job(Base):
    """One tool call as accepted work."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "state", "queue", "not_before"),
        Index(None, "turn_id"),
        Index(None, "session_id", "state"),
        Index(None, "user_id", "state"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("studio_sessions.id", ondelete="CASCADE"))
    turn_id: Mapped[str | None] = mapped_column(ID, ForeignKey("turns.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    step: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(8), default="job")
    state: Mapped[JobState] = mapped_column(state_type(JobState))

    tool: Mapped[str] = mapped_column(String(40))
    inputs: Mapped[dict[str, Any]]
    """Role to handle; a handle may be one that an earlier step has reserved."""
    params: Mapped[dict[str, Any]]
    seed: Mapped[int] = mapped_column(BigInteger)
    prompt: Mapped[dict[str, Any] | None]
    """Structured prompt of what it makes."""
    patch: Mapped[dict[str, Any] | None]
    words: Mapped[str | None] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[list[str]] = mapped_column(default=list)
    """Jobs of the same turn that must have succeeded before."""
    handles: Mapped[list[str]] = mapped_column(default=list)
    """Reserved for its pictures, in slot order."""
    of: Mapped[str | None] = mapped_column(ID)
    """The picture that is made again: compared with, by a replay; replaced, by the last step of a cleaning."""
    result: Mapped[dict[str, Any] | None]

    queue: Mapped[str] = mapped_column(String(16))
    priority: Mapped[int] = mapped_column(default=0)
    model_key: Mapped[str | None] = mapped_column(String(80))
    preset: Mapped[str | None] = mapped_column(String(40))
    not_before: Mapped[float] = mapped_column(Double, default=0.0)
    worker: Mapped[str | None] = mapped_column(String(120))
    token: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[float | None] = mapped_column(Double)
    cancel_requested: Mapped[bool] = mapped_column(default=False)

    progress: Mapped[float] = mapped_column(Double, default=0.0)
    preview: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    preview_number: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[str | None] = mapped_column(Text)
    created: Mapped[float] = mapped_column(Double)
    started: Mapped[float | None] = mapped_column(Double)
    ended: Mapped[float | None] = mapped_column(Double)

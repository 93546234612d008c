"""What a replay is to make again, picture by picture, and what came of each."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Remake(Base):
    """One picture of a replay: written before work begins, filled when it has been made again, judged after that."""

    __tablename__ = "remakes"
    __table_args__ = (Index(None, "image_id"), Index(None, "blob"), Index(None, "thumb"))

    job_id: Mapped[str] = mapped_column(ID, ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    """From 1; what it needs stands before it."""
    image_id: Mapped[str | None] = mapped_column(ID, ForeignKey("images.id", ondelete="SET NULL"))
    """The original; none where a recipe came without its picture."""
    handle: Mapped[str | None] = mapped_column(String(8))
    recipe: Mapped[dict[str, Any]]
    inputs: Mapped[dict[str, Any]]
    """Role to where its picture comes from: `{"step": 2}`, `{"blob": sha256}` or `{"missing": why}`, with a `name`."""
    blob: Mapped[str | None] = mapped_column(String(64))
    thumb: Mapped[str | None] = mapped_column(String(64))
    verdict: Mapped[dict[str, Any] | None]

"""Where a picture came from when it was not made here."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Origin(Base):
    """What an upload's file said of itself, or which picture of which studio an imported one was."""

    __tablename__ = "origins"
    __table_args__ = (Index(None, "blob"),)

    image_id: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    marks: Mapped[dict[str, Any] | None]
    """The Marks found in an uploaded file; they are claims."""
    blob: Mapped[str | None] = mapped_column(String(64))
    """The file as it came, kept where it had credentials: what is made from it can then name them."""
    mime: Mapped[str | None] = mapped_column(String(20))
    imported: Mapped[dict[str, Any] | None]
    """Installation, session and picture it was before it was imported."""

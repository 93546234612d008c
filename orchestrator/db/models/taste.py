"""What a person wants of the profile of their taste. What was learned is nowhere stored."""

from typing import Any

from sqlalchemy import Double, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Taste(Base):
    """One person's own will about it: whether it is used, lines of their own, lines they do not want."""

    __tablename__ = "tastes"

    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    active: Mapped[bool] = mapped_column(default=True)
    wishes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`own` lines, and `muted` ones that are learned and not wanted; each as a TasteWish."""
    since: Mapped[float] = mapped_column(Double, default=0.0)
    """Pictures from before teach nothing: when it was last forgotten."""

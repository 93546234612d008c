"""Idempotency keys: the same request sent twice is answered twice and done once."""

from sqlalchemy import Double, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Key(Base):
    """A key a caller has used, the digest of what it came with, and the id of what was made."""

    __tablename__ = "idempotency_keys"

    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(ID)
    created: Mapped[float] = mapped_column(Double)

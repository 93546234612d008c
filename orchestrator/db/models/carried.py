"""What comes in from other studios, and what is shown to others."""

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Arrival(Base):
    """A session that came in a bundle, and which bundle that was; the same bundle is not taken in twice."""

    __tablename__ = "arrivals"
    __table_args__ = (Index(None, "user_id", "digest"),)

    session_id: Mapped[str] = mapped_column(ID, ForeignKey("studio_sessions.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    """Of the bundle's graph without the moment of its export."""
    created: Mapped[float] = mapped_column(Double)


class Share(Base):
    """A link under which somebody else may look at a session. Only a digest of its token is looked up.

    The token itself is kept so that the owner can copy the link again: whoever reads this table reads the session too.
    """

    __tablename__ = "shares"
    __table_args__ = (Index(None, "session_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    token: Mapped[str] = mapped_column(String(64))
    session_id: Mapped[str] = mapped_column(ID, ForeignKey("studio_sessions.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    words: Mapped[bool]
    """Whether what was said and prompted is shown."""
    created: Mapped[float] = mapped_column(Double)
    expires: Mapped[float | None] = mapped_column(Double)

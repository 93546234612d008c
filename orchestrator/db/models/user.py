"""People and their sign-ins. Tokens and secrets are kept as digests only."""

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class User(Base):
    """A person; `last_claim` and `last_turn` say when a worker last took up their work, for fairness."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    last_claim: Mapped[float] = mapped_column(Double, default=0.0)
    last_turn: Mapped[float] = mapped_column(Double, default=0.0)
    created: Mapped[float] = mapped_column(Double)


class Login(Base):
    """A browser that is signed in; dead once the person's token has changed."""

    __tablename__ = "logins"
    __table_args__ = (Index(None, "user_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    token_digest: Mapped[str] = mapped_column(String(64))
    created: Mapped[float] = mapped_column(Double)
    expires: Mapped[float] = mapped_column(Double)

"""How a person keeps pictures together: tags and collections."""

from sqlalchemy import Double, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Tag(Base):
    """A word on a picture; `folded` is what two spellings of one tag share."""

    __tablename__ = "tags"
    __table_args__ = (Index(None, "user_id", "folded"),)

    image_id: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    folded: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))


class Collection(Base):
    """A named set of pictures out of any sessions."""

    __tablename__ = "collections"
    __table_args__ = (UniqueConstraint("user_id", "folded"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80))
    created: Mapped[float] = mapped_column(Double)


class Member(Base):
    """A picture in a collection."""

    __tablename__ = "members"
    __table_args__ = (Index(None, "image_id"),)

    collection_id: Mapped[str] = mapped_column(ID, ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True)
    image_id: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)

"""Where pictures lie by meaning and by look."""

from sqlalchemy import BigInteger, Double, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import ID, Base


class Vector(Base):
    """One picture in one respect (`kind`: meaning or look). There from the start, so that what is to be done is found.

    `space` says whose numbers they are and is empty until they are made: vectors compare inside one space only.
    `data` is float16, of length 1, and empty where there is nothing to be told.
    """

    __tablename__ = "vectors"
    __table_args__ = (Index(None, "kind", "space", "image_id"), Index(None, "user_id", "kind", "space", "made"))

    image_id: Mapped[str] = mapped_column(ID, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    moment: Mapped[int] = mapped_column(BigInteger, default=0)
    """That of its `Find`, so that one table has all that a search by nearness reads."""
    space: Mapped[str] = mapped_column(String(160), default="")
    made: Mapped[float] = mapped_column(Double, default=0.0)
    data: Mapped[bytes] = mapped_column(LargeBinary, default=b"")

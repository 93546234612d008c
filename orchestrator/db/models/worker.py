"""Worker processes that have been heard of."""

from sqlalchemy import Double, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from orchestrator.db.base import Base


class Worker(Base):
    """One process, by name `<node>/<kind>-<number>/<pid>`; it writes `seen` every few seconds."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    ready: Mapped[bool] = mapped_column(default=False)
    busy: Mapped[bool] = mapped_column(default=False)
    detail: Mapped[str] = mapped_column(Text, default="")
    started: Mapped[float] = mapped_column(Double)
    seen: Mapped[float] = mapped_column(Double)

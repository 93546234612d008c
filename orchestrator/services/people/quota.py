"""How much open work one person may have. Counted in the transaction that adds to it: it holds under any race."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Job, Turn, User
from orchestrator.domain.errors import QueueFull
from orchestrator.domain.job import CLAIMABLE, JOB_END
from orchestrator.services.people.access import locked

IDLE: Final = -2
"""Priority of what nobody has asked for and nobody waits for; it counts against no limit."""


def hold(db: Session, user: str) -> None:
    """Take the person's row, so that their submissions queue up behind each other. Before any other lock."""
    db.scalar(locked(select(User).where(User.id == user)))


def check(db: Session, user: str, limit: int) -> None:
    """See that there is room for one more, after `hold`.

    Raises:
        QueueFull: there is none.
    """
    mine = (Job.user_id == user, Job.state.not_in(list(JOB_END)), Job.priority > IDLE)
    jobs = db.scalar(select(func.count()).select_from(Job).where(*mine))
    turns = db.scalar(select(func.count()).select_from(Turn).where(Turn.user_id == user, Turn.phase.in_(CLAIMABLE)))
    if (jobs or 0) + (turns or 0) >= limit:
        raise QueueFull(f"You already have {limit} jobs open. Wait for one to end, or cancel one.")

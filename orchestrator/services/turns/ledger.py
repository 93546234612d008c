"""What the agent may know of a session, read fresh for every turn. Plain rows in, plain values out."""

from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Job, StudioSession, Turn
from orchestrator.db.models.image import MARKED, UNKNOWN, UNMARKED, UNTOLD
from orchestrator.domain.job import JobState
from orchestrator.domain.plan import ROLES, Role
from orchestrator.services.sessions.walks import Ground
from orchestrator.services.shapes.present import parents_of
from orchestrator.services.shapes.views import ImageKind

ASKED: Final = 8
"""Questions that are remembered of those that one answer led to the next of."""


@dataclass(frozen=True)
class LedgerRow:
    """One picture with what made it."""

    handle: str
    kind: ImageKind
    tool: str | None
    inputs: dict[Role, str]
    """Role to handle, source first."""
    replaces: str | None
    """Handle of the picture it was made anew in place of."""
    alt: str
    prompt: dict[str, Any] | None
    width: int
    height: int
    of: str | None
    recipe: dict[str, Any] | None
    turn: str | None = None
    """The turn that made it."""
    shows: str | None = None
    """For a mask: what it marks."""


@dataclass(frozen=True)
class JobRow:
    """How one job of a turn stands."""

    step: int
    tool: str
    state: JobState
    handles: tuple[str, ...]
    inputs: dict[Role, str]
    params: dict[str, Any]
    patch: dict[str, Any] | None
    error: str | None
    code: str | None
    """Of what went wrong."""
    size: tuple[int, int] | None
    facts: dict[str, Any]
    seed: int


@dataclass(frozen=True)
class Ledger:
    """A session as the agent sees it. `images` oldest first."""

    images: tuple[LedgerRow, ...]
    focus: str | None
    after: str | None = None
    """Where a redo leads from it."""
    jobs: tuple[JobRow, ...] = ()
    answers: tuple[str, str] | None = None
    """Words asked about and the question."""
    lineage: tuple[str, ...] = ()
    """Handles: the picture asked about, then its ancestors, nearest first."""


def read(db: Session, turn: Turn) -> Ledger:
    """The ledger for `turn`."""
    rows = list(
        db.scalars(
            select(Image)
            .where(Image.session_id == turn.session_id, Image.purged.is_(None))
            .order_by(Image.created, Image.slot, Image.id)
        )
    )
    parents = parents_of(db, [row.id for row in rows])
    images = tuple(
        LedgerRow(
            row.handle,
            cast("ImageKind", row.kind),
            row.tool,
            {parent.role: parent.handle for parent in parents.get(row.id, ()) if parent.role in ROLES},
            next((parent.handle for parent in parents.get(row.id, ()) if parent.role == "rederived"), None),
            "" if row.alt == UNTOLD else row.alt,
            row.prompt,
            row.width,
            row.height,
            row.of,
            row.recipe,
            row.turn_id,
            _shows(row) if row.kind == "mask" else None,
        )
        for row in rows
    )
    session = db.get_one(StudioSession, turn.session_id)
    pictures = [image.handle for image in images if image.kind != "mask"]
    focus = turn.request.get("focus") or session.focus
    focus = focus if focus in pictures else (pictures[-1] if pictures else None)
    plan = turn.plan or {}
    asked = plan.get("image") or (focus if plan.get("intent") == "answer" else None)
    return Ledger(
        images=images,
        focus=focus,
        after=Ground(db, session.id).forth(focus, session.redo),
        jobs=_jobs(db, turn, {row.handle: (row.width, row.height) for row in rows}),
        answers=_answers(db, turn),
        lineage=_ancestry(images, asked) if asked else (),
    )


def _shows(mask: Image) -> str | None:
    """What a mask marks: what was looked for, or what somebody has said of it."""
    if mask.alt == MARKED.format("") or UNKNOWN.fullmatch(mask.alt) or mask.alt.startswith(UNMARKED.format("")):
        return None
    return mask.alt.removeprefix(MARKED.format(""))


def _jobs(db: Session, turn: Turn, sizes: dict[str, tuple[int, int]]) -> tuple[JobRow, ...]:
    rows = db.scalars(select(Job).where(Job.turn_id == turn.id).order_by(Job.step))
    return tuple(
        JobRow(
            step=row.step,
            tool=row.tool,
            state=row.state,
            handles=tuple(row.handles) if row.state is JobState.SUCCEEDED else (),
            inputs=cast("dict[Role, str]", row.inputs),
            params=row.params,
            patch=row.patch,
            error=row.error,
            code=row.error_code,
            size=sizes.get(row.handles[0]) if row.handles else None,
            facts=row.result or {},
            seed=row.seed,
        )
        for row in rows
    )


def _answers(db: Session, turn: Turn) -> tuple[str, str] | None:
    """What was asked about, oldest first, each answer in brackets, and the last question."""
    asked: list[Turn] = []
    at: Turn | None = turn
    while at is not None and len(asked) < ASKED:
        key = at.request.get("answers")
        at = db.get(Turn, key) if key else None
        at = at if at is not None and at.session_id == turn.session_id and at not in asked else None
        asked += [at] if at is not None else []
    if not asked:
        return None
    first, *further = reversed(asked)
    return " ".join((first.text, *(f"({one.text})" for one in further))), str(
        (asked[0].plan or {}).get("question") or ""
    )


def _ancestry(images: tuple[LedgerRow, ...], handle: str) -> tuple[str, ...]:
    of = {image.handle: image for image in images}
    order = [handle] if handle in of else []
    for name in order:  # grows while it is read: nearest first
        order += [parent for parent in of[name].inputs.values() if parent in of and parent not in order]
    return tuple(name for name in order if of[name].kind != "mask")

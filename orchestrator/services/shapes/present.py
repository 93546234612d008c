"""Rows into views. Reads what belongs together in one query each, however long the conversation is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Image, Job, Origin, StudioSession, Turn
from orchestrator.domain.job import JobState
from orchestrator.domain.marks import Marks, Was
from orchestrator.domain.plan import KINSHIPS, Plan
from orchestrator.domain.recipe import readable
from orchestrator.domain.review import Review
from orchestrator.domain.rewrite import Rewrite
from orchestrator.services.shapes.verdict_views import VerdictView
from orchestrator.services.shapes.views import (
    ErrorView,
    ImageDetail,
    ImageView,
    JobView,
    OriginView,
    ParentView,
    TurnView,
    UrlsView,
)

SEEN: Final = (
    Image.id,
    Image.session_id,
    Image.handle,
    Image.kind,
    Image.tool,
    Image.width,
    Image.height,
    Image.alt,
    Image.of,
    Image.turn_id,
    Image.job_id,
    Image.slot,
    Image.rating,
    Image.star,
    Image.archived,
    Image.trashed,
    Image.purged,
    Image.created,
)
"""What `images` reads of a picture. Lists select these alone: whole rows, with recipes, take five times as long."""


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a time with its zone."""
    return datetime.fromtimestamp(seconds, UTC)


def maybe(seconds: float | None) -> datetime | None:
    """The same, where there may be none."""
    return None if seconds is None else moment(seconds)


def failure(code: str | None, message: str | None) -> ErrorView | None:
    """Why something failed, if it did."""
    return ErrorView(code=code, message=message or "") if code else None


def parents_of(db: Session, children: Sequence[str]) -> dict[str, tuple[ParentView, ...]]:
    """Parents of each picture, source first."""
    found: dict[str, list[ParentView]] = defaultdict(list)
    if children:
        rows = db.execute(
            select(Edge.child, Edge.role, Image.id, Image.handle, Image.session_id)
            .join(Image, Image.id == Edge.parent)
            .where(Edge.child.in_(children))
        )
        for child, role, key, handle, session in rows:
            found[child].append(ParentView(id=key, handle=handle, role=role, session=session))
    return {child: tuple(sorted(some, key=lambda one: KINSHIPS.index(one.role))) for child, some in found.items()}


def images(db: Session, rows: Iterable[Image | Row[*tuple[Any, ...]]]) -> tuple[ImageView, ...]:
    """Pictures as the caller sees them, in the order given; `rows` are pictures, or what is `SEEN` of them."""
    listed = list(rows)
    parents = parents_of(db, [row.id for row in listed])
    return tuple(_image(row, parents.get(row.id, ())) for row in listed)


def thumb_url(image_id: str) -> str:
    """Where the small picture is."""
    return f"/api/v1/images/{image_id}/file?size=thumb&format=webp"


def _image(row: Image | Row[*tuple[Any, ...]], parents: tuple[ParentView, ...]) -> ImageView:
    return ImageView(
        id=row.id,
        session=row.session_id,
        handle=row.handle,
        kind=row.kind,
        tool=row.tool,
        width=row.width,
        height=row.height,
        alt=row.alt,
        of=row.of,
        parents=parents,
        turn=row.turn_id,
        job=row.job_id,
        slot=row.slot,
        urls=UrlsView(full=f"/api/v1/images/{row.id}/file", thumb=thumb_url(row.id)),
        rating=row.rating,
        star=row.star,
        archived=maybe(row.archived),
        trashed=maybe(row.trashed),
        purged=maybe(row.purged),
        created=moment(row.created),
    )


def origins(db: Session, rows: Iterable[StudioSession]) -> dict[str, OriginView]:
    """Where forked sessions come from."""
    forked = {row.id: row.origin for row in rows if row.origin}
    sources = [origin["session"] for origin in forked.values()]
    titles: dict[str, str] = {}
    if sources:
        found = db.execute(select(StudioSession.id, StudioSession.title).where(StudioSession.id.in_(sources)))
        titles = {key: title for key, title in found}  # noqa: C416  # rows are no pairs to mypy
    return {key: OriginView(**origin, title=titles.get(origin["session"])) for key, origin in forked.items()}


def image_detail(db: Session, row: Image) -> ImageDetail:
    """One picture with its recipe."""
    (view,) = images(db, [row])
    origin, recipe = db.get(Origin, row.id), readable(row.recipe)
    return ImageDetail(
        **dict(view),
        recipe=recipe,
        unreadable=bool(row.recipe) and recipe is None,
        prompt=row.prompt,
        scores=row.scores,
        imported=Was.model_validate(origin.imported) if origin and origin.imported else None,
        marks=Marks.model_validate(origin.marks) if origin and origin.marks else None,
    )


def jobs(db: Session, rows: Iterable[Job]) -> tuple[JobView, ...]:
    """Jobs with their pictures."""
    listed = list(rows)
    made: dict[str, list[ImageView]] = defaultdict(list)
    if ended := [row.id for row in listed if row.state is JobState.SUCCEEDED]:
        of_them = (Image.job_id.in_(ended), Image.purged.is_(None))
        found = db.execute(select(*SEEN).where(*of_them).order_by(Image.job_id, Image.slot))
        for view in images(db, found):
            made[view.job or ""].append(view)
    return tuple(_job(row, tuple(made[row.id])) for row in listed)


def _job(row: Job, made: tuple[ImageView, ...]) -> JobView:
    running = row.state is JobState.RUNNING
    return JobView(
        id=row.id,
        session=row.session_id,
        turn=row.turn_id,
        step=row.step,
        kind=row.kind,
        state=row.state,
        progress=1.0 if row.state is JobState.SUCCEEDED else row.progress,
        tool=row.tool,
        inputs=row.inputs,
        params=row.params,
        seed=row.seed,
        model=row.model_key,
        attempt=row.attempt,
        cancelling=running and row.cancel_requested,
        error=failure(row.error_code, row.error),
        handles=tuple(row.handles),
        images=made,
        of=row.of,
        result=VerdictView.model_validate(row.result) if row.result and row.kind == "replay" else None,
        facts=row.result if row.result and row.kind != "replay" else {},
        preview=f"/api/v1/jobs/{row.id}/preview?n={row.preview_number}" if running and row.preview_number else None,
        created=moment(row.created),
        started=maybe(row.started),
        ended=maybe(row.ended),
    )


def turns(db: Session, rows: Iterable[Turn]) -> tuple[TurnView, ...]:
    """Turns with their jobs and pictures."""
    listed = list(rows)
    of_turn: dict[str, list[JobView]] = defaultdict(list)
    if ids := [row.id for row in listed]:
        found = db.scalars(select(Job).where(Job.turn_id.in_(ids)).order_by(Job.turn_id, Job.step))
        for view in jobs(db, found):
            of_turn[view.turn or ""].append(view)
    return tuple(_turn(row, tuple(of_turn[row.id])) for row in listed)


def _turn(row: Turn, of_it: tuple[JobView, ...]) -> TurnView:
    return TurnView(
        id=row.id,
        session=row.session_id,
        state=row.state,
        text=row.text,
        language=row.language,
        focus=row.request.get("focus"),
        mask=row.request.get("mask"),
        creativity=row.request.get("creativity", "medium"),
        preset=row.request.get("preset") or (row.plan or {}).get("preset"),
        answers=row.request.get("answers"),
        parent=row.parent,
        dry=row.dry,
        rewrite=Rewrite.model_validate(row.rewrite) if row.rewrite else None,
        plan=Plan.model_validate(row.plan) if row.plan else None,
        review=Review.model_validate(row.review) if row.review else None,
        jobs=of_it,
        images=tuple(image for job in of_it for image in job.images),
        reply=row.reply,
        error=failure(row.error_code, row.error),
        created=moment(row.created),
        ended=maybe(row.ended),
    )

"""Rows into the nodes of a session's graph. Tells of each what a page filters by and shows small, no more."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Row

from orchestrator.db.models import Image, Job, Turn
from orchestrator.services.history.graph_views import ImageNode, JobNode, JudgementNode, PlanNode, TurnNode
from orchestrator.services.shapes.present import maybe, moment, thumb_url
from tools.base import slot_seed

TOLD: Final = 400
"""Characters of what was said and answered; the whole stands in the turn."""
TURN: Final = (
    Turn.id, Turn.created, Turn.text, Turn.state, Turn.language, Turn.parent, Turn.reply, Turn.ended, Turn.plan,
    Turn.rewrite,
)  # fmt: skip
JOB: Final = (
    Job.id, Job.created, Job.turn_id, Job.tool, Job.kind, Job.state, Job.step, Job.seed, Job.model_key, Job.result,
    Job.error_code, Job.started, Job.ended, Job.of, Job.inputs,
)  # fmt: skip
IMAGE: Final = (
    Image.id, Image.created, Image.handle, Image.kind, Image.tool, Image.recipe, Image.alt, Image.width, Image.height,
    Image.rating, Image.star, Image.trashed, Image.purged, Image.session_id, Image.job_id, Image.scores,
)  # fmt: skip
"""What is read of each kind: whole rows take three times as long."""
Known = Row[*tuple[Any, ...]]


def of_turns(rows: Iterable[Known]) -> Iterable[TurnNode | PlanNode]:
    """What was said, and what was made of it where something was."""
    for row in rows:
        yield TurnNode(
            id=f"turn-{row.id}",
            ref=row.id,
            created=moment(row.created),
            text=row.text[:TOLD],
            state=row.state,
            language="zh" if row.language == "zh" else "en",
            parent=row.parent,
            reply=row.reply[:TOLD] if row.reply else None,
            ended=maybe(row.ended),
        )
        if row.plan or row.rewrite:
            plan = row.plan or {}
            yield PlanNode(
                id=f"plan-{row.id}",
                ref=row.id,
                created=moment(row.created),
                intent=plan.get("intent"),
                text=(row.rewrite or {}).get("text"),
                tools=tuple(step["tool"] for step in plan.get("steps", ())),
            )


def of_jobs(rows: Iterable[Known]) -> Iterable[JobNode]:
    """Tool calls, replays among them."""
    for row in rows:
        yield JobNode(
            id=f"job-{row.id}",
            ref=row.id,
            created=moment(row.created),
            turn=row.turn_id,
            tool=row.tool,
            job="replay" if row.kind == "replay" else "job",
            state=row.state,
            step=row.step,
            seed=row.seed,
            model=row.model_key,
            verdict=row.result["verdict"] if row.kind == "replay" and row.result else None,
            error=row.error_code,
            started=maybe(row.started),
            ended=maybe(row.ended),
        )


def of_images(rows: Iterable[Known]) -> Iterable[ImageNode | JudgementNode]:
    """Pictures, and how they were judged where they were."""
    for row in rows:
        recipe = row.recipe or {}
        yield ImageNode(
            id=f"image-{row.id}",
            ref=row.id,
            created=moment(row.created),
            handle=row.handle,
            of_kind=row.kind,
            tool=row.tool,
            model=recipe.get("model"),
            seed=slot_seed(int(recipe["seed"]), int(recipe.get("slot", 0))) if "seed" in recipe else None,
            alt=row.alt,
            words=(recipe.get("words") or "")[:TOLD] or None,
            width=row.width,
            height=row.height,
            thumb=thumb_url(row.id),
            rating=row.rating,
            star=row.star,
            trashed=maybe(row.trashed),
            purged=maybe(row.purged),
            session=row.session_id,
        )
        if row.scores:
            yield JudgementNode(id=f"judgement-{row.id}", ref=row.id, created=moment(row.created), scores=row.scores)

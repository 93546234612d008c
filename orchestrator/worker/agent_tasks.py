"""Copies what the agent may know of a turn into the agent's own values. Decides nothing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, cast

from orchestrator.agent.task import AgentTask, JobFact, LedgerImage, MadeFact, ReplyTask, ReviewTask
from orchestrator.domain.additions import Additions
from orchestrator.domain.job import JOB_END
from orchestrator.domain.plan import Plan
from orchestrator.domain.preset import Preset
from orchestrator.domain.review import Review
from orchestrator.services.history.diff_views import PixelsView
from orchestrator.services.house.models import Models
from orchestrator.services.turns.ledger import JobRow, LedgerRow
from orchestrator.services.turns.turn_queue import TurnClaim
from tools import catalog


def understand_task(
    claim: TurnClaim,
    models: Models,
    stopped: Callable[[], bool],
    preset: Preset | None = None,
    taste: Additions | None = None,
    kinds: Mapping[str, Preset] | None = None,
) -> AgentTask:
    """What there is to understand; `kinds` are presets by the styles that name them."""
    painter = models.painter()
    facts: dict[str, Any] = {}
    if painter is not None:
        facts = {
            "prompt_form": painter.prompt.form,
            "negative": painter.prompt.negative,
            "vocabulary": painter.vocabulary,
        }
    return AgentTask(
        text=claim.request.text,
        language=claim.language,
        tools=models.offered(),
        known=catalog.specs(),
        images=tuple(_ledger_image(row) for row in claim.ledger.images),
        focus=claim.ledger.focus,
        after=claim.ledger.after,
        mask=claim.request.mask,
        creativity=claim.request.creativity,
        rewrite=claim.request.rewrite,
        answers=claim.ledger.answers,
        preset=preset,
        kinds=kinds or {},
        taste=taste,
        session=claim.session,
        stopped=stopped,
        **facts,
    )


def review_task(
    claim: TurnClaim, plan: Plan, review: Review, models: Models, preset: Preset | None = None
) -> ReviewTask:
    """What there is to judge, and the tools to mend it with that the preset allows."""
    painter, editor = models.painter(), models.capable("edit")
    return ReviewTask(
        plan=plan,
        review=review,
        jobs=tuple(_job(row, claim.ledger.images) for row in claim.ledger.jobs),
        images=tuple(_ledger_image(row) for row in claim.ledger.images),
        tools={name: spec for name, spec in models.offered().items() if not preset or preset.allows(name, spec.gives)},
        prompt_form=painter.prompt.form if painter else "tags",
        instructed=editor is not None and editor.instructed,
    )


def reply_task(
    claim: TurnClaim,
    plan: Plan,
    review: Review | None,
    models: Models,
    apart: PixelsView | None = None,
    preset: Preset | None = None,
) -> ReplyTask:
    """What there is to say; `apart` is how far two pictures that are compared are apart."""
    painter = models.painter()
    made = {row.handle: _made(row) for row in claim.ledger.images if row.kind != "mask"}
    return ReplyTask(
        language=claim.language,
        plan=plan,
        rewrite=claim.rewrite,
        text=claim.request.text,
        review=review,
        jobs=tuple(_job(row, claim.ledger.images) for row in claim.ledger.jobs if row.state in JOB_END),
        recipe=tuple(made[handle] for handle in claim.ledger.lineage if handle in made),
        history=tuple(made.values()),
        tools=models.offered(),
        vocabulary=painter.vocabulary if painter else {},
        model=painter.name if painter else None,
        apart=apart.model_dump() if apart else None,
        preset=preset,
    )


def _ledger_image(row: LedgerRow) -> LedgerImage:
    params = (row.recipe or {}).get("params", {})
    return LedgerImage(
        handle=row.handle,
        kind=row.kind,
        tool=row.tool,
        parents=tuple(dict.fromkeys([*([row.replaces] if row.replaces else []), *row.inputs.values()])),
        prompt=row.prompt,
        width=row.width,
        height=row.height,
        of=row.of,
        shows=row.shows,
        turn=row.turn,
        moved=catalog.moved(row.tool, params),
        follows=catalog.follows(row.tool, params),
        words=(row.recipe or {}).get("words"),
        adjusted=(params["adjust"], params.get("amount", "medium")) if "adjust" in params else None,
    )


def _job(row: JobRow, images: Iterable[LedgerRow]) -> JobFact:
    source = next((image for image in images if image.handle == row.inputs.get("source")), None)
    return JobFact(
        tool=row.tool,
        state=cast("Literal['succeeded', 'failed', 'cancelled']", row.state.value),
        images=row.handles,
        inputs=row.inputs,
        params=row.params,
        patch=row.patch,
        error=row.error,
        size=row.size,
        was=(source.width, source.height) if source else None,
        facts=row.facts,
        step=row.step,
        seed=row.seed,
    )


def _made(row: LedgerRow) -> MadeFact:
    recipe = row.recipe or {}
    return MadeFact(
        handle=row.handle,
        tool=row.tool,
        inputs=row.inputs,
        params=recipe.get("params", {}),
        words=recipe.get("words"),
        text=row.alt,
        prompt=row.prompt,
        seed=recipe.get("seed"),
        model=recipe.get("model"),
        width=row.width,
        height=row.height,
    )

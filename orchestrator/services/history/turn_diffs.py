"""What distinguishes two turns: what was said, what was made of the words, the plan, and what came of it."""

from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Turn
from orchestrator.services.history.diff_views import ChangeView, PairView, RelatedView, TurnDiffView
from orchestrator.services.history.word_diff import word_diff
from orchestrator.services.shapes import present
from orchestrator.services.shapes.views import ImageView

ASKED: Final = ("focus", "mask", "creativity", "seed", "rewrite", "preset")
"""What stands beside the words of a turn and may change what comes of them."""
TOLD: Final = frozenset({"prompt", "patch", "words"})
"""What of a step the differences of the words and of the text tell already."""


def turn_diff(db: Session, one: Turn, two: Turn) -> TurnDiffView:
    """Everything in which turn `two` differs from turn `one`; of one person, of any sessions."""
    a, b = _pictures(db, one), _pictures(db, two)
    return TurnDiffView(
        a=one.id,
        b=two.id,
        related=_related(db, one, two),
        said=word_diff(one.text, two.text),
        asked=_changes(*({name: turn.request.get(name) for name in ASKED} for turn in (one, two))),
        text=word_diff(_text(one), _text(two)),
        plan=_changes(_flat(one.plan), _flat(two.plan)),
        reply=word_diff(one.reply or "", two.reply or ""),
        pictures=tuple(PairView(a=left, b=right) for left, right in zip_longest(a, b)),
    )


def _pictures(db: Session, turn: Turn) -> tuple[ImageView, ...]:
    there = (Image.turn_id == turn.id, Image.kind != "mask")
    rows = db.execute(select(*present.SEEN).where(*there).order_by(Image.created, Image.slot, Image.id))
    return present.images(db, rows)


def _related(db: Session, one: Turn, two: Turn) -> RelatedView:
    """How `one` is related to `two` in the conversation; turns of two sessions are not."""
    if one.id == two.id:
        return RelatedView(how="same")
    if one.session_id != two.session_id:
        return RelatedView(how="none")
    rows = db.execute(select(Turn.id, Turn.parent).where(Turn.session_id == one.session_id))
    parents: dict[str, str | None] = {key: parent for key, parent in rows}  # noqa: C416  # rows are no pairs to mypy
    above, beyond = _above(parents, one.id), _above(parents, two.id)
    if one.id in beyond:
        return RelatedView(how="ancestor", by=one.id)
    if two.id in above:
        return RelatedView(how="descendant", by=two.id)
    by = next((key for key in above if key in beyond), None)
    return RelatedView(how="common" if by else "none", by=by)


def _above(parents: dict[str, str | None], turn: str) -> dict[str, None]:
    """Turns that one continues from, the nearest first."""
    found: dict[str, None] = {}
    at = parents.get(turn)
    while at is not None and at not in found:
        found[at] = None
        at = parents.get(at)
    return found


def _text(turn: Turn) -> str:
    """What the image model was told: the words made of the person's, else those of the plan."""
    if turn.rewrite:
        return str(turn.rewrite.get("text") or "")
    prompts = (step.get("params", {}).get("prompt") for step in (turn.plan or {}).get("steps", ()))
    return next((str(prompt) for prompt in prompts if prompt), "")


def _flat(plan: dict[str, Any] | None) -> dict[str, Any]:
    """A plan as `name: value`; of step 2 `2.tool`, `2.inputs.source`, `2.params.steps`."""
    plan = plan or {}
    flat = {name: value for name, value in plan.items() if name != "steps"}
    for number, step in enumerate(plan.get("steps", ()), start=1):
        for name, value in step.items():
            if name in {"inputs", "params"}:
                flat |= {f"{number}.{name}.{key}": one for key, one in value.items() if key not in TOLD}
            elif name not in TOLD:
                flat[f"{number}.{name}"] = value
    return flat


def _changes(a: dict[str, Any], b: dict[str, Any]) -> tuple[ChangeView, ...]:
    empty: tuple[Any, ...] = (None, "", [], {}, ())
    one, two = ({name: value for name, value in side.items() if value not in empty} for side in (a, b))
    return tuple(
        ChangeView(field=name, a=one.get(name), b=two.get(name))
        for name in sorted({*one, *two})
        if one.get(name) != two.get(name)
    )

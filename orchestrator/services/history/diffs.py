"""What distinguishes two pictures: their recipes, the words they were made from, how they were judged, their pixels."""

from collections.abc import Iterable
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, Final

from PIL import Image as Pictures
from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Turn
from orchestrator.domain.prompt import Prompt, render
from orchestrator.pixels.compare import detail, difference_map, distance
from orchestrator.pixels.formats import opened, webp_bytes
from orchestrator.services.history.diff_views import (
    ChangeView,
    CheckView,
    DiffView,
    JudgedView,
    PixelsView,
    RelatedView,
    TurnDiffView,
)
from orchestrator.services.history.lineage import ancestors
from orchestrator.services.history.turn_diffs import turn_diff
from orchestrator.services.history.word_diff import word_diff
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import by_handle, owned

MAP_SIDE: Final = 1024
SIMILAR_WITHIN: Final = 2_000_000
"""Pixels from which the structural similarity is that of reduced pictures: at 16 megapixels it would take seconds."""
REMEMBERED: Final = 64
FAMILY: Final = 2000
"""Ancestors looked through for a common one."""
AT_ONCE: Final = BoundedSemaphore(2)
UNTOLD: Final = frozenset({"prompt", "libraries", "params", "inputs"})


class Diffs:
    """What people compare."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._looked = lru_cache(REMEMBERED)(self._look)

    def of(self, user: str, a: str, b: str) -> DiffView:
        """Everything in which picture `b` differs from picture `a`, related or not."""
        with self._means.database.read() as db:
            one, two = owned(db, Image, user, a), owned(db, Image, user, b)
            related = _related(db, one, two)
        there = one.purged is None and two.purged is None
        return DiffView(
            a=a,
            b=b,
            related=related,
            recipe=_recipes(one, two),
            prompt=word_diff(_text(one), _text(two)),
            checks=_checks(one, two),
            pixels=self._looked(one.blob, two.blob)[0] if there else None,
            map=f"/api/v1/diff/map?a={a}&b={b}" if there else None,
        )

    def of_turns(self, user: str, a: str, b: str) -> TurnDiffView:
        """Everything in which turn `b` differs from turn `a`, of one conversation or of two.

        Raises:
            NotFound: one of them is not there.
        """
        with self._means.database.read() as db:
            return turn_diff(db, owned(db, Turn, user, a), owned(db, Turn, user, b))

    def apart(self, session: str, a: str, b: str) -> PixelsView:
        """How far the pixels of two pictures of a session are apart, by their handles; for the agent's answers.

        Raises:
            BadRequest: one of them is not there.
        """
        with self._means.database.read() as db:
            one, two = by_handle(db, session, a), by_handle(db, session, b)
        return self._looked(one.blob, two.blob)[0]

    def details(self, session: str, handles: Iterable[str]) -> dict[str, float]:
        """How much fine detail pictures of a session have, by their handles; of those that are there."""
        with self._means.database.read() as db:
            rows = {handle: by_handle(db, session, handle) for handle in handles}
        there = {handle: row.blob for handle, row in rows.items() if row.purged is None}
        with AT_ONCE:
            return {handle: round(detail(opened(self._means.blobs.get(blob))), 3) for handle, blob in there.items()}

    def map(self, user: str, a: str, b: str) -> bytes:
        """Where picture `b` differs from picture `a`, as a WebP of at most 1024 a side. It never changes.

        Raises:
            NotFound: there is no such picture, or its bytes were deleted for good.
        """
        with self._means.database.read() as db:
            one, two = owned(db, Image, user, a), owned(db, Image, user, b)
        return self._looked(one.blob, two.blob)[1]

    def _look(self, one: str, two: str) -> tuple[PixelsView, bytes]:
        """Pictures never change, so what was computed stays true; two at a time, so that the others are served."""
        with AT_ONCE:
            first, second = (opened(self._means.blobs.get(name)) for name in (one, two))
            same_size = first.size == second.size
            if not same_size:
                size = min(first.size, second.size, key=lambda size: size[0] * size[1])
                first, second = (
                    picture if picture.size == size else picture.resize(size, Pictures.Resampling.BOX)
                    for picture in (first, second)
                )
            found = distance(first, second, SIMILAR_WITHIN)
            drawn = difference_map(first, second, MAP_SIDE)
        pixels = PixelsView(
            identical=same_size and found.identical,
            same_size=same_size,
            changed=round(found.changed, 6),
            mean=round(found.mean, 3),
            psnr=None if found.psnr is None else round(found.psnr, 2),
            ssim=round(found.ssim, 4),
            box=found.box,
        )
        return pixels, webp_bytes(drawn)


def _related(db: Session, one: Image, two: Image) -> RelatedView:
    """How `one` is related to `two`: by descent, or by the youngest picture that both descend from."""
    if one.id == two.id:
        return RelatedView(how="same")
    above, beyond = (ancestors(db, row.id, FAMILY) for row in (one, two))
    if one.id in beyond:
        return RelatedView(how="ancestor", by=one.id)
    if two.id in above:
        return RelatedView(how="descendant", by=two.id)
    shared = select(Image.id).where(Image.id.in_(above & beyond)).order_by(Image.created.desc(), Image.id.desc())
    by = db.scalar(shared.limit(1)) if above & beyond else None
    return RelatedView(how="common" if by else "none", by=by)


def _checks(one: Image, two: Image) -> tuple[CheckView, ...]:
    """What was judged of either, requirement by requirement; `b`'s order, then what only `a` was asked."""
    a, b = ({check["text"]: check for check in (row.scores or {}).get("checks", ())} for row in (one, two))
    return tuple(
        CheckView(
            text=text,
            kind=str((b.get(text) or a[text]).get("kind", "")),
            of=str((b.get(text) or a[text]).get("of", "")),
            a=_check(a.get(text)),
            b=_check(b.get(text)),
            changed=(a.get(text) or {}).get("met") != (b.get(text) or {}).get("met"),
        )
        for text in {**b, **a}
    )


def _check(check: dict[str, Any] | None) -> JudgedView | None:
    return None if check is None else JudgedView(met=check.get("met"), certainty=check.get("certainty"))


def _recipes(one: Image, two: Image) -> tuple[ChangeView, ...]:
    a, b = _flat(one), _flat(two)
    return tuple(
        ChangeView(field=name, a=a.get(name), b=b.get(name)) for name in sorted({*a, *b}) if a.get(name) != b.get(name)
    )


def _flat(row: Image) -> dict[str, Any]:
    """A recipe as `name: value`, parameters and libraries by dotted names."""
    recipe = row.recipe or {}
    flat = {name: value for name, value in recipe.items() if name not in UNTOLD}
    for group in ("params", "libraries", "inputs"):
        flat |= {f"{group}.{name}": value for name, value in recipe.get(group, {}).items()}
    flat |= {"kind": row.kind, "size": f"{row.width} x {row.height}"}
    return {name: value for name, value in flat.items() if value not in (None, "", {}, [])}


def _text(row: Image) -> str:
    if row.prompt:
        return render(Prompt.model_validate(row.prompt))
    return str((row.recipe or {}).get("params", {}).get("prompt", ""))

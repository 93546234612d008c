"""How a picture that was made again compares with the first one, and what has changed around it. Pure values."""

from collections.abc import Sequence
from typing import Final

from PIL import Image as Pictures

from orchestrator.domain.recipe import Recipe
from orchestrator.pixels.compare import distance
from orchestrator.pixels.formats import pixel_hash
from orchestrator.services.jobs.results import Circumstances
from orchestrator.services.shapes.verdict_views import (
    Cause,
    ChangedView,
    Compared,
    PictureVerdict,
    Verdict,
    VerdictView,
)

SAME_FROM: Final = 0.98
"""Structural similarity from which two pictures look the same ..."""
NEAR: Final = 30.0
"""... if they are this near in decibel too: the similarity alone passes over a flat colour that has shifted."""
WORST: Final[tuple[Verdict, ...]] = ("different", "same", "identical")
FACT: Final = "{name}: {then} then, {now} now"
SENTENCES: Final[dict[Cause, str]] = {
    "tool": f"version of {FACT}",
    "model": "model files: {then} then, {now} now",
    "missing": "{name} is missing: {now}",
    "refused": "{name} cannot be made so: {now}",
    "parent": "it was made from pictures that came out differently: {name}",
    "unrepeatable": "the computation itself is not repeatable on this machine",
    "damaged": "the stored file of the original is damaged",
    "unknown": "there is no original here to measure against",
}
UNREPEATABLE: Final = ChangedView(what="unrepeatable")
DAMAGED: Final = ChangedView(what="damaged")
UNKNOWN: Final = ChangedView(what="unknown")


def since(recipe: Recipe, around: Circumstances) -> list[ChangedView]:
    """What is not as it was when the recipe was written."""
    pairs: list[tuple[Cause, str, str, str]] = [
        ("tool", recipe.tool, recipe.version, around.version),
        ("model", recipe.model or "", (recipe.fingerprint or "")[:12], (around.fingerprint or "")[:12]),
        ("device", "device", recipe.device, around.device),
        ("threads", "threads", str(recipe.threads), str(around.threads)),
        *(
            ("library", name, recipe.libraries.get(name, ""), around.libraries.get(name, ""))
            for name in sorted({*recipe.libraries, *around.libraries})
        ),
    ]
    return [
        ChangedView(what=what, name=name, then=then or "none", now=now or "none")
        for what, name, then, now in pairs
        if then != now
    ]


def compared(
    then: Pictures.Image | None, now: Pictures.Image, recipe: Recipe, changes: Sequence[ChangedView]
) -> Compared:
    """The verdict on `now`, made again by `recipe` while `changes` are in force.

    Without the original `then`, all there is to compare with is the recipe's own hash of its pixels.
    """
    mine = pixel_hash(now)
    if mine == (recipe.pixels if then is None else pixel_hash(then)):
        return Compared(verdict="identical", score=1.0)
    if then is None:
        return of("different", [UNKNOWN, *changes])
    if then.size != now.size:
        sizes = [f"{one.width} x {one.height}" for one in (then, now)]
        return of("different", [ChangedView(what="size", name="size", then=sizes[0], now=sizes[1]), *changes], 0.0, 0.0)
    apart = distance(then, now)
    near = apart.psnr is None or apart.psnr >= NEAR
    verdict: Verdict = "same" if apart.ssim >= SAME_FROM and near else "different"
    psnr = None if apart.psnr is None else round(apart.psnr, 2)
    return of(verdict, changes or [UNREPEATABLE], round(apart.ssim, 4), psnr)


def of(
    verdict: Verdict, changes: Sequence[ChangedView], score: float | None = None, psnr: float | None = None
) -> Compared:
    """A verdict with its reasons, also as sentences."""
    said = tuple(SENTENCES.get(one.what, FACT).format(name=one.name, then=one.then, now=one.now) for one in changes)
    return Compared(verdict=verdict, score=score, psnr=psnr, because=said, changes=tuple(changes))


def overall(pictures: Sequence[PictureVerdict]) -> VerdictView:
    """The worst verdict, with the lowest score there is, and every reason once."""
    worst = min(pictures, key=lambda one: (WORST.index(one.verdict), one.score if one.score is not None else -1.0))
    because = dict(pair for one in pictures for pair in zip(one.because, one.changes, strict=True))
    return VerdictView(
        verdict=worst.verdict,
        score=worst.score,
        psnr=worst.psnr,
        because=tuple(because),
        changes=tuple(because.values()),
        pictures=tuple(pictures),
    )

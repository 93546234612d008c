"""What distinguishes two pictures: their recipes, the words they were made from, their pixels."""

import difflib
import re
from typing import Any, Final

from PIL import Image as Pictures

from orchestrator.db.models import Image
from orchestrator.domain.prompt import Prompt, render
from orchestrator.services.access import by_handle, owned
from orchestrator.services.compare import distance
from orchestrator.services.means import Means
from orchestrator.services.pictures import opened
from orchestrator.services.views import ChangeView, DiffView, PixelsView, WordView

WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\s,\u3400-\u9fff]+|,")
UNTOLD: Final = frozenset({"prompt", "libraries", "params", "inputs"})


class Diffs:
    """What people compare."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def of(self, user: str, a: str, b: str) -> DiffView:
        """Everything in which picture `b` differs from picture `a`."""
        with self._means.database.read() as db:
            one, two = owned(db, Image, user, a), owned(db, Image, user, b)
        return DiffView(
            a=a, b=b, recipe=_recipes(one, two), prompt=_words(_text(one), _text(two)), pixels=self._pixels(one, two)
        )

    def apart(self, session: str, a: str, b: str) -> PixelsView:
        """How far the pixels of two pictures of a session are apart, by their handles; for the agent's answers.

        Raises:
            BadRequest: one of them is not there.
        """
        with self._means.database.read() as db:
            one, two = by_handle(db, session, a), by_handle(db, session, b)
        return self._pixels(one, two)

    def _pixels(self, one: Image, two: Image) -> PixelsView:
        first, second = (opened(self._means.blobs.get(row.blob)) for row in (one, two))
        same_size = first.size == second.size
        if not same_size:
            size = min(first.size, second.size, key=lambda size: size[0] * size[1])
            first, second = (
                picture if picture.size == size else picture.resize(size, Pictures.Resampling.BOX)
                for picture in (first, second)
            )
        apart = distance(first, second)
        return PixelsView(
            identical=same_size and apart.identical,
            same_size=same_size,
            changed=round(apart.changed, 6),
            mean=round(apart.mean, 3),
            psnr=None if apart.psnr is None else round(apart.psnr, 2),
            ssim=round(apart.ssim, 4),
            box=apart.box,
        )


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


def _words(a: str, b: str) -> tuple[WordView, ...]:
    one, two = WORD.findall(a), WORD.findall(b)
    runs: list[WordView] = []
    for tag, i, j, k, n in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(WordView(text=_joined(one[i:j]), op="same"))
            continue
        if j > i:
            runs.append(WordView(text=_joined(one[i:j]), op="removed"))
        if n > k:
            runs.append(WordView(text=_joined(two[k:n]), op="added"))
    return tuple(runs)


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" ,", ",")

"""Pictures with a descent, as provenance takes them: made of real files, without a database."""

import io
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from orchestrator.domain.plan import Role
from orchestrator.domain.recipe import Recipe
from orchestrator.pixels.formats import png_bytes
from orchestrator.provenance.work import Work

CANARY = "canary-words-of-a-person"
MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def noise(size: tuple[int, int] = (96, 64), mode: str = "RGB") -> bytes:
    """A stored picture: pixels alone."""
    return png_bytes(Image.effect_noise(size, 90).convert(mode))


def recipe(tool: str = "generate", model: str | None = "paint", **params: Any) -> Recipe:
    """How such a picture may have been made; every text in it is a canary."""
    said = {"prompt": f"a red house, {CANARY}", "negative": CANARY, "steps": 20, "guidance": 7.5, **params}
    inputs = {} if tool == "generate" else {"source": "0" * 64}
    return Recipe(
        tool=tool, version="1", params=said, seed=4242, slot=1, inputs=inputs, words=CANARY, model=model,
        fingerprint="ab" * 32 if model else None, libraries={"torch": "2.13.0"}, device="cpu", threads=1,
    )  # fmt: skip


def work(number: int = 1, made: Recipe | None = None, source: Work | None = None, **more: Any) -> Work:
    """`#number`, generated unless said otherwise."""
    data = more.pop("data", None) or noise()
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
    one: tuple[tuple[Role, Work], ...] = (("source", source),) if source else ()
    parents: tuple[tuple[Role, Work], ...] = more.pop("parents_of", one)
    return Work(
        id=f"01jd{number:022d}", handle=f"#{number}", kind=more.pop("kind", "image"), width=width, height=height,
        created=MOMENT, recipe=made if made or more.get("brought_in") else recipe(), png=lambda: data,
        parents=parents, **{k: v for k, v in more.items() if k != "brought_in"},
    )  # fmt: skip


def upload(number: int = 1, **more: Any) -> Work:
    """`#number`, brought by a person."""
    return work(number, None, kind="upload", brought_in=True, **more)


def edited(source: Work, number: int, **more: Any) -> Work:
    """`#number`, made from `source`."""
    return work(number, recipe("edit"), source, **more)

"""The page in a bundle: shows it in any browser, without a server, a network or a script."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, StrictUndefined

from orchestrator.carry.bundle import Bundle, Image
from orchestrator.domain.language import Language
from orchestrator.locale import names

HERE: Final = Path(__file__).parent


@cache
def texts(language: Language) -> dict[str, str]:
    """The words of the page; the tools' own parameters and values go by name in English."""
    words: dict[str, str] = json.loads((HERE / f"page.{language}.json").read_text(encoding="utf-8"))
    return words | names(language)


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((HERE / "page.html").read_text(encoding="utf-8"))


@cache
def policy() -> str:
    """What the page may load: its own pictures and its own style."""
    style = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return (HERE / "page.css").read_text(encoding="utf-8")


def page(bundle: Bundle, language: Language = "en", *, shared: bool = False) -> str:
    """The page of a bundle; its pictures are the files beside it, or below the link where it is `shared`."""
    parents: dict[str, list[tuple[str, str]]] = {}
    by_id = {image.id: image for image in bundle.images}
    for edge in bundle.edges:
        parents.setdefault(edge.child, []).append((edge.role, by_id[edge.parent].handle))
    of_turn: dict[str | None, list[Image]] = {}
    for image in bundle.images:
        if image.kind != "mask":
            of_turn.setdefault(image.turn, []).append(image)
    alone = [*of_turn.pop(None, [])]
    rendered: str = _template().render(
        bundle=bundle,
        shared=shared,
        policy=policy(),
        style=_style(),
        t=texts(language),
        language="zh-Hans" if language == "zh" else "en",
        parents=parents,
        of_turn=of_turn,
        alone=alone,
        steps={turn.id: turn.plan.steps if turn.plan else () for turn in bundle.turns},
    )
    return rendered

"""Signs files and reads signatures with the C2PA library. Thumbnails are off, and nothing is ever fetched.

Parents are signed first and embedded with their own manifests, `DEPTH` generations deep and `MOST` in all; the database
has the rest.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, Final

from c2pa import Builder, C2paError, C2paSignerInfo, Context, Signer

from orchestrator.domain.errors import Busy
from orchestrator.provenance.authority import Credential
from orchestrator.provenance.manifest import ingredients, manifest
from orchestrator.provenance.work import Work

DEPTH: Final = 8
"""Generations embedded: each adds 5 to 6 kB, its own parents' included."""
MOST: Final = 32
"""Manifests of ancestors in one file; one that is reached on two ways counts twice, since readers follow both."""
AT_ONCE: Final = BoundedSemaphore(2)
"""Signing reads every parent's file; more than two at a time would only take memory."""
PATIENCE: Final = 20.0
"""Seconds for which others wait."""
SETTINGS: Final[dict[str, Any]] = {
    "version": 1,
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True, "verify_after_sign": False},
    "builder": {"thumbnail": {"enabled": False}},
}


@dataclass(frozen=True)
class _Part:
    """An ingredient's file, and how many manifests are in it, its own included."""

    data: bytes
    mime: str
    manifests: int = 0


class Signatory:
    """Signs in one installation's name."""

    def __init__(self, credential: Credential, stamps: str | None = None) -> None:
        """`stamps` is the address of a time-stamp service (RFC 3161) to be asked at each signature; none if unset."""
        self._credential = credential
        self._stamps = stamps
        self._context = Context.from_dict({**SETTINGS, "trust": {"user_anchors": credential.root.decode()}})

    def sign(self, work: Work, data: bytes, mime: str, *, converted: bool = False, labelled: bool = False) -> bytes:
        """`data`, a rendering of `work`, with its manifest; the pictures it was made from go in as ingredients.

        Raises:
            Busy: others are being signed, and take long.
        """
        if not AT_ONCE.acquire(timeout=PATIENCE):
            raise Busy("Other pictures are being signed: try again in a moment.")
        try:
            definition = manifest(work, converted=converted, labelled=labelled)
            return self._signed(definition, self._ingredients(work, DEPTH - 1, {}), data, mime)
        finally:
            AT_ONCE.release()

    def _ingredients(self, work: Work, depth: int, made: dict[str, _Part]) -> list[tuple[dict[str, Any], _Part]]:
        found: list[tuple[dict[str, Any], _Part]] = []
        for said, parent in ingredients(work):
            if parent is work:
                part = _as_it_came(work)
            else:
                if parent.id not in made:
                    made[parent.id] = self._embedded(parent, depth, made)
                part = made[parent.id]
                if part.manifests + _manifests(found) > MOST:
                    part = _as_it_came(parent)
            found.append((said, part))
        return found

    def _embedded(self, work: Work, depth: int, made: dict[str, _Part]) -> _Part:
        """A parent's file, with its own manifest while there is depth, and room, left."""
        signed = sum(part.manifests > 0 for part in made.values())
        if work.recipe is None or not work.whole or depth <= 0 or signed >= MOST:
            return _as_it_came(work)
        inner = self._ingredients(work, depth - 1, made)
        if _manifests(inner) >= MOST:
            return _as_it_came(work)
        data = self._signed(manifest(work), inner, work.png(), "image/png")
        return _Part(data, "image/png", 1 + _manifests(inner))

    def _signed(
        self, said: Mapping[str, Any], parts: list[tuple[dict[str, Any], _Part]], data: bytes, mime: str
    ) -> bytes:
        credential = self._credential
        info = C2paSignerInfo(credential.algorithm.encode(), credential.chain, credential.key, self._stamps)
        out = io.BytesIO()
        with Signer.from_info(info) as signer, Builder(dict(said), self._context) as builder:
            for facts, part in parts:
                _add(builder, facts, part.data, part.mime)
            builder.sign(signer, mime, io.BytesIO(data), out)
        return out.getvalue()


def _add(builder: Builder, facts: dict[str, Any], data: bytes, mime: str) -> None:
    """An ingredient; one whose own manifest cannot be read goes in without it."""
    try:
        builder.add_ingredient(json.dumps(facts), mime, io.BytesIO(data))
    except C2paError:
        builder.add_ingredient(json.dumps(facts), "application/octet-stream", io.BytesIO(data))


def _manifests(parts: list[tuple[dict[str, Any], _Part]]) -> int:
    return sum(part.manifests for _, part in parts)


def _as_it_came(work: Work) -> _Part:
    return _Part(*(work.original() if work.original else (work.png(), "image/png")))

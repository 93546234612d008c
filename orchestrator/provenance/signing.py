"""Signs files and reads signatures with the C2PA library. Thumbnails are off, and nothing is ever fetched.

Parents are signed first and embedded with their own manifests, `DEPTH` generations deep; the database has the rest.
"""

import io
import json
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any, Final

from c2pa import Builder, C2paError, C2paSignerInfo, Context, Signer

from orchestrator.provenance.authority import Credential
from orchestrator.provenance.manifest import ingredients, manifest
from orchestrator.provenance.work import Work

DEPTH: Final = 8
"""Generations embedded: each adds 5 to 6 kB, its own parents' included."""
AT_ONCE: Final = BoundedSemaphore(2)
"""Signing reads every parent's file; more than two at a time would only take memory."""
SETTINGS: Final[dict[str, Any]] = {
    "version": 1,
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True, "verify_after_sign": False},
    "builder": {"thumbnail": {"enabled": False}},
}


class Signatory:
    """Signs in one installation's name."""

    def __init__(self, credential: Credential, stamps: str | None = None) -> None:
        """`stamps` is the address of a time-stamp service (RFC 3161) to be asked at each signature; none if unset."""
        self._credential = credential
        self._stamps = stamps
        self._context = Context.from_dict({**SETTINGS, "trust": {"user_anchors": credential.root.decode()}})

    def sign(self, work: Work, data: bytes, mime: str, *, converted: bool = False, labelled: bool = False) -> bytes:
        """`data`, a rendering of `work`, with its manifest; the pictures it was made from go in as ingredients."""
        with AT_ONCE:
            made: dict[str, tuple[bytes, str]] = {}
            definition = manifest(work, converted=converted, labelled=labelled)
            return self._signed(definition, self._ingredients(work, DEPTH - 1, made), data, mime)

    def _ingredients(
        self, work: Work, depth: int, made: dict[str, tuple[bytes, str]]
    ) -> list[tuple[dict[str, Any], bytes, str]]:
        found = []
        for said, parent in ingredients(work):
            if parent.id not in made or parent is work:
                made[parent.id] = self._embedded(parent, depth, made) if parent is not work else _as_it_came(work)
            found.append((said, *made[parent.id]))
        return found

    def _embedded(self, work: Work, depth: int, made: dict[str, tuple[bytes, str]]) -> tuple[bytes, str]:
        """A parent's file, with its own manifest while there is depth left."""
        if work.recipe is None or depth <= 0:
            return _as_it_came(work)
        inner = self._ingredients(work, depth - 1, made)
        return self._signed(manifest(work), inner, work.png(), "image/png"), "image/png"

    def _signed(
        self, said: Mapping[str, Any], parts: list[tuple[dict[str, Any], bytes, str]], data: bytes, mime: str
    ) -> bytes:
        credential = self._credential
        info = C2paSignerInfo(credential.algorithm.encode(), credential.chain, credential.key, self._stamps)
        out = io.BytesIO()
        with Signer.from_info(info) as signer, Builder(dict(said), self._context) as builder:
            for facts, part, kind in parts:
                _add(builder, facts, part, kind)
            builder.sign(signer, mime, io.BytesIO(data), out)
        return out.getvalue()


def _add(builder: Builder, facts: dict[str, Any], data: bytes, mime: str) -> None:
    """An ingredient; one whose own manifest cannot be read goes in without it."""
    try:
        builder.add_ingredient(json.dumps(facts), mime, io.BytesIO(data))
    except C2paError:
        builder.add_ingredient(json.dumps(facts), "application/octet-stream", io.BytesIO(data))


def _as_it_came(work: Work) -> tuple[bytes, str]:
    return work.original() if work.original else (work.png(), "image/png")

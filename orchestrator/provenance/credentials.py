"""Reads a C2PA manifest and says how it stands up. Never fetches: a manifest elsewhere is reported, not asked for.

A name on a certificate is what somebody wrote there; only a known root makes a signer known.
"""

import io
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from c2pa import C2paError, Context, Reader

from orchestrator.domain.marks import Credentials, Ingredient, Verdict, plain
from orchestrator.provenance.signing import SETTINGS

ADDRESS: Final = re.compile(r"https?://\S{1,500}")
TRUST_ONLY: Final = frozenset({"signingCredential.untrusted"})
TIME_ONLY: Final = TRUST_ONLY | {"signingCredential.expired"}
"""Findings about the signer alone, not about the file."""
MOST: Final = 40


def read(data: bytes, mime: str, anchors: str) -> Credentials | None:
    """The credentials in a file; None where there are none. `anchors` are trusted roots (PEM)."""
    settings = {**SETTINGS, "trust": {"user_anchors": anchors}} if anchors else SETTINGS
    try:
        with Reader(mime, io.BytesIO(data), context=Context.from_dict(dict(settings))) as reader:
            said = json.loads(reader.json())
    except C2paError as error:
        return _unread(str(error))
    except (ValueError, RecursionError):
        return Credentials(verdict="broken")
    return _report(said)


def _unread(why: str) -> Credentials | None:
    if "ManifestNotFound" in why or "no JUMBF data" in why:
        return None
    found = ADDRESS.search(why)
    if why.startswith("Remote") and found:
        return Credentials(verdict="elsewhere", address=plain(found[0], 500))
    return Credentials(verdict="broken", findings=(plain(why, 200),))


def _report(said: Mapping[str, Any]) -> Credentials:
    manifests = _mapping(said.get("manifests"))
    active = _mapping(manifests.get(str(said.get("active_manifest"))))
    signature = _mapping(active.get("signature_info"))
    status = [_mapping(one) for one in _listed(said.get("validation_status"))]
    findings = tuple(dict.fromkeys(plain(one.get("code", ""), 80) for one in status))
    steps = [
        _mapping(action)
        for assertion in _listed(active.get("assertions"))
        if str(_mapping(assertion).get("label", "")).startswith("c2pa.actions")
        for action in _listed(_mapping(_mapping(assertion).get("data")).get("actions"))
    ]
    types = [plain(step["digitalSourceType"], 200).rpartition("/")[2] for step in steps if "digitalSourceType" in step]
    generator = _mapping(next(iter(_listed(active.get("claim_generator_info"))), None))
    who = (plain(signature.get(name) or "", 120) for name in ("issuer", "common_name"))
    return Credentials(
        verdict=_verdict(str(said.get("validation_state", "")), findings),
        signer=" · ".join(filter(None, who)),
        signed=_moment(signature.get("time")),
        generator=plain(" ".join(str(generator.get(key, "")) for key in ("name", "version")).strip(), 120),
        title=plain(active.get("title") or "", 120),
        actions=tuple(plain(step.get("action", ""), 60) for step in steps[:MOST]),
        source_type=types[-1] if types else None,
        ingredients=tuple(
            Ingredient(
                title=plain(one.get("title") or "", 120),
                relation=plain(one.get("relationship") or "", 40),
                signed=one.get("active_manifest") in manifests,
            )
            for one in map(_mapping, _listed(active.get("ingredients"))[:MOST])
        ),
        generations=len(manifests),
        findings=findings[:MOST],
    )


def _verdict(state: str, findings: tuple[str, ...]) -> Verdict:
    if state == "Trusted":
        return "trusted"
    if state == "Valid" and set(findings) <= TRUST_ONLY:
        return "unknown"
    if not findings:
        return "broken"
    return "ended" if set(findings) <= TIME_ONLY else "changed"


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

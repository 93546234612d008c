"""Which file of the bundle is meant by a source name. Refuses to build it: web/assets/build.mjs does, at set-up."""

import json
from pathlib import Path
from typing import Final

from flask import url_for

MANIFEST: Final = Path(__file__).parent.parent / "static" / "dist" / "manifest.json"


def bundled(name: str) -> str | None:
    """URL of the built file for `name` (`studio.js`), or None when the bundle was not built."""
    try:
        files: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return url_for("static", filename=f"dist/{files[name]}") if name in files else None

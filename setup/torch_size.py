"""Says, before torch is loaded, which build pip has chosen and how much comes over the network. Installs nothing."""

import json
import subprocess
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from setup.console import say


def announce(dry_run: Sequence[str | Path], index_setting: str) -> None:
    """Ask pip what it would install (`dry_run` is its command) and say it; silent when pip cannot tell."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        asked = subprocess.run([*dry_run, "--report", report], capture_output=True, check=False)
        if asked.returncode or not report.exists():
            return
        chosen: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    torch = next((one for one in chosen if one["metadata"]["name"].lower() == "torch"), None)
    if torch is None:
        return
    sizes = [_size(one["download_info"]["url"]) for one in chosen]
    cuda = sum(one["metadata"]["name"].lower().startswith(("nvidia", "cuda", "triton")) for one in chosen)
    build = f"the CUDA build with {cuda} packages of NVIDIA's" if cuda else "the build for CPUs"
    unknown = f" and {sizes.count(None)} files of unknown size" if None in sizes else ""
    total = sum(size for size in sizes if size is not None)
    say(f"torch {torch['metadata']['version']}: {build}; {total / 1e6:.0f} MB{unknown} in {len(chosen)} files.")
    if cuda:
        say(f"  For the much smaller CPU build, stop now and see 'Choosing torch' in README.md ({index_setting}).")


def _size(url: str) -> int | None:
    """Bytes of what pip would load; None when its server does not say."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(unquote(parts.path)).stat().st_size
    try:
        request = urllib.request.Request(url, method="HEAD")  # noqa: S310 (an address pip has just chosen)
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (the same)
            length = answer.headers.get("Content-Length")
    except OSError:
        return None
    return int(length) if length else None

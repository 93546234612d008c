"""The virtual environment `.venv` with exactly what `requirements.lock` names, and our own packages in place.

Order matters: torch comes first and by itself, so that nothing that follows can choose another build of it; the rest is
installed without looking at dependencies, since the lock names them all.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from setup import stamps
from setup.console import ROOT, SetupFailed, say, step
from setup.torch_size import announce

VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
LOCK: Final = ROOT / "setup" / "requirements.lock"
STAMPS: Final = VENV / "stamps"
INDEX: Final = "PENTIMENTO_TORCH_INDEX"
NETWORK: Final = "Is the network there? Behind a proxy or mirror, pip's own settings (pip config, PIP_*) are honoured."
COMPILER: Final = (
    "It needs a C and a C++ compiler: on Debian or Ubuntu `sudo apt-get install build-essential`, "
    "on Fedora `sudo dnf install gcc-c++`, on a Mac `xcode-select --install`."
)
NO_VENV: Final = "On Debian or Ubuntu: sudo apt-get install python3-venv"
SELF_TEST: Final = """
from pathlib import Path
from llama_cpp import Llama
model = next(Path("starter/weights/chat").glob("*.gguf"), None)
if model is not None:
    llama = Llama(str(model), n_ctx=64, verbose=False)
    llama.eval([1, 2, 3])
"""


def pinned(name: str) -> str:
    """The line of the lock for one package, like `torch==2.13.0`."""
    for line in LOCK.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}=="):
            return line
    raise SetupFailed(f"{LOCK} does not name {name}")


def pip(*arguments: str | Path) -> list[str | Path]:
    """A pip command of the environment."""
    return [PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]


def ensure() -> None:
    """Make the environment match the lock; seconds when it already does."""
    locked = stamps.digest([LOCK], os.environ.get(INDEX, ""))
    if not PYTHON.exists():
        step("Making the virtual environment .venv", [sys.executable, "-m", "venv", VENV], advice=NO_VENV)
    if not stamps.fresh(STAMPS / "packages", locked):
        _torch()
        _llama()
        step("Installing the other packages", pip("install", "--no-deps", "-r", LOCK), advice=NETWORK)
        _check_llama()
        stamps.write(STAMPS / "packages", locked)
    ours = stamps.digest([ROOT / "pyproject.toml"], str(ROOT))
    if not stamps.fresh(STAMPS / "ours", ours):
        install = pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
        step("Putting the pentimento command in place", install, advice=NETWORK)
        stamps.write(STAMPS / "ours", ours)


def _installed(requirement: str) -> bool:
    """Whether the environment has this exact version (a build like +cpu counts)."""
    name, version = requirement.split("==")
    ask = f"import importlib.metadata as m; print(m.version({name!r}).split('+')[0])"
    found = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    return found.stdout.strip() == version


def _torch() -> None:
    torch = pinned("torch")
    if _installed(torch):
        return
    index = os.environ.get(INDEX)
    extra = ["--extra-index-url", index] if index else []
    announce(pip("install", "--dry-run", "--quiet", "--ignore-installed", *extra, torch), INDEX)
    step("Installing torch", pip("install", "--constraint", LOCK, *extra, torch), advice=NETWORK)


def _llama() -> None:
    llama = pinned("llama_cpp_python")
    if not _installed(llama):
        say("llama-cpp-python is compiled for this machine: about 7 minutes on two cores, once; pip keeps the result.")
        step("Compiling llama-cpp-python", pip("install", "--no-deps", "-v", llama), advice=COMPILER)


def _check_llama() -> None:
    """Load the starter chat model and read three tokens: a build that pip kept from another processor dies of it."""
    if subprocess.run([PYTHON, "-c", SELF_TEST], cwd=ROOT, capture_output=True, check=False).returncode == 0:
        return
    say("The llama-cpp-python that pip kept does not run on this processor; it is compiled again.")
    again = pip("install", "--no-deps", "-v", "--force-reinstall", "--no-cache-dir", pinned("llama_cpp_python"))
    step("Compiling llama-cpp-python", again, advice=COMPILER)

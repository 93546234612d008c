"""The page's pure modules of the history, tested where they run: in Node."""

import shutil
import subprocess
import sys
from pathlib import Path


def test_the_history_folds_without_loss() -> None:
    """Runs `folding.test.mjs` with the machine's Node, or the one set-up took from PyPI."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "set-up sees to it that there is one: make setup"
    done = subprocess.run(
        [node, "--test", Path(__file__).with_name("folding.test.mjs")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]

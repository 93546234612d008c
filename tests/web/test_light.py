"""The web process stays small: no model library is loaded by it."""

import subprocess
import sys

HEAVY = ("torch", "llama_cpp", "langgraph", "langchain_core", "diffusers", "transformers")


def test_the_web_side_loads_no_model_library() -> None:
    code = (
        "import sys, tempfile; from pathlib import Path; from orchestrator.settings import Settings; import web.app;"
        "web.app.create_app(Settings(home=Path(tempfile.mkdtemp())));"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""What importing the agent does not load."""

import subprocess
import sys


def test_the_package_and_its_shapes_load_no_model_library() -> None:
    code = (
        "import sys, orchestrator.agent, orchestrator.agent.task\n"
        "heavy = 'llama_cpp', 'langgraph', 'langchain_core', 'torch', 'httpx'\n"
        "print([name for name in heavy if name in sys.modules])\n"
        "from orchestrator.agent import Agent, AgentSettings, open_agent\n"
        "print([name for name in ('llama_cpp', 'torch', 'diffusers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]

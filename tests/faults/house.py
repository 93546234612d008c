"""A supervisor that keeps two tool workers and nothing else, with settings from the environment."""

from orchestrator.worker.child import Child
from orchestrator.worker.process import set_up_logging
from orchestrator.worker.supervisor import serve

if __name__ == "__main__":
    set_up_logging()
    serve(children=[Child("tool", ["orchestrator.worker.main", "tool", "cpu"]) for _ in range(2)])

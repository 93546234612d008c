"""A worker process: `python -m orchestrator.worker.main agent|tool [queue ...]`.

A Celery worker with a pool of one thread, whose one task is the loop: the main thread goes on answering the broker
during a long job. Refuses remote control and results.
"""

import os
import sys
import warnings
from collections.abc import Sequence
from typing import Any

import structlog
from celery.platforms import SecurityWarning
from celery.signals import worker_ready, worker_shutting_down

from orchestrator.bootstrap import Studio, studio
from orchestrator.services.house.hints import TASK, TOOL_QUEUES, celery_app, publish
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.agent_open import open_from
from orchestrator.worker.presence import Presence
from orchestrator.worker.process import node, set_up_logging
from orchestrator.worker.tool_loop import ToolLoop

log = structlog.get_logger(__name__)


def run(kind: str, queues: Sequence[str], settings: Settings | None = None) -> None:
    """Work until told to stop. `kind` is agent or tool; a tool worker serves `queues`."""
    settings = settings or Settings()
    os.environ["PENTIMENTO_THREADS"] = str(settings.cores)  # read by the tools when they first compute
    # Threads that spin long while they wait for each other paint 30 times slower beside any other busy program.
    os.environ.setdefault("GOMP_SPINCOUNT", "10000")  # read by torch's OpenMP when it loads
    house = studio(settings)
    name = f"{node(settings)}/{kind}/{os.getpid()}"
    queues = ("agent",) if kind == "agent" else tuple(queues)
    loops: list[ToolLoop | AgentLoop] = []
    presence = Presence(house.health, name, kind, lambda: any(loop.busy for loop in loops))
    presence.start()
    loop, problem = _loop(kind, house, queues, name)
    loops.append(loop)
    app = celery_app(settings)
    app.task(name=TASK, ignore_result=True)(loop.drain)

    def ready(**_: Any) -> None:
        presence.say(ready=not problem, detail=problem)
        publish(app, queues[0])  # what waits since before this process began

    def leaving(**_: Any) -> None:
        presence.say(ready=False, detail="leaving")
        loop.leave()

    worker_ready.connect(ready, weak=False)
    worker_shutting_down.connect(leaving, weak=False)
    app.worker_main(
        [
            "--quiet",
            "worker",
            *("--queues", ",".join(queues)),
            *("--pool", "threads", "--concurrency", "1"),
            *("--hostname", f"{name.replace('/', '.')}@local"),
            *("--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        ]
    )


def _loop(kind: str, house: Studio, queues: Sequence[str], name: str) -> tuple[ToolLoop | AgentLoop, str]:
    """The loop of a worker, and what is wrong with it."""
    if kind == "agent":
        agent, missing = open_from(house.settings)
        return AgentLoop(house, agent, name, missing), missing
    loop = ToolLoop(house, queues, name)
    loop.warm_up()
    return loop, ""


def main() -> None:
    """Entry point."""
    set_up_logging()
    warnings.simplefilter(
        "ignore", SecurityWarning
    )  # about root and pickles: only JSON is accepted, and it carries nothing
    kind, *queues = sys.argv[1:]
    run(kind, queues or TOOL_QUEUES)


if __name__ == "__main__":
    main()

"""The floors: bare diffusers, bare llama.cpp and a bare tool, in a process of their own with the studio's own weights.

`Bare` talks to it in lines of JSON. Refuses to count loading: every answer is the time of the bare call alone.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from PIL import Image

from tools.manifest import Manifest

Json = dict[str, Any]


class Bare:
    """The process, from the caller's side."""

    def __init__(self) -> None:
        began = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.bare"]
        # As the studio's worker has it: the floor is what diffusers can do on this machine, not how it waits.
        env = {"GOMP_SPINCOUNT": "10000", **os.environ}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        self.ask(do="ready")
        self.start_seconds = time.perf_counter() - began
        """From nothing to loaded models, the floor of every restart."""

    def ask(self, **request: Any) -> Json:
        """One request, answered when it is done."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the bare process has no pipes")
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the bare process ended with {self._process.wait()}")
        answer: Json = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


@dataclass
class Quiet:
    """A tool's context in which nobody listens."""

    seed: int = 1
    manifest: Manifest | None = None
    adapters: tuple[Manifest, ...] = ()

    def check(self) -> None:
        """Nobody cancels."""

    def progress(self, fraction: float) -> None:
        """Nobody looks."""

    def also(self, capability: str) -> Manifest | None:
        """It does without."""
        return None

    def wants_preview(self) -> bool:
        """Nobody wants one."""
        return False

    def preview(self, image: Image.Image) -> None:
        """Nobody sees it."""


def _painter() -> Callable[[Json], Json]:
    """Bare `pipe(...)` with the pipeline of the studio's preferred model."""
    import torch

    from orchestrator.settings import Settings
    from tools import catalog
    from tools.runtime.devices import device, use_threads
    from tools.runtime.loading import load

    settings = Settings()
    use_threads(settings.cores)
    found, _ = catalog.models(settings.model_folders)
    manifest = next(model for model in found if "generate" in model.capabilities)
    pipe = load(manifest, device())

    def paint(request: Json) -> Json:
        began = time.perf_counter()
        pipe(
            request["prompt"],
            num_inference_steps=request["steps"] or manifest.defaults.steps,
            guidance_scale=manifest.defaults.guidance,
            width=manifest.defaults.width,
            height=manifest.defaults.height,
            generator=torch.Generator().manual_seed(request["seed"]),
        )
        return {"seconds": time.perf_counter() - began}

    return paint


def _talker() -> Callable[[Json], Json]:
    """The agent's understanding of words in an empty session, and the same tokens by bare llama.cpp."""
    import llama_cpp

    from orchestrator.agent import AgentSettings, open_agent
    from orchestrator.agent.chat.engine import Completion, Engine, Request
    from orchestrator.agent.task import AgentTask
    from orchestrator.domain.language import spoken
    from orchestrator.settings import Settings
    from tools import catalog

    settings = Settings()
    agent = open_agent(AgentSettings(model=str(settings.chat_folder)))
    found, _ = catalog.models(settings.model_folders)
    painter = next(model for model in found if "generate" in model.capabilities)
    engine: Engine = agent.chat.engine  # type: ignore[attr-defined]  # a local model's adapter has one
    seen: list[tuple[Request, Completion]] = []
    whole = engine.complete

    def recorded(request: Request, **bounds: Any) -> Completion:
        done = whole(request, **bounds)
        seen.append((request, done))
        return done

    engine.complete = recorded  # type: ignore[method-assign]  # counts the tokens, changes nothing
    threads = engine._llama.n_threads  # noqa: SLF001  (the floor gets as many)
    path = next(settings.chat_folder.glob("*.gguf"))
    llama = llama_cpp.Llama(str(path), n_ctx=engine.context, n_threads=threads, n_threads_batch=threads, verbose=False)

    def bare(request: Request, done: Completion) -> float:
        """Read the new part of the same prompt, then the same answer token by token, with nothing in between."""
        prompt = engine.tokens(request.messages)
        said = llama.tokenize(done.text.encode(), add_bos=False, special=True)
        llama.n_tokens = 0
        llama.eval(prompt[: done.reused])
        began = time.perf_counter()
        llama.eval(prompt[done.reused :])
        for token in said[:-1]:
            llama.eval([token])
        return time.perf_counter() - began

    def talk(request: Json) -> Json:
        seen.clear()
        language = spoken(request["words"])
        task = AgentTask(request["words"], language, catalog.offered(found), vocabulary=painter.vocabulary)
        began = time.perf_counter()
        agent.understand(task, {}, lambda name, result: None)
        seconds = time.perf_counter() - began
        floor = sum(bare(*pair) for pair in seen)
        return {"seconds": seconds, "bare": floor, "tokens": sum(done.tokens for _, done in seen)}

    return talk


def _enhancer() -> Callable[[Json], Json]:
    """The cheapest tool, called as a function."""
    from tools import catalog

    spec, run = catalog.spec("enhance"), catalog.runner("enhance")

    def enhance(request: Json) -> Json:
        params = spec.validate(request["params"])
        source = Image.new("RGB", tuple(request["size"]), (120, 90, 60))
        began = time.perf_counter()
        for _ in range(request["times"]):
            run(params, {"source": source}, Quiet())
        return {"seconds": (time.perf_counter() - began) / request["times"]}

    return enhance


def main() -> None:
    """Load everything once, then answer line by line."""
    doing = {"paint": _painter(), "talk": _talker(), "enhance": _enhancer(), "ready": lambda request: {}}
    doing["paint"]({"prompt": "a house", "steps": 2, "seed": 0})
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(doing[request.pop("do")](request)), flush=True)


if __name__ == "__main__":
    main()

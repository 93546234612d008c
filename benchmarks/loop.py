"""`python -m benchmarks.loop --models FOLDER [--second FOLDER] [--prompts N] [--budget 1] [--keep FILE]`: does it pay?

Share of requirements met over held-out prompts: the first picture, the one the loop keeps, and the best of as many
pictures as the loop has made; each by the loop's own judge, and by a second one if there is one. Prompts that FILE
holds already are not run again, so that it can be done in parts; `--pairs FOLDER` writes the pictures for looking.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.second_judge import SecondJudge
from orchestrator.agent.factory import AgentSettings, open_agent
from orchestrator.bootstrap import studio
from orchestrator.domain.plan import Plan
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.requirements import requirements
from orchestrator.domain.review import Check, best_of, judged
from orchestrator.pixels.formats import opened
from orchestrator.services.shapes.requests import JobRequest, TurnRequest
from orchestrator.services.shapes.views import ImageView, TurnView
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from orchestrator.worker.tool_loop import ToolLoop

PROMPTS: Final = Path(__file__).with_name("loop_prompts.jsonl")
HELD_OUT, TUNING = "h", "d"
"""What the ids begin with; those for tuning the policy are not reported unless asked for."""
ARMS: Final = ("without", "loop", "best")
SEED: Final = 5_000
RESAMPLES: Final = 2_000
Json = dict[str, Any]


class Bench:
    """A studio whose turns judge themselves, with its workers in this process."""

    def __init__(self, home: Path, models: Path, second: Path | None) -> None:
        settings = Settings(home=home, models=str(models))
        self.studio = studio(settings)
        self.studio.migrate()
        if "judge" not in self.studio.models.offered():
            raise SystemExit(f"no model in {models} can judge")
        self.user = self.studio.users.add("bench", "a token that nobody guesses")
        self.second = SecondJudge(second) if second else None
        agent = open_agent(AgentSettings(model=str(settings.chat_folder), threads=1))
        self._tools = ToolLoop(self.studio, ("gpu", "cpu"), "bench/tool/1")
        self._agent = AgentLoop(self.studio, agent, "bench/agent/1")

    def one(self, item: Json, seed: int, budget: int, pairs: Path | None) -> Json:
        """One prompt through all three."""
        began = time.perf_counter()
        session = self.studio.sessions.create(self.user).id
        turn = self._turn(session, item["prompt"], seed, budget)
        if turn.review is None or not turn.review.attempts:
            raise RuntimeError(f"{item['id']} was not judged: {turn.reply}")
        made = [image for image in turn.images if image.kind == "image"]
        others = [self._another(session, item["prompt"], seed + k) for k in range(1, len(made))]
        best = best_of([judged(one.handle, self._checks(one)) for one in (made[0], *others)])
        kept = {
            "without": made[0],
            "loop": next(one for one in made if one.handle == turn.review.best),
            "best": next(one for one in (made[0], *others) if best is not None and one.handle == best.image),
        }
        found: Json = {"id": item["id"], "jobs": len(made), "ended": turn.review.ended}
        found["ways"] = [one.change.way for one in turn.review.attempts if one.change]
        for arm, image in kept.items():
            found[arm] = _counts(check.met for check in self._checks(image))
            if self.second is not None:
                asked = requirements(Prompt.model_validate(item["prompt"]))
                found[f"{arm} second"] = _counts(self.second.met(self._pixels(image), asked))
            if pairs is not None:
                self._pixels(image).save(pairs / f"{item['id']}-{arm}.png")
        return {**found, "seconds": round(time.perf_counter() - began, 1)}

    def _turn(self, session: str, prompt: Json, seed: int, budget: int) -> TurnView:
        plan = Plan.model_validate({"intent": "make", "steps": [{"tool": "generate", "prompt": prompt}]})
        asked = TurnRequest(text="a prompt of the benchmark", plan=plan, seed=seed, attempts=budget)
        turn = self.studio.turns.submit(self.user, session, asked)
        while turn.ended is None:
            self._tools.drain()
            self._agent.drain()
            turn = self.studio.turns.get(self.user, turn.id)
        return turn

    def _another(self, session: str, prompt: Json, seed: int) -> ImageView:
        asked = JobRequest(tool="generate", params={"prompt": prompt}, seed=seed)
        job = self.studio.jobs.submit(self.user, session, asked)
        self._tools.drain()
        (made,) = self.studio.jobs.get(self.user, job.id).images
        self.studio.jobs.submit(self.user, session, JobRequest(tool="judge", inputs={"source": made.handle}))
        self._tools.drain()
        return made

    def _checks(self, image: ImageView) -> list[Check]:
        scores = self.studio.images.get(self.user, image.id).scores
        return [Check.model_validate(one) for one in scores["checks"]]

    def _pixels(self, image: ImageView) -> Any:
        return opened(self.studio.images.file(self.user, image.id)[0]).convert("RGB")


def _counts(met: Iterable[bool | None]) -> list[int]:
    told = [one for one in met if one is not None]
    return [sum(told), len(told)]


def share(rows: Sequence[Json], arm: str) -> float:
    """Met of all that could be told."""
    return float(sum(row[arm][0] for row in rows) / sum(row[arm][1] for row in rows))


def error(rows: Sequence[Json], arm: str, less: str = "") -> float:
    """Standard error of a share, or of the difference of two, over prompts drawn again (bootstrap)."""
    dice = np.random.default_rng(0)
    values = []
    for _ in range(RESAMPLES):
        drawn = [rows[k] for k in dice.integers(0, len(rows), len(rows))]
        values.append(share(drawn, arm) - (share(drawn, less) if less else 0.0))
    return float(np.std(values))


def show(rows: Sequence[Json], console: Console) -> None:
    """Print the tables."""
    for judge_, tail in (("the loop's own judge", ""), ("a second judge", " second")):
        if not all(f"loop{tail}" in row for row in rows):
            console.print(f"There is no second judge (--second): {judge_} says nothing.", style="yellow")
            continue
        table = Table(title=f"Requirements met, by {judge_}, over {len(rows)} prompts", title_justify="left")
        for heading in ("", "share", "± standard error", "against without", "± standard error"):
            table.add_column(heading)
        for arm, name in zip(ARMS, ("first picture", "the loop's", "best of as many"), strict=True):
            gain = ("", "")
            if arm != "without":
                more = share(rows, arm + tail) - share(rows, "without" + tail)
                gain = (f"{more:+.3f}", f"{error(rows, arm + tail, 'without' + tail):.3f}")
            table.add_row(name, f"{share(rows, arm + tail):.3f}", f"{error(rows, arm + tail):.3f}", *gain)
        console.print(table)
        over = share(rows, f"loop{tail}") - share(rows, f"best{tail}")
        spread = error(rows, f"loop{tail}", f"best{tail}")
        console.print(f"The loop against the best of as many: {over:+.3f} ± {spread:.3f}")
    ways = Counter(way for row in rows for way in row["ways"])
    jobs = sum(row["jobs"] for row in rows) / len(rows)
    console.print(
        f"Image jobs a prompt: {jobs:.2f}; attempts: {dict(ways)}; ended: {dict(Counter(r['ended'] for r in rows))}"
    )


def main() -> None:
    """Run what is not kept yet, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop", description=__doc__)
    parser.add_argument("--models", type=Path, required=True, help="folder of models, one of which judges and finds")
    parser.add_argument("--second", type=Path, help="folder of another model that judges")
    parser.add_argument("--prompts", type=int, default=100)
    parser.add_argument("--tuning", action="store_true", help="the prompts on which the policy may be tuned")
    parser.add_argument("--budget", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where results are kept between parts")
    parser.add_argument("--pairs", type=Path, help="where the pictures go")
    asked = parser.parse_args()
    items = [json.loads(line) for line in PROMPTS.read_text(encoding="utf-8").splitlines()]
    items = [item for item in items if item["id"][0] == (TUNING if asked.tuning else HELD_OUT)][: asked.prompts]
    with tempfile.TemporaryDirectory(prefix="pentimento-loop-") as folder:
        keep = asked.keep or Path(folder) / "kept.jsonl"
        known = [json.loads(line) for line in keep.read_text().splitlines()] if keep.exists() else []
        done = {row["id"]: row for row in known}
        if asked.pairs:
            asked.pairs.mkdir(parents=True, exist_ok=True)
        console, bench = Console(), None
        for number, item in enumerate(items):
            if item["id"] in done:
                continue
            bench = bench or Bench(Path(folder) / "home", asked.models, asked.second)
            row = bench.one(item, SEED + 1_000 * number, asked.budget, asked.pairs)
            done[item["id"]] = row
            with keep.open("a") as file:
                file.write(json.dumps(row) + "\n")
            console.print(row, highlight=False, markup=False)
        show([done[item["id"]] for item in items if item["id"] in done], console)


if __name__ == "__main__":
    main()

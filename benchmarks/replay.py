"""`python -m benchmarks.replay [--pictures N]`: a chain of N pictures, all made again from the first one on.

Starter models, every tool that has one, in one chain; prints each verdict and exits with 1 unless all are identical.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import track

from benchmarks.houses import House
from orchestrator.services.shapes.views import ImageView

FIRST: Final = {"tool": "generate", "params": {"prompt": "a red house, lake, sunset"}}
LATER: Final[tuple[dict[str, Any], ...]] = (
    {"tool": "edit", "params": {"prompt": "a red house, lake, night"}},
    {"tool": "inpaint", "params": {"prompt": "a boat, lake"}, "region": "lower left"},
    {"tool": "enhance", "params": {"adjust": "contrast", "amount": "slight"}},
    {"tool": "generate", "params": {"prompt": "a red house, lake, day", "variation": "subtle"}},
    {"tool": "edit", "params": {"prompt": "a blue house, lake, day"}},
    {"tool": "upscale", "params": {"scale": 2}},
    {"tool": "edit", "params": {"prompt": "a blue house, lake, snow"}},
)


def chain(house: House, pictures: int) -> ImageView:
    """The newest of `pictures` pictures, each made from the one before."""
    made = house.make(FIRST, seed=1)
    for number in track(range(1, pictures), "making", console=Console(stderr=True)):
        step = LATER[(number - 1) % len(LATER)]
        made = house.make({**step, "inputs": {"source": made.handle}}, seed=number)
    return made


def main() -> None:
    """Make, make again, compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay", description=__doc__)
    parser.add_argument("--pictures", type=int, default=50)
    asked = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="pentimento-replay-") as folder:
        house = House(Path(folder))
        tip = chain(house, asked.pictures)
        began = time.perf_counter()
        job = house.studio.replay.submit(house.user, tip.id, ancestry=True)
        house.work()
        ended = house.job(job.id)
        seconds = time.perf_counter() - began
    if ended.result is None:
        sys.exit(f"the replay {ended.state}: {ended.error}")
    for one in ended.result.pictures:
        console.print(f"{one.handle:>4} {one.tool:9} {one.verdict} {'; '.join(one.because)}")
    counted = Counter(one.verdict for one in ended.result.pictures)
    console.print(f"{len(ended.result.pictures)} pictures again in {seconds:.1f} s: {dict(counted)}")
    sys.exit(0 if set(counted) == {"identical"} else 1)


if __name__ == "__main__":
    main()

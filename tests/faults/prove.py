"""Is anything lost, doubled or torn? `python -m tests.faults.prove --jobs 200 --kills 100 --seed 1` exits 0 if not."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from orchestrator.worker.process import set_up_logging
from tests.faults.ledger import Verdict, judge
from tests.faults.siege import Siege


def prove(siege: Siege, jobs: int, kills: int, patience: float = 3600.0) -> Verdict:
    """Submit `jobs` in lots, kill `kills` times meanwhile, wait for the end, judge."""
    siege.start()
    try:
        siege.submit(jobs // 3)
        limit = time.monotonic() + patience
        while (done := siege.kills.total()) < kills and time.monotonic() < limit:
            due = int(done * jobs / kills * 0.8)  # the kills are spread over the whole work
            ended = len(siege.acknowledged) - siege.open_jobs()
            siege.submit(max(due, ended) + 6)  # a kill needs work to hit, also where work is faster than kills
            siege.wait_for_ended(due, patience=60.0)
            siege.kill_one()
            if siege.kills.total() > done:
                sys.stdout.write(f"\r{siege.kills.total()} kills, {siege.open_jobs()} jobs open ")
                sys.stdout.flush()
        siege.submit(jobs)
        siege.settle(patience)
    finally:
        siege.stop()
    try:
        return judge(siege.house, siege.acknowledged)
    finally:
        siege.house.close()


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="")
    given = parser.parse_args()
    set_up_logging()
    with tempfile.TemporaryDirectory(prefix="pentimento-prove-") as folder:
        siege = Siege(Path(folder), given.seed, database_url=given.database_url)
        began = time.monotonic()
        verdict = prove(siege, given.jobs, given.kills)
        lines = (
            f"\nseed {given.seed}, {siege.kills.total()} kills: {dict(siege.kills)}",
            f"{verdict.acknowledged} acknowledged jobs: {dict(verdict.states)}, {verdict.reruns} runs repeated",
            f"{verdict.lost} lost, {verdict.doubled} doubled, {verdict.missing} missing, {verdict.torn} torn",
            f"{time.monotonic() - began:.0f} s",
        )
        sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(0 if verdict.good else 1)


if __name__ == "__main__":
    main()

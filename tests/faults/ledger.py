"""The verdict: reads the database and the files after a siege and counts what must be zero."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select, text

from orchestrator.bootstrap import Studio
from orchestrator.db.models import Job
from orchestrator.domain.errors import NotFound
from orchestrator.pixels.formats import opened
from tools.catalog import specs

ENDED = {"succeeded", "failed", "cancelled"}


@dataclass
class Verdict:
    """What was found. `lost`, `doubled` and `torn` must be zero."""

    acknowledged: int
    states: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    """Acknowledged jobs that are gone or have not ended."""
    doubled: int = 0
    """Output slots with more than one picture, and pictures that stand in no slot."""
    missing: int = 0
    """Slots of succeeded jobs without a picture, pictures without the edge to their source."""
    torn: int = 0
    """Rows whose file is gone, does not hold what its name says, or is no whole picture of the row's size."""
    reruns: int = 0

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.missing or self.torn)


def judge(house: Studio, acknowledged: set[str]) -> Verdict:
    """Count."""
    verdict = Verdict(len(acknowledged))
    with house.means.database.read() as db:
        jobs = {row.id: row for row in db.execute(select(Job.id, Job.state, Job.attempt, Job.inputs, Job.tool))}
        images = db.execute(text("SELECT id, job_id, slot, blob, thumb, width, height FROM images")).all()
        outputs = db.execute(text("SELECT job_id, slot, image_id FROM outputs")).all()
        edges = set(db.scalars(text("SELECT child FROM edges")))
    for key in acknowledged:
        state = jobs[key].state if key in jobs else "gone"
        verdict.states[state] += 1
        verdict.lost += state not in ENDED
        verdict.reruns += max(0, jobs[key].attempt - 1) if key in jobs else 0
    made = [image for image in images if image.job_id is not None]
    slots = Counter((image.job_id, image.slot) for image in made)
    verdict.doubled += sum(count - 1 for count in slots.values())
    verdict.doubled += len({image.id for image in made} - {output.image_id for output in outputs})
    verdict.doubled += sum(1 for image in made if jobs[image.job_id].state != "succeeded")
    verdict.missing += sum(1 for job in jobs.values() if _owes(job.tool, job.state) and (job.id, 0) not in slots)
    verdict.missing += sum(1 for image in made if image.id not in edges and jobs[image.job_id].inputs)
    for image in images:
        verdict.torn += not (
            _whole(house, image.blob, (image.width, image.height)) and _whole(house, image.thumb, None)
        )
    return verdict


def _owes(tool: str, state: str) -> bool:
    """Whether a job in that state must have made something."""
    return state == "succeeded" and specs()[tool].gives == "pictures"


def _whole(house: Studio, name: str, size: tuple[int, int] | None) -> bool:
    try:
        data = house.means.blobs.get(name)
        picture = opened(data)
    except (NotFound, OSError):
        return False
    return hashlib.sha256(data).hexdigest() == name and size in {None, picture.size}

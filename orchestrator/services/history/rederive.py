"""Cleans up a chain of edits: plans it anew from its cleanest ancestor, and runs that plan beside the old picture.

Both stay: the new picture has an edge `rederived` to the one it was made in place of.
"""

from typing import Final

from sqlalchemy.orm import Session

from orchestrator.db.models import Image
from orchestrator.domain.errors import BadRequest, Conflict, ModelUnavailable
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.recipe import readable
from orchestrator.services.history.lineage import made_from
from orchestrator.services.history.merging import Link, Merged, kind_of, merged
from orchestrator.services.history.rederive_views import BaseView, DroppedView, RederiveView
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.drafts import Drafts
from orchestrator.services.people.access import owned
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.shapes.views import TurnView
from orchestrator.services.turns.turns import Turns

LONGEST: Final = 200
"""Edits of a chain looked at."""


class Rederive:
    """What people have cleaned up."""

    def __init__(self, means: Means, turns: Turns) -> None:
        self._means = means
        self._turns = turns
        self._drafts = Drafts(means)

    def plan(self, user: str, image_id: str) -> RederiveView:
        """The plan that would be run.

        Raises:
            NotFound: there is no such picture.
            Conflict: nothing would be gained.
        """
        painter = self._means.models.painter()
        form = painter.prompt.form if painter else "tags"
        with self._means.database.read() as db:
            tip = owned(db, Image, user, image_id)
            rows, links = _chain(db, tip)
        for at in range(len(links)):  # the oldest ancestor from which the rest goes into one plan
            found = merged(rows[at], links[at:], form)
            if found is not None and self._fits(tip.session_id, found):
                return RederiveView(
                    image=tip.id,
                    handle=tip.handle,
                    base=BaseView(id=found.base.id, handle=found.base.handle),
                    edits=len(links) - at,
                    merged=found.whole,
                    reapplied=found.places,
                    dropped=tuple(DroppedView(handle=handle, why=why) for handle, why in found.dropped),
                    plan=Plan(intent=Intent.MAKE, steps=found.steps),
                    chain=tuple(row.handle for row in rows[at:]),
                )
        raise Conflict(f"{tip.handle} is as clean as it can be: there are no edits behind it that could be merged.")

    def run(
        self,
        user: str,
        image_id: str,
        plan: Plan | None = None,
        text: str | None = None,
        *,
        key: str | None = None,
    ) -> TurnView:
        """Run the plan, edited or as it is, as a turn of the session.

        Raises:
            NotFound, Conflict: see `plan`.
            BadRequest, QueueFull, ModelUnavailable, StorageFull: see `turns.submit`.
        """
        with self._means.database.read() as db:
            tip = owned(db, Image, user, image_id)
        chosen = plan or self.plan(user, image_id).plan
        request = TurnRequest(text=text or f"Clean up {tip.handle}.", plan=chosen)
        return self._turns.submit(user, tip.session_id, request, in_place_of=tip.id, key=key)

    def _fits(self, session_id: str, found: Merged) -> bool:
        """Whether the steps can be done: masks fit the sizes, and a model is there for each."""
        try:
            self._drafts.of(session_id, found.steps)
        except (BadRequest, ModelUnavailable):
            return False
        return True


def _chain(db: Session, tip: Image) -> tuple[list[Image], list[Link]]:
    """The pictures from the oldest usable ancestor to `tip`, and each one's link to the one before."""
    rows, links = [tip], list[Link]()
    while len(links) < LONGEST and (recipe := readable(rows[0].recipe)):
        made_of = made_from(db, [rows[0].id])[rows[0].id]
        parents = {role: row for role, row in made_of.items() if row.purged is None}
        source, mask = parents.get("source"), parents.get("mask")
        link = Link(rows[0], recipe, mask.handle if mask else None)
        if source is None or source.session_id != tip.session_id or kind_of(link) is None:
            break
        rows.insert(0, source)
        links.insert(0, link)
    return rows, links

"""Turns as a person sees them: said, looked at, cancelled. What the agent does with them is in `turn_queue`."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Image, Job, StudioSession, Turn
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JOB_END, TURN_END, JobState, Phase, TurnState
from orchestrator.domain.language import Language, spoken
from orchestrator.domain.plan import Intent
from orchestrator.domain.review import Review
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.drafts import Draft, Drafts
from orchestrator.services.jobs.machine import STOPPED, begin_work, end_job, end_turn, tell_turn
from orchestrator.services.jobs.plans import lay_out, settled
from orchestrator.services.library.search_index import index_session
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import by_handle, locked, owned
from orchestrator.services.sessions import walks
from orchestrator.services.sessions.feed import announce
from orchestrator.services.shapes import present
from orchestrator.services.shapes.requests import TurnRequest, clean
from orchestrator.services.shapes.views import TurnView

TITLE: Final = 60


@dataclass(frozen=True)
class _Said:
    """A request after its checks."""

    request: TurnRequest
    text: str
    drafts: list[Draft] | None
    dry: bool
    in_place_of: str | None = None
    """Id of the picture that the last step makes anew."""


class Turns:
    """What people do with turns."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._drafts = Drafts(means)

    def submit(
        self,
        user: str,
        session_id: str,
        request: TurnRequest,
        *,
        in_place_of: str | None = None,
        key: str | None = None,
    ) -> TurnView:
        """Accept an utterance: once this returns, the turn ends done, failed or cancelled, whatever dies meanwhile.

        Raises:
            NotFound, BadRequest, TooLarge, Conflict, QueueFull, ModelUnavailable, StorageFull: nothing was changed.
        """
        return self._accept(user, session_id, request, key, dry=False, in_place_of=in_place_of)

    def propose(self, user: str, session_id: str, request: TurnRequest, *, key: str | None = None) -> TurnView:
        """The same, but only a plan comes of it: `plan` and `rewrite` are filled once `state` is done."""
        return self._accept(user, session_id, request, key, dry=True)

    def get(self, user: str, turn_id: str) -> TurnView:
        """One turn with its jobs and pictures."""
        with self._means.database.read() as db:
            return present.turns(db, [owned(db, Turn, user, turn_id)])[0]

    def cancel(self, user: str, turn_id: str) -> TurnView:
        """Stop a turn: what has not begun is cancelled now, what runs within one step. Ended turns stay as they are."""
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            turn = owned(db, Turn, user, turn_id, lock=True)
            if turn.state not in TURN_END and not turn.cancel_requested:
                turn.cancel_requested = True
                news = [tell_turn(turn)]
                if turn.phase is Phase.JOBS:
                    for job in db.scalars(locked(select(Job).where(Job.turn_id == turn.id).order_by(Job.step))):
                        if job.state is JobState.RUNNING:
                            job.cancel_requested = True
                        elif job.state not in JOB_END:
                            news += end_job(db, turn, job, JobState.CANCELLED, now, STOPPED).news
                elif turn.phase is Phase.UNDERSTAND:
                    news.append(end_turn(turn, TurnState.CANCELLED, now))
                announce(db, turn.session_id, now, *news)
            return present.turns(db, [turn])[0]

    def _accept(
        self,
        user: str,
        session_id: str,
        request: TurnRequest,
        key: str | None,
        *,
        dry: bool,
        in_place_of: str | None = None,
    ) -> TurnView:
        text, planned = clean(request.text), request.plan.preset if request.plan else None
        preset = self._means.presets.named(request.preset or planned)
        drafts = None
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            _see_references(db, session_id, request)
        if request.plan is not None and request.plan.intent is Intent.MAKE:
            seed = request.plan.seed if request.seed is None else request.seed
            drafts = self._drafts.of(session_id, request.plan.steps, seed, preset)
        said = _Said(request.model_copy(update={"text": text}), text, drafts, dry, in_place_of)
        digest = keys.digest_of("turn", session_id, dry, in_place_of, said.request.model_dump(mode="json"))
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            if before is not None:
                return present.turns(db, [owned(db, Turn, user, before)])[0]
            owned(db, StudioSession, user, session_id)
            quota.check(db, user, self._means.settings.max_open_jobs)
            turn, queues = self._write(db, user, session_id, said)
            keys.remember(db, user, key, digest, turn.id, turn.created)
            view = present.turns(db, [turn])[0]
        self._means.hints.send(*queues)
        return view

    def _write(self, db: Session, user: str, session_id: str, said: _Said) -> tuple[Turn, set[str]]:
        now = self._means.database.now(db)
        turn = Turn(
            id=new_id(),
            session_id=session_id,
            user_id=user,
            state=TurnState.THINKING,
            phase=Phase.UNDERSTAND,
            dry=said.dry,
            text=said.text,
            language=spoken(said.text, _spoken_before(db, session_id, said.request.answers)),
            request=said.request.model_dump(mode="json", by_alias=True, exclude={"plan"}),
            results={},
            review=self._review(said),
            created=now,
        )
        db.add(turn)
        db.flush()
        news = []
        queues = {"agent"}
        if (plan := said.request.plan) is not None:
            turn.plan = (settled(plan, said.drafts) if said.drafts else plan).model_dump(mode="json", by_alias=True)
            if said.dry:
                news.append(end_turn(turn, TurnState.DONE, now))
                queues = set()
            elif said.drafts is not None:
                begin_work(turn)
                jobs, outcome = lay_out(db, session_id, user, said.drafts, now, turn)
                jobs[-1].of = said.in_place_of
                news, queues = outcome.news, outcome.queues
            else:
                turn.phase = Phase.REPLY
        if not said.dry:
            _join(db, turn, said, now)
        announce(db, session_id, now, tell_turn(turn), *news)
        return turn, queues

    def _review(self, said: _Said) -> dict[str, Any] | None:
        """Room for judging what the turn makes; a plan that a person has seen is judged and not mended unasked."""
        asked, usual = said.request.attempts, self._means.settings.attempts
        if said.dry or said.in_place_of is not None or not (usual if asked is None else asked):
            return None
        unasked = 0 if said.request.plan is not None else usual
        return Review(budget=unasked if asked is None else asked).model_dump(mode="json")


def _see_references(db: Session, session_id: str, request: TurnRequest) -> None:
    """Every handle and turn that the request names must exist."""
    if request.focus is not None and by_handle(db, session_id, request.focus).kind == "mask":
        raise BadRequest(f"{request.focus} is a mask: the focus is a picture, such as #1.")
    if request.mask is not None:
        mask = by_handle(db, session_id, request.mask)
        if mask.kind != "mask":
            raise BadRequest(f"{request.mask} is no mask: paint one first.")
    if request.answers is not None:
        asked = db.get(Turn, request.answers)
        if asked is None or asked.session_id != session_id or asked.state is not TurnState.ASKING:
            raise BadRequest("There is no such question in this session.")
    for step in request.plan.steps if request.plan else ():
        for handle in step.inputs.values():
            if not handle.startswith("@"):
                by_handle(db, session_id, handle)
    for named in (request.plan.image, *request.plan.images) if request.plan else ():
        if named is not None:
            by_handle(db, session_id, named)


def _spoken_before(db: Session, session_id: str, answers: str | None) -> Language:
    """The language of the question that is answered, else of the turn that the session stands at."""
    before = db.get(Turn, answers or db.get_one(StudioSession, session_id).head or "")
    return "zh" if before is not None and before.language == "zh" else "en"


def _named(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"


def _greeted(db: Session, row: StudioSession) -> bool:
    """Whether its name is that of words from which no picture came."""
    if db.scalar(select(Image.id).where(Image.session_id == row.id).limit(1)) is not None:
        return False
    ended = select(Turn.text).where(Turn.session_id == row.id, Turn.state == TurnState.DONE)
    return row.title in {_named(words) for words in db.scalars(ended)}


def _join(db: Session, turn: Turn, said: _Said, now: float) -> None:
    """The turn continues from where the session stands: at what the person selected, else at the turn before.

    A session takes its name from the first words; while there is no picture, from the newest: a greeting is no name.
    """
    row = db.scalars(locked(select(StudioSession).where(StudioSession.id == turn.session_id))).one()
    before = (row.title, row.focus)
    if not row.title or _greeted(db, row):
        row.title = _named(said.text)
    if said.request.focus is not None and said.request.focus != row.focus:
        walks.move(row, said.request.focus, walks.Ground(db, row.id))
    turn.parent, row.head = row.head, turn.id
    if (row.title, row.focus) != before:
        announce(db, row.id, now, (EventKind.SESSION_CHANGED, {"title": row.title, "focus": row.focus}))
    if row.title != before[0]:
        index_session(db, row.id)

"""Puts a studio together from its settings: the one place where parts meet. Holds no rule of its own."""

from dataclasses import dataclass

from orchestrator.blobs import open_blobs
from orchestrator.db import migrate
from orchestrator.db.engine import Database
from orchestrator.presets.shelf import Presets
from orchestrator.services.bundles.arrivals import Arrivals
from orchestrator.services.bundles.bundles import Bundles
from orchestrator.services.bundles.shares import Shares
from orchestrator.services.history.diffs import Diffs
from orchestrator.services.history.forks import Forks
from orchestrator.services.history.graphs import Graphs
from orchestrator.services.history.lineage import Lineage
from orchestrator.services.history.rederive import Rederive
from orchestrator.services.house.health import Health
from orchestrator.services.house.hints import Hints
from orchestrator.services.house.means import Means
from orchestrator.services.house.models import Models
from orchestrator.services.house.sweep import sweep_blobs, sweep_keys
from orchestrator.services.jobs.job_queue import JobQueue
from orchestrator.services.jobs.jobs import Jobs
from orchestrator.services.jobs.results import Results
from orchestrator.services.library.library import Library
from orchestrator.services.library.search import Search
from orchestrator.services.library.search_index import catch_up
from orchestrator.services.library.taste import Tastes
from orchestrator.services.library.trash import Trash
from orchestrator.services.library.vectors import Vectors
from orchestrator.services.people.users import Users
from orchestrator.services.pictures.exports import Exports
from orchestrator.services.pictures.images import Images
from orchestrator.services.replay.remakes import Remakes
from orchestrator.services.replay.replay import Replay
from orchestrator.services.replay.reuse import Reuse
from orchestrator.services.sessions.feed import Events
from orchestrator.services.sessions.sessions import Sessions
from orchestrator.services.turns.turn_queue import TurnQueue
from orchestrator.services.turns.turns import Turns
from orchestrator.settings import Settings


@dataclass(frozen=True)
class Studio:
    """Everything one can ask of a studio. The first group is for people, the second for workers."""

    settings: Settings
    users: Users
    sessions: Sessions
    turns: Turns
    jobs: Jobs
    images: Images
    lineage: Lineage
    graphs: Graphs
    forks: Forks
    library: Library
    tastes: Tastes
    search: Search
    trash: Trash
    rederive: Rederive
    replay: Replay
    reuse: Reuse
    diffs: Diffs
    exports: Exports
    bundles: Bundles
    arrivals: Arrivals
    shares: Shares
    events: Events
    models: Models
    presets: Presets
    health: Health

    turn_queue: TurnQueue
    job_queue: JobQueue
    results: Results
    vectors: Vectors
    remakes: Remakes
    means: Means

    def migrate(self) -> None:
        """Bring the database to the newest schema; see that there are a token that opens it and a key that signs."""
        migrate.upgrade(self.means.database)
        self.users.local(self.settings.sign_in_token())
        self.exports.installation  # noqa: B018  # made now, so that no request has to

    def sweep(self) -> None:
        """Clear files and keys that nobody asks for any more, and index pictures that search does not know yet."""
        catch_up(self.means)
        self.means.database.learn()
        sweep_blobs(self.means)
        sweep_keys(self.means)

    def close(self) -> None:
        """Give the database connections back."""
        self.means.database.close()


def studio(settings: Settings | None = None) -> Studio:
    """A studio with these settings, else with those of the environment. Touches no table."""
    settings = settings or Settings()
    settings.prepare()
    means = Means(
        settings=settings,
        database=Database(settings.database),
        blobs=open_blobs(settings.blobs),
        hints=Hints(settings),
        models=Models(settings),
        presets=Presets(settings.preset_folder),
    )
    exports = Exports(means)
    bundles = Bundles(means, exports)
    return Studio(
        settings=settings,
        users=Users(means),
        sessions=Sessions(means),
        turns=Turns(means),
        jobs=Jobs(means),
        images=Images(means, exports),
        lineage=Lineage(means),
        graphs=Graphs(means),
        forks=Forks(means),
        library=Library(means),
        tastes=Tastes(means),
        search=Search(means),
        trash=Trash(means),
        rederive=Rederive(means, Turns(means)),
        replay=Replay(means),
        reuse=Reuse(means),
        diffs=Diffs(means),
        exports=exports,
        bundles=bundles,
        arrivals=Arrivals(means),
        shares=Shares(means, bundles),
        events=Events(means),
        models=means.models,
        presets=means.presets,
        health=Health(means),
        turn_queue=TurnQueue(means),
        job_queue=JobQueue(means),
        results=Results(means),
        vectors=Vectors(means),
        remakes=Remakes(means),
        means=means,
    )

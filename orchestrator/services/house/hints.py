"""Hints: empty Celery messages that say "look at the queue". They carry nothing, so that losing one loses nothing.

Owns the Celery application's settings for whoever sends or receives. Refuses to make anybody wait for a broker.
"""

import threading
from typing import Any, Final, get_args

import structlog
from celery import Celery
from kombu import Exchange
from kombu import Queue as BrokerQueue

from orchestrator.settings import Settings
from tools.base import Queue

TASK: Final = "pentimento.drain"
TOOL_QUEUES: Final[tuple[Queue, ...]] = get_args(Queue)
QUEUES: Final = ("agent", *TOOL_QUEUES)
ENOUGH: Final = 2
"""Hints in a queue beyond which another says nothing new."""

log = structlog.get_logger(__name__)


def celery_app(settings: Settings) -> Any:
    """The Celery application: JSON only, no results, no remote control."""
    app = Celery("pentimento", broker=settings.broker)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        task_acks_late=False,
        task_default_queue="gpu",
        task_queues=[BrokerQueue(name, Exchange("pentimento", type="direct"), routing_key=name) for name in QUEUES],
        task_create_missing_queues=False,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=2.0,
        broker_pool_limit=2,
    )
    if settings.broker.startswith("filesystem:"):
        folder = settings.broker_folder
        for part in (folder, folder / "queue"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        app.conf.broker_transport = "orchestrator.services.house.hint_folder:Transport"
        app.conf.broker_transport_options = {
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "polling_interval": 0.1,
        }
    return app


class Hints:
    """Sends hints from a thread of its own: a broker that is slow or gone delays no request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wanted: set[str] = set()
        self._some = threading.Condition()
        self._thread: threading.Thread | None = None

    def send(self, *queues: str) -> None:
        """Ask for a hint to each queue, soon. Never blocks, never raises."""
        with self._some:
            self._wanted.update(queues)
            if self._wanted and (self._thread is None or not self._thread.is_alive()):
                self._thread = threading.Thread(target=self._run, name="hints", daemon=True)
                self._thread.start()
            self._some.notify()

    def _run(self) -> None:
        app: Any = None
        while True:
            with self._some:
                while not self._wanted:
                    self._some.wait()
                queues, self._wanted = self._wanted, set()
            for queue in queues:
                try:
                    app = app or celery_app(self._settings)
                    publish(app, queue)
                except Exception as error:  # noqa: BLE001  # whatever a broker can raise: the sweeper will hint again
                    app = None  # the next one begins anew: folders may have to be made again
                    log.warning("hint not sent", queue=queue, error=str(error))


def publish(app: Any, queue: str) -> None:
    """Put one hint into `queue`, unless enough lie there."""
    with app.connection_for_write() as connection, connection.channel() as channel:
        declared = app.amqp.queues[queue](channel)
        declared.declare()
        if declared.queue_declare().message_count < ENOUGH:
            app.send_task(TASK, queue=queue, retry=False, connection=connection)

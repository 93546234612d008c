"""What an event carries, kind by kind: ids and states, so that a page can re-read. Refuses pixels and prompts.

Every event goes through these models when it is announced, and the API's description is made from them.
"""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue

from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JobState, TurnState


class News(BaseModel):
    """What all of them carry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    session: str = Field(description="Id of the session.")


class TurnNews(News):
    """Of `turn.changed`: it has a new state, rewrite or plan."""

    turn: str = Field(description="Id of the turn.")
    state: TurnState


class JobNews(News):
    """Of `job.changed`. The fields below `state` come only with passing news, which have no number."""

    turn: str | None = Field(description="Id of its turn; null for a direct call.")
    job: str = Field(description="Id of the job.")
    state: JobState
    progress: float | None = Field(default=None, ge=0, le=1, description="Part that is done.")
    cancelling: bool | None = Field(default=None, description="Whether it was asked to stop.")
    preview: str | None = Field(default=None, description="Where its latest preview is, if there is one.")
    stamp: str | None = Field(default=None, description="Another one whenever progress or preview are.")


class ImageNews(News):
    """Of `image.added` and `image.changed`."""

    image: str = Field(description="Id of the picture or mask.")
    handle: str = Field(description="Its name in the session, such as #4 or m1.")
    job: str | None = Field(default=None, description="Id of the job that made it.")
    turn: str | None = Field(default=None, description="Id of the turn it was made in.")


class ReplyNews(News):
    """Of `reply.text`."""

    turn: str = Field(description="Id of the turn.")
    text: str = Field(description="What was answered, or asked.")


class SessionNews(News):
    """Of `session.changed`: only what has changed is there."""

    title: str | None = None
    focus: str | None = Field(default=None, description="Handle of the picture that is selected now.")


CARRIED: Final[dict[EventKind, type[News]]] = {
    EventKind.TURN_CHANGED: TurnNews,
    EventKind.JOB_CHANGED: JobNews,
    EventKind.IMAGE_ADDED: ImageNews,
    EventKind.IMAGE_CHANGED: ImageNews,
    EventKind.REPLY_TEXT: ReplyNews,
    EventKind.SESSION_CHANGED: SessionNews,
}


class Carried:
    """Annotates the data of an event: a dictionary as it was stored, described as one of the models above."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """One of the models, by reference."""
        models = dict.fromkeys(CARRIED.values())
        return {"anyOf": [handler(model.__pydantic_core_schema__) for model in models]}

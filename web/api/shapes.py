"""Request and answer shapes that belong to HTTP alone; those of the studio stand in orchestrator.services."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializationInfo, model_validator

from orchestrator.domain.modest import LONGEST_TEXT
from orchestrator.domain.plan import HANDLE, Plan
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.rewrite import Rewrite
from orchestrator.pixels.decode import MEGABYTES
from orchestrator.services.house.house_views import EventView
from orchestrator.services.shapes.base import Sentence
from tools import MEGAPIXELS
from tools.base import Gives, Words


class Asked(BaseModel):
    """Base of bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Query(BaseModel):
    """Base of query strings: unknown names are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Answer(BaseModel):
    """Base of answers."""

    model_config = ConfigDict(frozen=True)


class SessionNew(Asked):
    """A new conversation."""

    title: str | None = Field(default=None, max_length=200, description="Its title; the first words if left out.")


class SessionChange(Asked):
    """What to change in a conversation: one of them at least."""

    title: str | None = Field(default=None, max_length=200)
    focus: str | None = Field(default=None, pattern=HANDLE.pattern, description="Handle of the picture to select.")

    @model_validator(mode="after")
    def _something(self) -> "SessionChange":
        if self.title is None and self.focus is None:
            raise ValueError("give a title or a focus")
        return self


class SessionsQuery(Query):
    """Which page of the list."""

    cursor: str | None = Field(default=None, max_length=200, description="From the page before.")
    limit: int = Field(default=30, ge=1, le=100)
    q: str | None = Field(default=None, max_length=200, description="Words to find in titles and messages.")


class PartsQuery(Query):
    """Which page of what is in a session."""

    cursor: str | None = Field(default=None, max_length=200, description="From the page before, or from the session.")
    limit: int = Field(default=50, ge=1, le=200)


class SearchQuery(Query):
    """What to look for, and which page of it."""

    q: str = Field(default="", max_length=400, description="Words and filters, e.g. `海滩 tool:edit rating:>=4 -boat`.")
    cursor: str | None = Field(default=None, max_length=200, description="From the page before, with the same `q`.")
    limit: int = Field(default=60, ge=1, le=200)
    offset: int = Field(default=0, ge=-840, le=840, description="The caller's clock: minutes east of Greenwich.")


class CollectionNew(Asked):
    """A new collection, or a new name for one."""

    name: str = Field(min_length=1, max_length=200)


class PurgeRequest(Asked):
    """What to forget for good."""

    ids: tuple[Annotated[str, Field(max_length=40)], ...] | None = Field(
        default=None, min_length=1, max_length=500, description="Ids of pictures in the trash."
    )
    everything: bool = Field(default=False, description="All that is in the trash.")

    @model_validator(mode="after")
    def _either(self) -> "PurgeRequest":
        if (self.ids is None) != self.everything:
            raise ValueError("give ids, or everything: true")
        return self


class ImageChange(Asked):
    """What to change in what is said of a picture."""

    alt: str = Field(max_length=2000, description="What it shows, for those who do not see it.")


class FileQuery(Query):
    """Which rendering of a picture."""

    size: Literal["full", "thumb"] = "full"
    format: Literal["png", "jpeg", "webp"] = "png"
    download: bool = Field(default=False, description="Offer to save it instead of showing it.")


class GraphQuery(Query):
    """Which part of a session's graph."""

    cursor: str | None = Field(default=None, max_length=200, description="From the page before.")
    limit: int = Field(default=100, ge=1, le=500, description="Turns and other beginnings a page.")
    since: int | None = Field(default=None, ge=0, lt=2**63, description="Only what has changed after this event.")


class LineageQuery(Query):
    """Which part of a picture's family."""

    direction: Literal["both", "up", "down"] = Field(default="both", description="Up: ancestors; down: descendants.")
    limit: int = Field(default=500, ge=1, le=2000, description="The nearest so many each way.")


class ExportQuery(Query):
    """What a picture's file is to be and to say; the settings decide what is left out here."""

    format: Literal["png", "jpeg", "webp"] = "png"
    recipe: Literal["full", "wordless", "none"] | None = Field(
        default=None, description="Its recipe: whole, without anything that was said, or not at all."
    )
    label: Literal["none", "ai", "ai-zh"] | None = Field(
        default=None, description="A visible label in a corner, on pictures made with AI."
    )


class BundleQuery(Query):
    """How far a branch reaches, and the language of the page in the zip."""

    reach: Literal["alone", "ancestors", "family"] = Field(
        default="ancestors", description="The picture alone, what it was made from, or what was made from it too."
    )
    language: Literal["en", "zh"] = "en"


class PageQuery(Query):
    """The language of the page in the zip."""

    language: Literal["en", "zh"] = "en"


class ArrivalQuery(Query):
    """What to do with a bundle that is here already."""

    again: bool = Field(default=False, description="Take it in once more, as another session.")


class ShareOrder(Asked):
    """What a link shows, and for how long."""

    words: bool = Field(default=True, description="Show what was said and prompted, too.")
    days: int | None = Field(default=None, ge=1, le=3650, description="After this it opens nothing; for ever if unset.")


class FileForm(Asked):
    """The multipart form of a file to be looked at."""

    file: str = Field(
        description=f"PNG, JPEG or WebP; at most {MEGABYTES}.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )


class DiffQuery(Query):
    """Two pictures."""

    a: str = Field(min_length=1, max_length=40, description="Image id.")
    b: str = Field(min_length=1, max_length=40, description="Image id.")


class TurnDiffQuery(Query):
    """Two turns."""

    a: str = Field(min_length=1, max_length=40, description="Turn id.")
    b: str = Field(min_length=1, max_length=40, description="Turn id.")


class ForkOrder(Asked):
    """Where to go on."""

    into: Literal["session", "new"] = Field(default="session", description="Here, or in a session of its own.")
    title: str | None = Field(default=None, max_length=200, description="Of the new session; else the old one's.")


class RederiveOrder(Asked):
    """Whether to plan only, or to run."""

    run: bool = Field(default=False, description="Run it; otherwise nothing runs and the plan is answered.")
    plan: Plan | None = Field(default=None, description="The plan, edited or as it was answered.")
    text: str | None = Field(
        default=None, max_length=LONGEST_TEXT, description="What stands in the conversation for it."
    )


class ReplayOrder(Asked):
    """How much to make again."""

    ancestry: bool = Field(default=False, description="Everything it descends from too, each from what was made again.")


class RecipeOrder(Asked):
    """A recipe to make again."""

    recipe: Recipe
    of: str | None = Field(default=None, max_length=40, description="Image id to compare with; else its own hash.")


class ReuseOrder(Asked):
    """A recipe to take up again."""

    recipe: Recipe


class MadeQuery(Query):
    """Which picture of a replay, and in which rendering."""

    step: int = Field(default=1, ge=1, le=100_000, description="As its result numbers them.")
    size: Literal["full", "thumb"] = "full"


class EventsQuery(Query):
    """From where, and how."""

    after: int = Field(default=0, ge=0, lt=2**63, description="Number of the last event seen; Last-Event-ID wins.")
    poll: bool = Field(default=False, description="Answer at once with JSON instead of a stream.")


class UploadForm(Asked):
    """The multipart form of an upload."""

    file: str = Field(
        description=f"PNG, JPEG or WebP; at most {MEGABYTES} and {MEGAPIXELS}.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )
    kind: Literal["upload", "mask"] = Field(default="upload", description="White in a mask is what may change.")
    of: str | None = Field(default=None, pattern=HANDLE.pattern, description="For a mask: the handle of its picture.")


class EventsAnswer(Answer):
    """Events after a position."""

    events: tuple[EventView, ...]
    after: int = Field(description="Ask for the next ones with this.")


class Planned(Answer):
    """A plan that was not run; send it back as `plan` of a turn to run it, edited or not."""

    turn: str = Field(description="Id of the dry turn.")
    plan: Plan
    rewrite: Rewrite | None


def _described(schema: dict[str, Any], info: SerializationInfo) -> dict[str, Any]:
    tell: Callable[[str], str] = (info.context or {}).get("tell", str)

    def of(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: of(name, one) for name, one in value.items()}
        return tell(value) if key == "description" and isinstance(value, str) else value

    return {key: of(key, value) for key, value in schema.items()}


Schema = Annotated[dict[str, Any], PlainSerializer(_described)]
"""A JSON Schema whose descriptions are told as a `Sentence` is."""


class RoleAnswer(Answer):
    """A picture that a tool takes."""

    name: str
    summary: Sentence
    required: bool


class ToolAnswer(Answer):
    """What a tool does and takes."""

    name: str
    version: str
    summary: Sentence
    available: bool = Field(description="Whether a model that is there can serve it.")
    capability: str | None = Field(description="What a model must be capable of; none when no model is needed.")
    queue: str
    words: Words = Field(description="What words it needs.")
    gives: Gives = Field(description="What comes of it: pictures, masks of its source, or facts alone.")
    takes_region: bool = Field(description="Whether a named place can stand in for a mask.")
    inputs: tuple[RoleAnswer, ...]
    params: Schema = Field(description="JSON Schema of its parameters.")


class ToolsAnswer(Answer):
    """Every tool."""

    tools: tuple[ToolAnswer, ...]


class ToldAnswer(Answer):
    """A text in both languages; one may be empty in a preset of one's own."""

    en: str
    zh: str


class PresetAnswer(Answer):
    """One kind of picture and what it adds."""

    name: str
    title: ToldAnswer
    about: ToldAnswer
    say: ToldAnswer = Field(description="Something to say with it, as an example.")
    called: tuple[str, ...] = Field(description="Styles in a prompt by which the words choose it.")
    adds: dict[str, str] = Field(description="Phrases for gaps of the prompt, by slot.")
    avoid: tuple[str, ...]
    keep: tuple[str, ...] = Field(description="What a change is told to leave as it is.")
    aspect: tuple[int, int] | None = Field(description="Width to height of new pictures.")
    only: tuple[str, ...] = Field(description="The tools that make pictures which it allows; empty: all of them.")
    tools: dict[str, dict[str, Any]] = Field(description="Parameters by tool, where the request has none.")


class PresetsAnswer(Answer):
    """Every preset, and what is wrong with files that are none."""

    presets: tuple[PresetAnswer, ...]
    broken: tuple[Sentence, ...]


class Problem(Answer):
    """RFC 9457 problem+json: what went wrong and what to do about it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: tuple[dict[str, str], ...] = Field(default=(), description="Fields that do not fit: field and message.")

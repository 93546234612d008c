"""Every setting of the studio, read from `PENTIMENTO_*` environment variables. Refuses secrets in code and in logs."""

import os
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, Final, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

REPOSITORY: Final = Path(__file__).resolve().parent.parent


def starter_weights() -> Path:
    """The folder of the built-in models."""
    return REPOSITORY / "starter" / "weights"


class Settings(BaseSettings):
    """One value per `PENTIMENTO_<NAME>`; the defaults make a studio for one person on one machine."""

    model_config = SettingsConfigDict(env_prefix="PENTIMENTO_", env_ignore_empty=True, extra="ignore")

    home: Path = Field(
        default_factory=lambda: Path.home() / ".local" / "share" / "pentimento", description="Data folder."
    )
    host: str = Field(default="127.0.0.1", description="Address the web server listens on.")
    hosts: Annotated[list[str], NoDecode] = Field(
        default_factory=list, description="Further names under which the page may be reached, with commas between."
    )
    port: int = Field(default=7878, ge=0, le=65535, description="Port the web server listens on.")
    token: SecretStr | None = Field(
        default=None, description="Sign-in token; made and kept in the data folder if unset."
    )
    database_url: str = Field(default="", description="SQLAlchemy URL; SQLite in the data folder if unset.")
    broker_url: str = Field(default="", description="Celery broker; a folder in the data folder if unset.")
    blobs_url: str = Field(
        default="", description="fsspec URL for picture files; a folder in the data folder if unset."
    )
    models: str = Field(default="", description="More model folders, separated like PATH.")
    chat_model: str = Field(
        default="", description="GGUF path or `hub-repo/name:file.gguf`; the starter chat if unset."
    )
    chat_url: str = Field(default="", description="OpenAI-compatible server to use instead of a local GGUF.")
    chat_key: SecretStr = Field(default=SecretStr(""), description="Key for that server.")
    chat_model_name: str = Field(default="", description="Name of the model on that server.")
    image_model: str = Field(default="", description="Name of the image model to prefer; any capable one if unset.")
    lease: float = Field(
        default=15.0, gt=0.2, le=600.0, description="Seconds a worker's claim holds without a heartbeat."
    )
    poll: float = Field(default=0.25, gt=0.01, le=60.0, description="Seconds between two looks of the sweeper.")
    threads: int = Field(default=0, ge=0, le=512, description="Compute threads per worker; 0 means all cores but one.")
    max_open_jobs: int = Field(default=32, ge=1, le=100_000, description="Open jobs and turns one person may have.")
    attempts: int = Field(
        default=1, ge=0, le=3, description="Attempts to mend a picture that misses what was asked; 0: none is checked."
    )
    export_recipe: Literal["full", "wordless", "none"] = Field(
        default="full", description="What a picture given out says of its making unless asked otherwise."
    )
    export_label: Literal["none", "ai", "ai-zh"] = Field(
        default="none", description="Visible label on pictures made with AI that are given out, unless asked otherwise."
    )
    producer: str = Field(
        default="Pentimento", max_length=100, description="Who stands for the content in the label of TC260 (GB 45438)."
    )
    certificate: Path | None = Field(
        default=None, description="PEM chain that signs pictures instead of this installation's own; with its key."
    )
    certificate_key: Path | None = Field(default=None, description="PEM private key of that certificate.")
    anchors: Path | None = Field(default=None, description="PEM roots whose signatures on pictures are trusted too.")
    timestamp_url: str = Field(
        default="", description="RFC 3161 service asked for a time stamp at each signature; none is asked if unset."
    )
    describe_uploads: bool = Field(
        default=True, description="Have uploads described, as alt text, while nothing else is to be done."
    )
    language: Literal["auto", "en", "zh"] = Field(
        default="auto", description="Language of the page; `auto` asks the browser."
    )

    @field_validator("hosts", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value

    @field_validator("home", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @cached_property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'pentimento.db'}"

    @cached_property
    def broker(self) -> str:
        """The broker URL in force; `filesystem://` uses the folder `broker_folder`."""
        return self.broker_url or "filesystem://localhost//"

    @property
    def broker_folder(self) -> Path:
        """Where the brokerless transport keeps its messages."""
        return self.home / "broker"

    @cached_property
    def blobs(self) -> str:
        """The URL under which picture files are kept."""
        return self.blobs_url or (self.home / "blobs").as_uri()

    @property
    def model_folders(self) -> list[Path]:
        """Folders whose subfolders are models: extra ones first, then the data folder's, then the starter models."""
        extra = [Path(part).expanduser() for part in self.models.split(os.pathsep) if part]
        return [*extra, self.home / "models", starter_weights()]

    @property
    def preset_folder(self) -> Path:
        """Where a person's own presets are kept."""
        return self.home / "presets"

    @property
    def credentials(self) -> Path:
        """Where this installation's own certificates and their keys are kept."""
        return self.home / "credentials"

    @property
    def chat_folder(self) -> Path:
        """The starter chat model's folder."""
        return starter_weights() / "chat"

    @property
    def cores(self) -> int:
        """Compute threads a worker uses; one core is left to page and agent: all threads would wait for theirs."""
        return self.threads or max(1, len(os.sched_getaffinity(0)) - 1)

    def environment(self) -> dict[str, str]:
        """What another process must find in its environment to have the same settings."""
        found = {}
        for name in {"home", *self.model_fields_set}:
            value = getattr(self, name)
            if isinstance(value, SecretStr):
                value = value.get_secret_value()
            if value is not None:
                found[f"PENTIMENTO_{name.upper()}"] = ",".join(value) if isinstance(value, list) else str(value)
        return found

    def prepare(self) -> None:
        """Make the data folder, readable by its owner only."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)

    def sign_in_token(self) -> str:
        """The token that opens the studio; made on first use and kept in `home/token` (mode 0600)."""
        if self.token is not None:
            return self.token.get_secret_value()
        path = self.home / "token"
        self.prepare()
        if not path.exists():
            with NamedTemporaryFile("w", dir=self.home, prefix=".token", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(24))
                file.flush()
                os.fsync(file.fileno())
                with suppress(FileExistsError):  # another process was first, and its token counts
                    os.link(file.name, path)  # whole or not at all: an empty file would be a token that opens to all
        return path.read_text(encoding="ascii").strip()

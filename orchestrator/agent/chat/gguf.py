"""Where the GGUF is: a path, or a file in a repository of the Hugging Face hub (`owner/name:file.gguf`).

Refuses to load anything else; huggingface_hub is asked for only when a hub name is given.
"""

import re
import tomllib
from pathlib import Path
from typing import Final

from orchestrator.agent.chat.errors import ChatFailed

HUB: Final = re.compile(r"^([\w.-]+/[\w.-]+):([\w./-]+\.gguf)$")
MAGIC: Final = b"GGUF"


def located(name: str) -> Path:
    """The file `name` stands for; fetched from the hub at most once.

    Raises:
        ChatFailed: there is no such file, or it is no GGUF.
    """
    path = Path(name).expanduser()
    if not path.is_file() and (hub := HUB.match(name)):
        path = _fetched(*hub.groups())
    if path.is_dir():
        path = next(iter(sorted(path.glob("*.gguf"))), path)
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise ChatFailed(
            f"there is no language model at {path.name!r}: set PENTIMENTO_CHAT_MODEL to a GGUF file"
        ) from error
    if magic != MAGIC:
        raise ChatFailed(f"{path.name!r} is no GGUF file")
    return path


def tools_taught(path: Path) -> frozenset[str] | None:
    """The tools that the model in `path` was taught, by the `model.toml` beside it; None where nothing is said of it.

    Such a model would mistake all others for what it knows.
    """
    try:
        said = tomllib.loads((path.parent / "model.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    tools = said.get("tools")
    return frozenset(map(str, tools)) if isinstance(tools, list) else None


def _fetched(repository: str, file: str) -> Path:
    from huggingface_hub import hf_hub_download

    try:
        return Path(hf_hub_download(repository, file))
    except Exception as error:  # whatever goes wrong in there, there is no file
        raise ChatFailed(f"{file!r} of {repository!r} cannot be fetched from the hub") from error

"""Where the GGUF is (a path, or a file in a repository of the Hugging Face hub, `owner/name:file.gguf`), and what its
header says.

Refuses to load anything else; huggingface_hub is asked for only when a hub name is given.
"""

import ctypes
import logging
import re
import tomllib
from pathlib import Path
from typing import Final

import llama_cpp

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


def trained_context(path: Path) -> int | None:
    """Tokens the model was trained to read at once, by its file's header; None where that does not say."""
    log = logging.getLogger("llama-cpp-python")
    before = log.level
    log.setLevel(logging.CRITICAL)  # llama.cpp would print the whole header
    options = llama_cpp.llama_model_default_params()
    options.vocab_only = True
    model = llama_cpp.llama_model_load_from_file(str(path).encode(), options)
    log.setLevel(before)
    if not model:
        return None  # opening it in earnest says why
    try:
        said = _header(model, f"{_header(model, 'general.architecture')}.context_length")
        return int(said) if said.isdecimal() else None
    finally:
        llama_cpp.llama_model_free(model)


def _header(model: llama_cpp.llama_model_p, key: str) -> str:
    text = ctypes.create_string_buffer(128)
    length = llama_cpp.llama_model_meta_val_str(model, key.encode(), text, len(text))
    return text.value.decode(errors="replace") if length >= 0 else ""


def tools_taught(path: Path) -> frozenset[str] | None:
    """The tools that the model in `path` was taught, by the `model.toml` beside it; None where nothing is said of it.

    Such a model would mistake all others for what it knows.
    """
    return _listed(path, "tools")


def walks_taught(path: Path) -> frozenset[str] | None:
    """Which ways through the history the model in `path` was taught (`undo`, `redo`), in the same place."""
    return _listed(path, "walks")


def _listed(path: Path, name: str) -> frozenset[str] | None:
    try:
        said = tomllib.loads((path.parent / "model.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    names = said.get(name)
    return frozenset(map(str, names)) if isinstance(names, list) else None


def _fetched(repository: str, file: str) -> Path:
    from huggingface_hub import hf_hub_download

    try:
        return Path(hf_hub_download(repository, file))
    except Exception as error:  # whatever goes wrong in there, there is no file
        raise ChatFailed(f"{file!r} of {repository!r} cannot be fetched from the hub") from error

"""A model folder's `model.toml`: what it is, what it can do and how it wants its prompt. Torch-free.

Refuses folders with code or pickled weights in them, and never follows a link out of the folder.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.json_schema import SkipJsonSchema

REFUSED: Final = frozenset(
    {".py", ".pyc", ".so", ".pkl", ".pickle", ".dill", ".joblib", ".npy", ".pt", ".pt2", ".pth", ".ckpt", ".bin"}
)
LARGEST: Final = 1024 * 1024
"""Bytes of a `model.toml`."""
SHARDS: Final = ".index.json"
"""How the lists of weights in several files end."""
LARGEST_INDEX: Final = 16 * 1024 * 1024
ADAPTER: Final = "adapter_config.json"
"""Where an adapter says which model it is for; in a model's own folder, transformers loads that model instead."""


SHORTEST: Final = 64
LONGEST: Final = 2048
"""Pixels of a side that a model paints."""
MOST_STEPS: Final = 150
MOST_GUIDANCE: Final = 30.0

Channel = Annotated[int, Field(ge=0, le=255)]
INSTRUCTED: Final = ("InstructPix2Pix", "Kontext", "ImageEdit")
"""Parts of the names of pipelines that take a picture and an instruction."""


class ModelBroken(Exception):
    """The folder is missing, incomplete or not allowed; the message says which."""


class Table(BaseModel):
    """A table of `model.toml`. What stands below a field is its meaning in docs/models.md."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class PromptForm(Table):
    """How the structured prompt is rendered for this model."""

    form: Literal["tags", "sentence"] = "sentence"
    """Words with commas between, or a sentence."""
    negative: bool = True
    """Whether it is also told what must not be seen."""
    regions: bool = False
    """Whether each of several things beside each other is painted from words of its own, in a part of the picture: for
    small models, that make one thing out of two."""


class Defaults(Table):
    """Used where the request says nothing; within the bounds of a request, as recipes bring theirs from elsewhere."""

    width: int = Field(default=512, ge=SHORTEST, le=LONGEST, multiple_of=8)
    """Pixels."""
    height: int = Field(default=512, ge=SHORTEST, le=LONGEST, multiple_of=8)
    """Pixels."""
    steps: int = Field(default=30, ge=1, le=MOST_STEPS)
    """Denoising steps."""
    guidance: float = Field(default=7.5, ge=0.0, le=MOST_GUIDANCE)
    """How closely the words are followed."""


class Preview(Table):
    """Linear map from one latent pixel to RGB in 0..1: `rgb = latent @ latent_rgb + bias`. Where there is none, the
    published ones of Stable Diffusion and XL are used for autoencoders of their form."""

    latent_rgb: list[list[float]] = Field(default_factory=list)
    """A row of three numbers for each channel of the latents."""
    bias: list[float] = [0.5, 0.5, 0.5]
    """The colour where all latents are 0."""


class Hole(Table):
    """Of a model that takes a picture and fills the part of it that is painted over in one colour."""

    colour: tuple[Channel, Channel, Channel]
    """Red, green and blue of that colour."""


class Manifest(Table):
    """Contents of `model.toml`, plus the folder it stands in and the pipeline that stands in it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,60}$")
    """What it is called, here and in recipes: small letters, digits, dots, dashes."""
    family: str
    """What kind of model it is. A folder with a `model_index.json` is loaded by diffusers, whatever stands here;
    without one it is `clipseg`, `grounding-dino`, `sam`, `clip`, `siglip`, `blip`, `florence2`, `classifier`,
    `swin2sr`, `esrgan`, `controlnet`, `lora` or, trained by this repository, `eye`."""
    capabilities: tuple[str, ...]
    """What it can do. Models: `generate`, `edit`, `inpaint`, `upscale`, `find`, `judge`, `likeness`, `features`,
    `describe`, `chat`. Adapters: `style`, `control`, `refine`, `outline`."""
    text_encoder: str | None = None
    """`minilm`: its text encoder comes from a package, and is not in the folder."""
    scale: int | None = Field(default=None, ge=2)
    """Of an upscaler: how many times as long the sides become; as the network says where nothing stands here."""
    licence: str = ""
    """For people to read."""
    trained: str = ""
    """How it was trained, for people to read."""
    tools: tuple[str, ...] | None = None
    """Of a language model: the tools it was taught; it is offered no others. One that names none is offered all."""
    walks: tuple[str, ...] | None = None
    """Of a language model that names its `tools`: the ways through the history it was taught, of `undo` and `redo`.
    Without `redo` it is not told what could be done again."""
    prompt: PromptForm = PromptForm()
    defaults: Defaults = Defaults()
    vocabulary: dict[str, list[str]] = Field(default_factory=dict)
    """Words it was trained on, list by list: `subjects`, `settings`, `times`, `weather`, `colours`, `styles` and any
    others. The page offers them, and a reply says when something was asked for that is not among them. Without any,
    nothing is said."""
    preview: Preview | None = None
    hole: Hole | None = None
    adapts: str | None = None
    """Of an adapter (LoRA, IP-Adapter, ControlNet, refiner): name or family of the models it works in. It is no model
    by itself."""
    control: Literal["canny", "map"] = "map"
    """Of a ControlNet: whether it is shown the edges of a picture, or the picture as it is."""
    scheduler: dict[str, Any] = Field(default_factory=dict)
    """What to change in the scheduler's settings; `class` names another one."""
    measured: dict[str, Any] = Field(default_factory=dict)
    """What measuring it came to, for people to read."""
    folder: SkipJsonSchema[Path] = Path()
    pipeline: SkipJsonSchema[str] = ""
    """The class named in its `model_index.json`; empty where there is none."""

    def own_defaults(self) -> dict[str, Any]:
        """The defaults that mean something: of pipelines that denoise, or where `model.toml` names them; else none."""
        return self.defaults.model_dump() if self.pipeline or "defaults" in self.model_fields_set else {}

    def remembering(self, defaults: Mapping[str, Any]) -> "Manifest":
        """The model with the defaults that a recipe remembers; what it does not say is as it is now.

        Raises:
            ModelBroken: they are out of bounds.
        """
        known = {name: value for name, value in defaults.items() if name in Defaults.model_fields}
        try:
            own = Defaults.model_validate({**self.defaults.model_dump(), **known})
        except ValidationError as error:
            first = error.errors()[0]
            raise ModelBroken(f"the recipe's {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        return self.model_copy(update={"defaults": own})

    def fits(self, model: "Manifest") -> bool:
        """Whether it is an adapter for `model`."""
        return self.adapts is not None and self.adapts in {model.name, model.family}

    @property
    def instructed(self) -> bool:
        """Whether it changes a picture by an instruction, instead of painting over it what a prompt describes."""
        return any(part in self.pipeline for part in INSTRUCTED)


def load(folder: Path) -> Manifest:
    """Read and check a model folder.

    Raises:
        ModelBroken: no readable `model.toml`, or a refused file lies in the folder.
    """
    path = folder / "model.toml"
    _see_files(folder)  # first: a link or a pipe in the place of model.toml is not to be read
    try:
        if path.stat().st_size > LARGEST:
            raise ModelBroken(f"{folder.name}: model.toml is over 1 MB")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest.model_validate({**data, "folder": folder, "pipeline": _pipeline(folder)})
    except FileNotFoundError as error:
        raise ModelBroken(f"{folder.name}: there is no model.toml") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ModelBroken(f"{folder.name}: model.toml cannot be read ({getattr(error, 'strerror', error)})") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ModelBroken(f"{folder.name}: model.toml: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if manifest.adapts is None and next(folder.rglob(ADAPTER), None):
        raise ModelBroken(f"{folder.name}: {ADAPTER}: it names another model, which would be loaded instead")
    return manifest


def weights_file(manifest: Manifest) -> Path:
    """The one file of weights in its folder.

    Raises:
        ModelBroken: there is none, or there are several.
    """
    files = sorted(manifest.folder.glob("*.safetensors"))
    if len(files) != 1:
        raise ModelBroken(f"{manifest.name}: one .safetensors file is expected in its folder, {len(files)} are there")
    return files[0]


def reason(error: Exception, folder: Path) -> str:
    """What a library says of a folder's files, in a line that names no place on this machine."""
    line = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return line.replace(f"{folder}/", "").replace(str(folder), "the folder")[:200]


def _pipeline(folder: Path) -> str:
    """What `model_index.json` says, as far as it can be read: loading the model tells what is wrong with it."""
    try:
        path = folder / "model_index.json"
        index = json.loads(path.read_bytes()) if path.stat().st_size < LARGEST else {}
        return str(index["_class_name"])[:100]
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return ""


def _see_files(folder: Path) -> None:
    """Every file is a plain one, of a kind that is taken, in the folder itself, and names none elsewhere.

    Raises:
        ModelBroken: one is not; names it.
    """
    root = os.path.realpath(folder)
    for file in folder.rglob("*"):
        if file.suffix.lower() in REFUSED:
            raise ModelBroken(f"{folder.name}: {file.name}: code and pickled weights are refused, use safetensors")
        if not Path(os.path.realpath(file)).is_relative_to(root):  # unlike resolve(), says nothing against a loop
            raise ModelBroken(f"{folder.name}: {file.name}: links out of the folder are refused")
        if not (file.is_file() or file.is_dir()):
            raise ModelBroken(f"{folder.name}: {file.name}: neither a file nor a folder")
        if file.name.endswith(SHARDS) and not _beside(file):
            raise ModelBroken(f"{folder.name}: {file.name}: it names weights that do not lie beside it")


def _beside(index: Path) -> bool:
    """Whether the weights that an index of shards names are files of its own folder, and no pickles.

    The libraries follow any path in there, and load by its ending, whatever they were asked for.
    """
    try:
        if index.stat().st_size > LARGEST_INDEX:
            return False
        names = set(json.loads(index.read_bytes())["weight_map"].values())
    except (OSError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return False
    return all(isinstance(name, str) and Path(name).name == name and "\\" not in name for name in names)


@lru_cache(maxsize=64)
def _fingerprint(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, size, _ in stamp:
        digest.update(f"{name}\0{size}\0".encode())
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def fingerprint(folder: Path) -> str:
    """sha256 over names, sizes and contents of the folder's files; `model.toml` and notes do not count."""
    files = sorted(
        f for f in folder.rglob("*") if f.is_file() and f.suffix in {".safetensors", ".json", ".gguf", ".txt"}
    )
    stamp = tuple((str(f.relative_to(folder)), f.stat().st_size, f.stat().st_mtime_ns) for f in files)
    return _fingerprint(folder, stamp)

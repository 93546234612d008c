"""Model folders that are missing, cut short, tampered with or not allowed: a clear sentence, never a stack trace."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from orchestrator.settings import REPOSITORY
from tests.tools.conftest import Job, Model
from tools.catalog import models
from tools.generate.run import run
from tools.generate.spec import GenerateParams
from tools.manifest import ModelBroken, load

NOBODY = 65534
PARAMS = GenerateParams(prompt="a red house", steps=1)


@pytest.fixture
def folder(model: Model, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model("sd").folder, tmp_path / "sd"))


def paint(folder: Path) -> str:
    """The message with which painting fails."""
    with pytest.raises(ModelBroken) as caught:
        run(PARAMS, {}, Job(manifest=load(folder)))
    message = str(caught.value)
    assert "tiny-sd" in message
    assert len(message) < 400
    assert "\n" not in message
    assert str(folder.parent) not in message
    return message


def change_index(folder: Path, **values: object) -> None:
    path = folder / "model_index.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_no_model_was_chosen() -> None:
    with pytest.raises(ModelBroken, match="no model is there"):
        run(PARAMS, {}, Job())


def test_the_folder_went_away(folder: Path) -> None:
    manifest = load(folder)
    shutil.rmtree(folder)
    with pytest.raises(ModelBroken, match="its folder is gone"):
        run(PARAMS, {}, Job(manifest=manifest))


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder", "scheduler", "tokenizer"])
def test_a_part_is_missing(folder: Path, part: str) -> None:
    shutil.rmtree(folder / part)
    assert "damaged or incomplete, fetch it again" in paint(folder)


def test_weights_are_missing(folder: Path) -> None:
    next((folder / "unet").glob("*.safetensors")).unlink()
    assert "fetch it again" in paint(folder)


@pytest.mark.parametrize("outside", ["../../evil.bin", "../../other.safetensors", "/tmp/evil.pt", "..\\evil.bin"])
def test_an_index_that_leads_out_of_the_folder(folder: Path, outside: str) -> None:
    """Transformers and diffusers follow it, and unpickle what it names, although safetensors were asked for."""
    weights = next((folder / "text_encoder").glob("*.safetensors"))
    tensors = load_file(weights)
    (elsewhere := (weights.parent / outside).resolve()).parent.mkdir(exist_ok=True)
    if elsewhere.is_relative_to(folder.parent):
        torch.save(tensors, elsewhere)
    weights.unlink()
    index = {"metadata": {"total_size": 1}, "weight_map": dict.fromkeys(tensors, outside)}
    (weights.parent / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelBroken, match="do not lie beside it"):
        load(folder)
    (weights.parent / "model.safetensors.index.json").write_text("[")
    with pytest.raises(ModelBroken, match="do not lie beside it"):
        load(folder)


def test_an_index_of_shards_in_the_folder(folder: Path) -> None:
    weights = next((folder / "unet").glob("*.safetensors"))
    tensors = load_file(weights)
    weights.unlink()
    name = "diffusion_pytorch_model-00001-of-00001.safetensors"
    save_file(tensors, weights.parent / name, {"format": "pt"})
    index = {"metadata": {"total_size": 1}, "weight_map": dict.fromkeys(tensors, name)}
    (weights.parent / "diffusion_pytorch_model.safetensors.index.json").write_text(json.dumps(index))
    assert run(PARAMS, {}, Job(manifest=load(folder))).images


def test_a_model_that_names_another_one(folder: Path) -> None:
    """Transformers would load that one, wherever it is, and this one on top."""
    other = {"base_model_name_or_path": "/somewhere/else", "peft_type": "LORA"}
    (folder / "text_encoder" / "adapter_config.json").write_text(json.dumps(other))
    with pytest.raises(ModelBroken, match="names another model"):
        load(folder)


@pytest.mark.parametrize("said", ["width = 8192", "steps = 1000", "height = 65", "guidance = 31.0"])
def test_defaults_without_measure(folder: Path, said: str) -> None:
    (folder / "model.toml").write_text(
        f'name = "tiny-sd"\nfamily = "sd"\ncapabilities = ["generate"]\n[defaults]\n{said}\n'
    )
    with pytest.raises(ModelBroken, match=said.partition(" ")[0]):
        load(folder)


@pytest.mark.parametrize("kept", [0, 7, 0.5, 0.999])
def test_weights_are_cut_short(folder: Path, kept: float) -> None:
    file = next((folder / "unet").glob("*.safetensors"))
    data = file.read_bytes()
    file.write_bytes(data[: kept if isinstance(kept, int) else int(len(data) * kept)])
    assert "fetch it again" in paint(folder)


def test_a_tensor_is_missing(folder: Path) -> None:
    file = next((folder / "unet").glob("*.safetensors"))
    tensors = load_file(file)
    tensors.pop("conv_out.weight")
    save_file(tensors, file)
    assert "fetch it again" in paint(folder)


def test_a_tensor_has_another_shape(folder: Path) -> None:
    file = next((folder / "unet").glob("*.safetensors"))
    tensors = load_file(file)
    tensors["conv_out.weight"] = torch.zeros(3, 3)
    save_file(tensors, file)
    assert "fetch it again" in paint(folder)


@pytest.mark.parametrize("name", ["model_index.json", "unet/config.json", "scheduler/scheduler_config.json"])
def test_a_description_is_no_json(folder: Path, name: str) -> None:
    (folder / name).write_text("{ not json")
    assert "fetch it again" in paint(folder)


def test_code_in_the_folder_is_refused(folder: Path) -> None:
    change_index(folder, unet=["my_unet", "MyUNet"])
    assert "unet wants code from 'my_unet', which is refused" in paint(folder)


def test_an_unknown_pipeline_is_named(folder: Path) -> None:
    change_index(folder, _class_name="DreamPipeline")
    assert "knows no 'DreamPipeline'" in paint(folder)


def test_an_unknown_text_encoder_is_named(folder: Path) -> None:
    assert run(PARAMS, {}, Job(manifest=load(folder))).images  # the one that was there is not used again
    (folder / "model.toml").write_text('text_encoder = "elsewhere"\n' + (folder / "model.toml").read_text())
    with pytest.raises(ModelBroken, match="'elsewhere' is not known"):
        run(PARAMS, {}, Job(manifest=load(folder)))


@pytest.mark.parametrize("name", ["unet/weights.bin", "unet/model.pt", "custom.py", "a.ckpt", "b.pkl", "c.pickle"])
def test_pickles_and_code_files_are_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    with pytest.raises(ModelBroken, match="use safetensors"):
        load(folder)


def test_a_mended_folder_works_again_at_once(folder: Path) -> None:
    file = next((folder / "unet").glob("*.safetensors"))
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    paint(folder)
    file.write_bytes(whole)
    assert run(PARAMS, {}, Job(manifest=load(folder))).images


STRANGE: dict[str, Callable[[Path], object]] = {
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "elsewhere": lambda path: path.symlink_to("/etc/passwd"),
    "a loop": lambda path: path.symlink_to(path),
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "too long": lambda path: path.write_bytes(b"#" * 2_000_000),
    "too deep": lambda path: path.write_text("a = " + "[" * 5000 + "]" * 5000),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_folder_spoils_no_other(tmp_path: Path, name: str) -> None:
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "model.toml").write_text('name = "good"\nfamily = "sd"\ncapabilities = ["generate"]\n')
    strange = tmp_path / os.fsdecode(b"strange\xff")
    strange.mkdir()
    STRANGE[name](strange / "model.toml")
    code = (
        "import sys; from pathlib import Path; from tools.catalog import models\n"
        "found, broken = models([Path(sys.argv[1])])\n"
        "print([model.name for model in found], *(line.encode().decode() for line in broken))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout.startswith("['good'] strange?: model.toml"), done.stderr
    assert str(tmp_path) not in done.stdout


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that anybody may read, unlike pytest's own, while the test is nobody: root may read everything."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        was = os.geteuid()
        if was == 0:
            os.chown(made, NOBODY, -1)
            os.seteuid(NOBODY)
        yield Path(made)
        os.seteuid(was)


def test_a_folder_that_may_not_be_read_spoils_no_other(shelf: Path) -> None:
    for name in ("good", "lost+found"):
        (shelf / name).mkdir()
    (shelf / "good" / "model.toml").write_text('name = "good"\nfamily = "sd"\ncapabilities = ["generate"]\n')
    (shelf / "lost+found").chmod(0)
    found, broken = models([shelf])
    assert [model.name for model in found] == ["good"]
    assert broken == ["lost+found: model.toml cannot be read (Permission denied)"]
    (shelf / "lost+found").chmod(0o700)

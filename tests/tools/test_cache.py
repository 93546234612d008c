"""Loaded models: kept, within their budget, renewed when their files change, one thread's own; and the report."""

import shutil
import threading
from pathlib import Path

import torch

from tests.tools.conftest import Job, Model
from tools.generate.run import run
from tools.generate.spec import GenerateParams
from tools.manifest import load
from tools.runtime.cache import Models
from tools.runtime.devices import Device, device
from tools.runtime.loading import weight_of
from tools.runtime.report import report

CPU = Device("cpu", torch.float32, 10**12)


def test_a_model_is_loaded_once(model: Model) -> None:
    kept = Models(CPU)
    assert kept.get(model("sd")) is kept.get(model("sd"))
    assert kept.names() == ["tiny-sd"]
    assert kept.weight() == weight_of(kept.get(model("sd"))) > 10_000


def test_the_least_used_goes_when_the_budget_is_full(model: Model) -> None:
    sizes = Models(CPU)
    sizes.get(model("sd"))
    kept = Models(CPU, budget=int(sizes.weight() * 2.5))
    kept.get(model("sd"))
    kept.get(model("sd-inpaint"))
    kept.get(model("sd"))
    kept.get(model("instruct"))
    assert kept.names() == ["tiny-sd", "tiny-instruct"]


def test_one_that_is_over_the_budget_alone_still_serves(model: Model) -> None:
    kept = Models(CPU, budget=1)
    kept.get(model("sd"))
    kept.get(model("sdxl"))
    assert kept.names() == ["tiny-sdxl"]


def test_new_files_are_loaded_anew(model: Model, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(model("sd").folder, tmp_path / "sd"))
    kept = Models(CPU)
    first = kept.get(load(folder))
    (folder / "unet" / "config.json").write_text((folder / "unet" / "config.json").read_text() + "\n")
    assert kept.get(load(folder)) is not first
    assert kept.names() == ["tiny-sd"]


def test_a_second_thread_is_refused_while_the_first_lives(model: Model) -> None:
    kept = Models(CPU)
    kept.get(model("sd"))
    seen: list[type[BaseException]] = []

    def other() -> None:
        try:
            kept.get(model("sd"))
        except RuntimeError as error:
            seen.append(type(error))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [RuntimeError]


def test_a_dead_threads_models_pass_on(model: Model) -> None:
    kept = Models(CPU)
    thread = threading.Thread(target=kept.get, args=(model("sd"),))
    thread.start()
    thread.join()
    assert kept.get(model("sd"))


def test_the_models_scheduler_is_left_as_it_was(model: Model) -> None:
    from tools.runtime.cache import models

    pipe = models().get(model("sd"))
    before = pipe.scheduler
    run(GenerateParams(prompt="a", steps=3), {}, Job(manifest=model("sd")))
    assert pipe.scheduler is before
    assert before.num_inference_steps is None


def test_half_precision_inside_stays_near_full_precision(model: Model) -> None:
    import numpy as np

    from tools.runtime.denoise import paint

    images = []
    for dtype in (torch.float32, torch.bfloat16):
        pipe = Models(Device("cpu", dtype, 10**12)).get(model("sd"))
        params = GenerateParams(prompt="a red house", steps=4)
        images.append(np.asarray(paint(pipe, params, Job(manifest=model("sd")), seed=1, size=(64, 64)), int))
    assert np.abs(images[0] - images[1]).mean() < 3


def test_the_report_says_what_a_recipe_needs() -> None:
    device()
    said = report()
    assert {"torch", "diffusers", "transformers", "pillow"} <= set(said["libraries"])
    assert said["threads"] == torch.get_num_threads()
    assert said["device"]
    assert said["dtype"] in {"float32", "bfloat16", "float16"}

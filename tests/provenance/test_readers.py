"""Files as other programs write them, made here in their layouts; and the same files made to be a burden."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from orchestrator.domain.marks import FoundRecipe, Marks
from orchestrator.provenance import look, xmp
from orchestrator.provenance.readers import a1111, comfyui, invokeai, own

A1111 = """masterpiece, a red house by a lake, (sunset:1.2), <lora:watercolour:0.7>
second line of the prompt
Negative prompt: blurry, lowres,
text
Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 3141592653, Size: 768x512, Model hash: 6ce0161689, \
Model: v1-5-pruned, Denoising strength: 0.45, Lora hashes: "watercolour: 0123abcd, other: ffff", Version: v1.9.3"""
COMFY: dict[str, Any] = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 156680208700286, "steps": 20, "cfg": 8, "sampler_name": "euler", "scheduler": "normal",
            "denoise": 1, "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd15.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 768, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["11", 0], "clip": ["10", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "text, watermark", "clip": ["10", 1]}},
    "10": {
        "class_type": "LoraLoader",
        "inputs": {"lora_name": "ink.safetensors", "strength_model": 0.8, "model": ["4", 0], "clip": ["4", 1]},
    },
    "11": {"class_type": "PrimitiveString", "inputs": {"value": "a bottle on a beach"}},
}  # fmt: skip
INVOKE = {
    "generation_mode": "sdxl_txt2img", "positive_prompt": "海滩上的一只狗", "negative_prompt": "", "width": 1024,
    "height": 832, "seed": 2147483647, "rand_device": "cpu", "cfg_scale": 5.5, "steps": 30, "scheduler": "dpmpp_3m_k",
    "model": {"key": "3f1e", "hash": "blake3:abc", "name": "Juggernaut XL v9", "base": "sdxl", "type": "main"},
    "loras": [{"model": {"name": "papercut", "hash": "blake3:def"}, "weight": 0.75}], "strength": 0.7,
    "app_version": "5.6.0",
}  # fmt: skip


def png(**texts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for name, value in texts.items():
        info.add_text(name, value)
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def with_exif(form: str, tags: dict[int, Any], comment: bytes | None = None) -> bytes:
    exif = Image.Exif()
    exif.update(tags)
    if comment is not None:
        exif.get_ifd(0x8769)[0x9286] = comment
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(out, form, exif=exif.tobytes())
    return out.getvalue()


def only(data: bytes) -> FoundRecipe:
    (found,) = look.marks(data, "").recipes
    return found


def see_a1111(found: FoundRecipe) -> None:
    assert (found.writer, found.seed, found.steps, found.guidance) == ("a1111", 3141592653, 28, 6.5)
    assert (found.width, found.height, found.strength) == (768, 512, 0.45)
    assert (found.sampler, found.model, found.model_hash) == ("DPM++ 2M Karras", "v1-5-pruned", "6ce0161689")
    assert found.prompt.endswith("second line of the prompt")
    assert found.negative == "blurry, lowres,\ntext"
    assert found.loras == ("watercolour",)
    assert found.text == A1111


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
@pytest.mark.parametrize("order", ["utf-16-be", "utf-16-le"])
def test_a1111_in_exif(form: str, order: str) -> None:
    see_a1111(only(with_exif(form, {}, b"UNICODE\0" + A1111.encode(order))))


def test_a1111_in_png() -> None:
    see_a1111(only(png(parameters=A1111)))


def test_a1111_in_chinese() -> None:
    found = only(png(parameters="夕阳下的海滩，一只狗\nNegative prompt: 模糊\nSteps: 20, Seed: 1, Size: 64x64"))
    assert (found.prompt, found.negative, found.width) == ("夕阳下的海滩，一只狗", "模糊", 64)


def test_a1111_without_a_prompt() -> None:
    found = a1111.read("Steps: 20, Sampler: Euler a, Seed: 5")
    assert found is not None
    assert (found.prompt, found.seed) == ("", 5)
    assert a1111.read("just a comment, about: nothing") is None


def test_comfyui_in_png() -> None:
    found = only(png(prompt=json.dumps(COMFY), workflow=json.dumps({"nodes": []})))
    assert (found.writer, found.prompt, found.negative) == ("comfyui", "a bottle on a beach", "text, watermark")
    assert (found.seed, found.steps, found.guidance, found.sampler) == (156680208700286, 20, 8.0, "euler")
    assert (found.width, found.height, found.strength) == (512, 768, 1.0)
    assert (found.model, found.loras) == ("sd15.safetensors", ("ink.safetensors",))


def test_comfyui_in_webp() -> None:
    """As SaveAnimatedWEBP leaves it: in the camera's model and make."""
    found = only(with_exif("WEBP", {0x0110: f"prompt:{json.dumps(COMFY)}", 0x010F: "workflow:{}"}))
    assert (found.prompt, found.seed) == ("a bottle on a beach", 156680208700286)


def test_comfyui_as_drawn() -> None:
    nodes = [
        {"id": 6, "type": "CLIPTextEncode", "widgets_values": ["a bottle"]},
        {"id": 7, "type": "CLIPTextEncode", "widgets_values": ["blurry"]},
        {"id": 3, "type": "KSampler", "widgets_values": [99, "randomize", 12, 7.5, "euler", "normal", 0.8]},
    ]
    found = only(png(workflow=json.dumps({"nodes": nodes, "links": []})))
    assert (found.prompt, found.negative, found.seed, found.steps) == ("a bottle", "blurry", 99, 12)


def test_comfyui_with_a_guider() -> None:
    graph = {
        "1": {"class_type": "SamplerCustomAdvanced", "inputs": {
            "noise": ["2", 0], "guider": ["3", 0], "sampler": ["4", 0], "sigmas": ["5", 0], "latent_image": ["6", 0]}},
        "2": {"class_type": "RandomNoise", "inputs": {"noise_seed": 7}},
        "3": {"class_type": "BasicGuider", "inputs": {"model": ["8", 0], "conditioning": ["7", 0]}},
        "4": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
        "5": {"class_type": "BasicScheduler", "inputs": {"steps": 4, "scheduler": "simple"}},
        "6": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 1024}},
        "7": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["9", 0]}},
        "9": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox"}},
    }  # fmt: skip
    found = comfyui.read(json.dumps(graph))
    assert found is not None
    assert (found.prompt, found.seed, found.steps, found.sampler) == ("a fox", 7, 4, "euler")


def test_invokeai_in_png() -> None:
    found = only(png(invokeai_metadata=json.dumps(INVOKE), invokeai_graph="{}"))
    assert (found.writer, found.prompt, found.seed) == ("invokeai", "海滩上的一只狗", 2147483647)
    assert (found.steps, found.guidance, found.strength, found.sampler) == (30, 5.5, 0.7, "dpmpp_3m_k")
    assert (found.width, found.height, found.model, found.model_hash) == (1024, 832, "Juggernaut XL v9", "blake3:abc")
    assert found.loras == ("papercut",)


def test_texts_behind_the_pixels_of_the_largest_picture() -> None:
    out = io.BytesIO()
    Image.new("1", (4096, 4096)).save(out, "PNG")
    words = io.BytesIO()
    PngImagePlugin.putchunk(words, b"tEXt", b"parameters\0" + A1111.encode())
    end = out.getvalue().rindex(b"IEND") - 4
    (found,) = look.marks(out.getvalue()[:end] + words.getvalue() + out.getvalue()[end:], "").recipes
    assert found.seed == 3141592653


def test_a_plain_picture_has_no_marks() -> None:
    assert look.marks(png(), "") == Marks()
    assert look.marks(png(Comment="hello"), "") == Marks()
    assert look.marks(b"no picture at all: parameters\0", "") == Marks()


LINKS = ("seed", "positive", "negative", "model", "latent_image", "text", "steps", "cfg")
CIRCLE = {
    str(n): {"class_type": "KSampler", "inputs": {name: [str((n + 1) % 3), 0] for name in LINKS}} for n in range(3)
}
LAUGHS = b"".join(b'<!ENTITY x%d "&x%d;&x%d;">' % (n, n - 1, n - 1) for n in range(1, 40))


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "1e999", "[" * 100_000, '{"a":' * 100_000, json.dumps(CIRCLE),
        '{"3": {"class_type": "KSampler", "inputs": {"seed": NaN, "latent_image": ["9", 0], "steps": [], "cfg": {}}}}',
        '{"3": {"class_type": "KSampler", "inputs": {"positive": [[[]], 0], "seed": 1e400}}}',
        json.dumps({"positive_prompt": ["a"], "seed": "x" * 10_000, "model": [], "loras": {"a": 1}}),
        json.dumps({"positive_prompt": None, "seed": True, "steps": -4, "loras": [1, None, {"model": 3}]}),
        json.dumps({"format": "pentimento-recipe", "recipe": {"tool": 5}}),
        json.dumps({"format": "pentimento-recipe", "recipe": None}),
        "Steps: 1" * 20_000, "a\nSteps: 9999999999999999999999999, Seed: -1, Size: 1x1, CFG scale: nan",
    ],
    ids=range(16),
)  # fmt: skip
def test_foreign_texts_do_no_harm(text: str) -> None:
    for read in (a1111.read, comfyui.read, comfyui.drawn, invokeai.read, own.read):
        found = read(text)
        if found is not None:
            assert found.seed is None or 0 <= found.seed < 2**63
            Marks.model_validate_json(Marks(recipes=(found,)).model_dump_json())


@given(st.text() | st.from_regex(r"[^\n]*\nSteps: [0-9.e+-]{1,30}, Seed: .{0,20}, Size: [0-9]+x[0-9]+"))
def test_any_text_as_parameters(text: str) -> None:
    found = a1111.read(text)
    assert found is None or "\0" not in found.model_dump_json()


def test_controls_and_bidi_do_not_come_through() -> None:
    found = a1111.read("a\u202ecat\x1b[31m\x00\nSteps: 2, Seed: 1")
    assert found is not None
    assert found.prompt == "acat[31m"


@pytest.mark.parametrize(
    "packet",
    [
        b"", b"<", b"<x/>", b"\xff\xfe<\0x\0",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<!DOCTYPE a [" + LAUGHS + b"]><a/>",
        b"<a>" * 50_000,
    ],
    ids=range(8),
)  # fmt: skip
def test_hostile_packets_say_nothing(packet: bytes) -> None:
    assert xmp.read(packet) == xmp.Said()

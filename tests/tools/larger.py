"""More tiny models with random weights in the hub's layout: the newer pipelines, and adapters of every kind.

Adapters are written beside the model they adapt, as `tests/tools/pipelines.py` writes models.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLQwenImage,
    ControlNetModel,
    FlowMatchEulerDiscreteScheduler,
    FluxFillPipeline,
    FluxKontextPipeline,
    QwenImageEditPipeline,
    QwenImagePipeline,
    QwenImageTransformer2DModel,
    StableDiffusionXLImg2ImgPipeline,
    StableDiffusionXLInstructPix2PixPipeline,
)
from diffusers.utils import convert_state_dict_to_diffusers
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from safetensors.torch import save_file
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2Tokenizer,
    Qwen2VLImageProcessorPil,
)
from transformers.convert_slow_tokenizer import bytes_to_unicode

from tests.tools import pipelines as tiny
from tools.runtime.picture_reader import PictureReader

STRONG = 5.0
"""Spread of the weights that adapters add: they must be seen."""


def qwen() -> Any:
    """Qwen-Image form: a vision-language model reads the words, packed latents, a film autoencoder, true guidance."""
    return QwenImagePipeline(**_qwen())


def qwen_edit() -> Any:
    """Qwen-Image-Edit form: that model also sees the picture."""
    parts, shape = _qwen(), {"patch_size": 2, "merge_size": 2, "min_pixels": 4**2, "max_pixels": 64**2}
    seeing = PictureReader(Qwen2VLImageProcessorPil(**shape), parts["tokenizer"])
    return QwenImageEditPipeline(**parts, processor=seeing)


def _qwen() -> dict[str, Any]:
    vae = AutoencoderKLQwenImage(
        base_dim=8, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    transformer = QwenImageTransformer2DModel(
        patch_size=2, in_channels=64, out_channels=16, num_layers=1, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=16, guidance_embeds=False, axes_dims_rope=(4, 6, 6),
    )  # fmt: skip
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>",
             "<|video_pad|>"]  # fmt: skip
    numbers = {letter: number for number, letter in enumerate([*bytes_to_unicode().values(), *marks])}
    words = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    rope = {"type": "default", "rope_type": "default", "mrope_section": [1, 1, 2]}
    reader = Qwen2_5_VLForConditionalGeneration(
        Qwen2_5_VLConfig(
            text_config={**words, "num_key_value_heads": 2, "vocab_size": 300, "rope_scaling": rope,
                         "max_position_embeddings": 2048, "bos_token_id": 0, "eos_token_id": 1},
            vision_config={"depth": 1, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2, "patch_size": 2,
                           "out_hidden_size": 16, "fullatt_block_indexes": [0], "window_size": 8},
            image_token_id=numbers["<|image_pad|>"], video_token_id=numbers["<|video_pad|>"],
            vision_start_token_id=numbers["<|vision_start|>"], vision_end_token_id=numbers["<|vision_end|>"],
        )
    )  # fmt: skip
    tokens = Qwen2Tokenizer(vocab=numbers, merges=[], extra_special_tokens=marks)
    return {"scheduler": FlowMatchEulerDiscreteScheduler(), "vae": vae, "text_encoder": reader, "tokenizer": tokens,
            "transformer": transformer}  # fmt: skip


def kontext() -> Any:
    """FLUX Kontext form: the picture's own tokens beside those that are painted."""
    return FluxKontextPipeline(**tiny.flux().components)


def flux_fill() -> Any:
    """FLUX Fill form: the masked picture and 16 x 16 pixels of the mask beside each of its tokens."""
    return tiny.flux(FluxFillPipeline, 16 + 16 + 16 * 16)


def sdxl_instruct() -> Any:
    """InstructPix2Pix on SDXL."""
    return StableDiffusionXLInstructPix2PixPipeline(**{**_plain(tiny.sdxl()), "unet": tiny.sdxl_unet(8)})


def sdxl_refiner() -> Any:
    """SDXL's refiner: the second text encoder alone, and a score for beauty instead of a target size."""
    parts = _plain(tiny.sdxl()) | {"text_encoder": None, "tokenizer": None, "unet": tiny.sdxl_unet(4, 16, 5)}
    return StableDiffusionXLImg2ImgPipeline(**parts, requires_aesthetics_score=True)


def _plain(pipe: Any) -> dict[str, Any]:
    return {name: part for name, part in pipe.components.items() if part is not None}


FORMS: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "qwen": (qwen, ("generate", "edit", "inpaint")),
    "qwen-edit": (qwen_edit, ("edit",)),
    "flux-fill": (flux_fill, ("inpaint",)),
    "kontext": (kontext, ("edit",)),
    "sdxl-instruct": (sdxl_instruct, ("edit",)),
    "sdxl-refiner": (sdxl_refiner, ("refine",)),
}


def lora(folder: Path, form: str = "sd") -> None:
    """A LoRA for the attention of the denoiser of `form`, as diffusers' own training scripts save it."""
    pipe = tiny.FORMS[form][0]()
    name = "unet" if hasattr(pipe, "unet") else "transformer"
    network = getattr(pipe, name)
    network.add_adapter(LoraConfig(r=2, lora_alpha=2, target_modules=["to_q", "to_v"], init_lora_weights=False))
    layers = {key: value * STRONG for key, value in get_peft_model_state_dict(network).items()}
    given = {f"{name}_lora_layers": convert_state_dict_to_diffusers(layers) if name == "unet" else layers}
    type(pipe).save_lora_weights(folder, **given)


def ip_adapter(folder: Path) -> None:
    """An IP-Adapter for the SD form, with the encoder of its pictures."""
    width, tokens = 16, 4
    encoder = CLIPVisionModelWithProjection(
        CLIPVisionConfig(hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
                         image_size=32, patch_size=8, projection_dim=16)
    )  # fmt: skip
    encoder.save_pretrained(folder / "image_encoder")
    weights = {
        "image_proj.proj.weight": torch.randn(tokens * width, 16), "image_proj.proj.bias": torch.zeros(tokens * width),
        "image_proj.norm.weight": torch.ones(width), "image_proj.norm.bias": torch.zeros(width),
    }  # fmt: skip
    unet = tiny.FORMS["sd"][0]().unet
    crossing = [name for name in unet.attn_processors if "attn2" in name]
    for number, name in enumerate(crossing):
        inner = unet.get_submodule(name.removesuffix(".processor")).to_k.weight.shape[0]
        for part in ("to_k_ip", "to_v_ip"):
            weights[f"ip_adapter.{2 * number + 1}.{part}.weight"] = torch.randn(inner, width)
    save_file(weights, folder / "ip-adapter_sd15.safetensors")


def controlnet(folder: Path) -> None:
    """A ControlNet for the SD form, whose way out is not zero as before training."""
    network = ControlNetModel.from_unet(tiny.FORMS["sd"][0]().unet, conditioning_channels=3)
    shown = network.controlnet_cond_embedding.conv_out
    for layer in (shown, *network.controlnet_down_blocks, network.controlnet_mid_block):
        torch.nn.init.normal_(layer.weight)
    network.save_pretrained(folder)


LIGHTNING = """family = "lora"
adapts = "tiny-sd"
capabilities = ["generate"]
[defaults]
steps = 2
guidance = 0.0
[scheduler]
class = "EulerDiscreteScheduler"
timestep_spacing = "trailing"
"""
ADAPTERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "lora": (lora, 'family = "lora"\nadapts = "sd"\ncapabilities = ["generate"]\n'),
    "lightning": (lora, LIGHTNING),
    "lora-flux": (partial(lora, form="flux"), 'family = "lora"\nadapts = "flux"\ncapabilities = ["generate"]\n'),
    "ip-adapter": (ip_adapter, 'family = "ip-adapter"\nadapts = "sd"\ncapabilities = ["style"]\n'),
    "controlnet": (controlnet, 'family = "controlnet"\nadapts = "sd"\ncapabilities = ["control"]\ncontrol = "canny"\n'),
}


def save_adapter(name: str, folder: Path) -> Path:
    """Write the tiny adapter `name` to `folder`; the same weights each time."""
    build, text = ADAPTERS[name]
    torch.manual_seed(1)
    build(folder)
    (folder / "model.toml").write_text(f'name = "{name}"\n{text}')
    return folder

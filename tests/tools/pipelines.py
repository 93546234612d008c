"""Tiny diffusers pipelines with random weights, saved in the hub's layout as anyone's model folder would be.

One builder per form the tools claim to load: SD 1.5, SDXL, SD3, FLUX, an inpainting UNet, InstructPix2Pix, the
StableDiffusionUpscale form and Swin2SR.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    DDPMScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    FluxTransformer2DModel,
    SD3Transformer2DModel,
    StableDiffusion3Pipeline,
    StableDiffusionInpaintPipeline,
    StableDiffusionInstructPix2PixPipeline,
    StableDiffusionPipeline,
    StableDiffusionUpscalePipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    PreTrainedTokenizerFast,
    Swin2SRConfig,
    Swin2SRForImageSuperResolution,
    T5Config,
    T5EncoderModel,
)

WORDS = ("a", "red", "house", "lake", "night", "sunset", "boat")
TOML = """name = "{name}"
family = "{family}"
capabilities = {capabilities}
[defaults]
width = 64
height = 64
steps = 4
guidance = 4.0
"""
HEADS = {"sdxl-refiner": 'adapts = "sdxl"\n'}
TAILS = {"hole": "[hole]\ncolour = [255, 0, 255]\n"}


def _vae(channels: int = 4, **more: Any) -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=channels,
        norm_num_groups=4,
        **more,
    )


def _unet(inside: int = 4, **more: Any) -> UNet2DConditionModel:
    return UNet2DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        sample_size=8,
        in_channels=inside,
        out_channels=4,
        norm_num_groups=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=more.pop("cross_attention_dim", 16),
        attention_head_dim=2,
        **more,
    )


def _clip(kind: type = CLIPTextModel, **more: Any) -> Any:
    return kind(
        CLIPTextConfig(
            hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2, vocab_size=40,
            bos_token_id=0, eos_token_id=1, pad_token_id=1, projection_dim=16, **more,
        )
    )  # fmt: skip


def _clip_tokens() -> CLIPTokenizer:
    letters = sorted(set("".join(WORDS)))
    names = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    return CLIPTokenizer(vocab={name: k for k, name in enumerate(names)}, merges=[], model_max_length=16)


def _t5(width: int) -> T5EncoderModel:
    return T5EncoderModel(T5Config(d_model=width, d_ff=16, d_kv=8, num_layers=1, num_heads=2, vocab_size=40))


def _t5_tokens() -> PreTrainedTokenizerFast:
    vocabulary = {name: k for k, name in enumerate(("<pad>", "</s>", "<unk>", *WORDS))}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(tokenizer_object=made, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")


_PLAIN: dict[str, Any] = {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}


def sd() -> Any:
    """Stable Diffusion 1.5 form."""
    return StableDiffusionPipeline(_vae(), _clip(), _clip_tokens(), _unet(), DDIMScheduler(steps_offset=1), **_PLAIN)


def sd_inpaint() -> Any:
    """The form with mask channels."""
    return StableDiffusionInpaintPipeline(
        _vae(), _clip(), _clip_tokens(), _unet(9), DDIMScheduler(steps_offset=1), **_PLAIN
    )


def instruct() -> Any:
    """InstructPix2Pix form."""
    return StableDiffusionInstructPix2PixPipeline(
        _vae(), _clip(), _clip_tokens(), _unet(8), DDIMScheduler(steps_offset=1), **_PLAIN
    )


def hole() -> Any:
    """The starter editor's form: InstructPix2Pix, taught to fill what is painted over in one colour."""
    return instruct()


def sdxl_unet(inside: int = 4, words: int = 32, numbers: int = 6) -> Any:
    """SDXL's denoiser, told `numbers` sizes beside the words."""
    return _unet(
        inside,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=numbers * 8 + 16,
        cross_attention_dim=words,
    )


def sdxl() -> Any:
    """SDXL form: two text encoders and Euler steps."""
    second = _clip(CLIPTextModelWithProjection)
    return StableDiffusionXLPipeline(
        _vae(), _clip(), second, _clip_tokens(), _clip_tokens(), sdxl_unet(), EulerDiscreteScheduler()
    )


def sd3() -> Any:
    """Stable Diffusion 3 form: a transformer and flow matching."""
    transformer = SD3Transformer2DModel(
        sample_size=8, patch_size=1, in_channels=4, num_layers=1, attention_head_dim=8, num_attention_heads=2,
        caption_projection_dim=16, joint_attention_dim=32, pooled_projection_dim=32, out_channels=4,
    )  # fmt: skip
    clips = [_clip(CLIPTextModelWithProjection), _clip(CLIPTextModelWithProjection)]
    return StableDiffusion3Pipeline(
        transformer, FlowMatchEulerDiscreteScheduler(), _vae(use_quant_conv=False, use_post_quant_conv=False,
        shift_factor=0.06), clips[0], _clip_tokens(), clips[1], _clip_tokens(), _t5(32), _t5_tokens(),
    )  # fmt: skip


def flux(kind: type = FluxPipeline, inside: int = 16) -> Any:
    """FLUX form: packed latents."""
    transformer = FluxTransformer2DModel(
        patch_size=1, in_channels=inside, out_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=16, pooled_projection_dim=16, axes_dims_rope=(4, 4, 8),
    )  # fmt: skip
    vae = _vae(use_quant_conv=False, use_post_quant_conv=False, shift_factor=0.06)
    return kind(FlowMatchEulerDiscreteScheduler(), vae, _clip(), _clip_tokens(), _t5(16), _t5_tokens(), transformer)


def sd_upscale() -> Any:
    """The x4 upscaler's form: the small picture beside the latents."""
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8), down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3, latent_channels=4, norm_num_groups=4,
    )  # fmt: skip
    return StableDiffusionUpscalePipeline(
        vae, _clip(), _clip_tokens(), _unet(7, num_class_embeds=1000), DDPMScheduler(),
        DDIMScheduler(steps_offset=1), max_noise_level=350, safety_checker=None, feature_extractor=None,
    )  # fmt: skip


def swin2sr() -> Any:
    """The starter upscaler's form."""
    return Swin2SRForImageSuperResolution(
        Swin2SRConfig(embed_dim=12, depths=(2,), num_heads=(2,), window_size=8, upscale=2, image_size=64)
    )


FORMS: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "sd": (sd, ("generate", "edit", "inpaint")),
    "sdxl": (sdxl, ("generate", "edit", "inpaint")),
    "sd3": (sd3, ("generate", "edit", "inpaint")),
    "flux": (flux, ("generate", "edit", "inpaint")),
    "sd-inpaint": (sd_inpaint, ("inpaint",)),
    "instruct": (instruct, ("edit",)),
    "hole": (hole, ("edit", "inpaint")),
    "sd-upscale": (sd_upscale, ("upscale",)),
    "swin2sr": (swin2sr, ("upscale",)),
}


def save(form: str, folder: Path) -> Path:
    """Write the tiny model of `form` to `folder`; the same weights each time."""
    from tests.tools import larger  # it builds upon this one

    build, capabilities = (FORMS | larger.FORMS)[form]
    torch.manual_seed(0)
    build().save_pretrained(folder)
    text = TOML.format(name=f"tiny-{form}", family=form, capabilities=json.dumps(capabilities))
    (folder / "model.toml").write_text(HEADS.get(form, "") + text + TAILS.get(form, ""))
    return folder

"""Tiny models that look at pictures, with random weights, in the hub's layout: the starter eye's form, CLIPSeg, CLIP,
SigLIP, BLIP, Florence-2 and a ResNet classifier. Each folder is what anybody's download would be, but for its size.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tokenizers
import torch
import transformers as hf
from safetensors.torch import load_file, save_file

from tests.tools.pipelines import _clip_tokens, _t5_tokens
from tools.runtime.eye import Eye

TOML = """name = "tiny-{name}"
family = "{name}"
capabilities = {capabilities}
text_encoder = "minilm"
[vocabulary]
subjects = ["dog", "house"]
many = ["dogs", "houses"]
also = ["puppy"]
colours = ["red", "blue"]
settings = ["lake", "beach"]
times = ["day", "night"]
weather = ["clear", "rain"]
styles = ["flat", "ink"]
"""
SMALL: dict[str, Any] = {
    "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
}  # fmt: skip
WORDS: dict[str, Any] = SMALL | {
    "vocab_size": 60, "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1, "max_position_embeddings": 64,
}  # fmt: skip


def eye(folder: Path) -> None:
    """The starter eye's form."""
    Eye(width=48, looking=1, reading=1, heads=2).save_pretrained(folder)


def _pixels(kind: str) -> Any:
    return getattr(hf, f"{kind}ImageProcessorPil")(size={"height": 32, "width": 32}, do_center_crop=False)


def clipseg(folder: Path) -> None:
    config = hf.CLIPSegConfig(
        text_config=WORDS, vision_config=SMALL | {"image_size": 32, "patch_size": 8}, projection_dim=16,
        extract_layers=[0, 1], reduce_dim=16, decoder_num_attention_heads=2, decoder_intermediate_size=16,
        conditional_layer=0,
    )  # fmt: skip
    hf.CLIPSegForImageSegmentation(config).save_pretrained(folder)
    hf.CLIPSegProcessor(_pixels("ViT"), _clip_tokens()).save_pretrained(folder)


def clip(folder: Path) -> None:
    config = hf.CLIPConfig(
        text_config=WORDS, vision_config=SMALL | {"image_size": 32, "patch_size": 8}, projection_dim=16
    )
    hf.CLIPModel(config).save_pretrained(folder)
    size = {"shortest_edge": 32}
    hf.CLIPProcessor(hf.CLIPImageProcessorPil(size=size, crop_size=32), _clip_tokens()).save_pretrained(folder)


def siglip(folder: Path) -> None:
    config = hf.SiglipConfig(
        text_config=WORDS | {"max_position_embeddings": 16, "projection_size": 16},
        vision_config=SMALL | {"image_size": 32, "patch_size": 8},
    )
    hf.SiglipModel(config).save_pretrained(folder)
    tokens = _t5_tokens()
    tokens.model_max_length = 16
    hf.SiglipProcessor(_pixels("Siglip"), tokens).save_pretrained(folder)


def blip(folder: Path) -> None:
    words = WORDS | {"encoder_hidden_size": 16, "sep_token_id": 1}
    config = hf.BlipConfig(
        text_config=words, vision_config=SMALL | {"image_size": 32, "patch_size": 8}, projection_dim=16
    )
    hf.BlipForConditionalGeneration(config).save_pretrained(folder)
    hf.BlipProcessor(_pixels("Blip"), _t5_tokens()).save_pretrained(folder)


def florence2(folder: Path) -> None:
    vision = {
        "embed_dim": [8, 8, 8, 8], "depths": [1, 1, 1, 1], "num_heads": [2, 2, 2, 2], "num_groups": [2, 2, 2, 2],
        "window_size": 4, "projection_dim": 16, "max_temporal_embeddings": 4, "max_position_embeddings": 8,
    }  # fmt: skip
    text = {
        "model_type": "bart", "vocab_size": 60, "d_model": 16, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16,
        "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2,
        "forced_eos_token_id": 2, "max_position_embeddings": 128,
    }  # fmt: skip
    config = hf.Florence2Config(text_config=text, vision_config=vision, image_token_id=len(_t5_tokens()))
    hf.Florence2ForConditionalGeneration(config).save_pretrained(folder)
    tokens = hf.PreTrainedTokenizerFast(
        tokenizer_object=_t5_tokens().backend_tokenizer, pad_token="<pad>", bos_token="</s>", eos_token="</s>",
        unk_token="<unk>", extra_special_tokens={"image_token": "<image>"},
    )  # fmt: skip
    pixels = hf.CLIPImageProcessorPil(size={"height": 64, "width": 64}, do_center_crop=False)
    pixels.image_seq_length = 5  # 2 x 2 places and their mean
    hf.Florence2Processor(pixels, tokens).save_pretrained(folder)


def classifier(folder: Path) -> None:
    config = hf.ResNetConfig(embedding_size=8, hidden_sizes=[8, 16], depths=[1, 1], layer_type="basic", num_labels=5)
    hf.ResNetForImageClassification(config).save_pretrained(folder)
    hf.ViTImageProcessorPil(size={"height": 32, "width": 32}).save_pretrained(folder)


def grounding_dino(folder: Path) -> None:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", "a", "the", "red", "dog", "house", "dragon"]
    pieces = tokenizers.models.WordPiece(vocab={one: at for at, one in enumerate(words)}, unk_token="[UNK]")
    wordpiece = tokenizers.Tokenizer(pieces)
    wordpiece.normalizer = tokenizers.normalizers.BertNormalizer()
    wordpiece.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    wordpiece.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    config = hf.GroundingDinoConfig(
        backbone_config=hf.SwinConfig(
            image_size=64, patch_size=4, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 2, 2, 2], window_size=4,
            out_indices=[2, 3, 4],
        ),
        text_config=hf.BertConfig(**SMALL | {"vocab_size": len(words), "max_position_embeddings": 64}),
        num_queries=12, d_model=32, encoder_layers=1, decoder_layers=2, encoder_ffn_dim=16, decoder_ffn_dim=16,
        encoder_attention_heads=2, decoder_attention_heads=2, num_feature_levels=4, max_text_len=32,
    )  # fmt: skip
    hf.GroundingDinoForObjectDetection(config).save_pretrained(folder)
    pixels = hf.GroundingDinoImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 96})
    tokens = hf.BertTokenizerFast(tokenizer_object=wordpiece, model_max_length=64)
    hf.GroundingDinoProcessor(pixels, tokens).save_pretrained(folder)


def sam(folder: Path) -> None:
    """Adapts GroundingDINO: it draws what that one boxes."""
    vision: dict[str, Any] = {
        "hidden_size": 16, "output_channels": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "image_size": 64,
        "patch_size": 16, "window_size": 2, "global_attn_indexes": [0], "num_pos_feats": 8, "mlp_dim": 16,
    }  # fmt: skip
    prompt = {"hidden_size": 16, "image_size": 64, "patch_size": 16, "mask_input_channels": 4}
    decoder: dict[str, Any] = {
        "hidden_size": 16, "mlp_dim": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "iou_head_hidden_dim": 16,
        "iou_head_depth": 2,
    }  # fmt: skip
    config = hf.SamConfig(vision_config=vision, prompt_encoder_config=prompt, mask_decoder_config=decoder)
    hf.SamModel(config).save_pretrained(folder)
    side, small = {"height": 64, "width": 64}, {"height": 16, "width": 16}
    pixels = hf.SamImageProcessorPil(
        size={"longest_edge": 64}, pad_size=side, mask_size={"longest_edge": 16}, mask_pad_size=small
    )
    hf.SamProcessor(pixels).save_pretrained(folder)


LOOKERS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "eye": (eye, ("find", "judge", "describe", "features")),
    "clipseg": (clipseg, ("find",)),
    "grounding-dino": (grounding_dino, ("find",)),
    "clip": (clip, ("judge", "likeness", "features")),
    "siglip": (siglip, ("judge", "likeness", "features")),
    "blip": (blip, ("describe",)),
    "florence2": (florence2, ("describe",)),
    "classifier": (classifier, ("features",)),
}


def save_outliner(folder: Path) -> Path:
    """Write the tiny SAM, as an adapter of GroundingDINO."""
    torch.manual_seed(0)
    sam(folder)
    lines = ['name = "tiny-sam"', 'family = "sam"', 'adapts = "grounding-dino"', 'capabilities = ["outline"]']
    (folder / "model.toml").write_text("\n".join(lines))
    return folder


def save(name: str, folder: Path) -> Path:
    """Write the tiny model of a family to `folder`; the same weights each time."""
    build, capabilities = LOOKERS[name]
    torch.manual_seed(0)
    build(folder)
    (folder / "model.toml").write_text(TOML.format(name=name, capabilities=json.dumps(capabilities)))
    return folder


def sure(name: str, folder: Path, holds: float, everywhere: float = 0.0) -> Path:
    """The tiny eye, made so sure of everything (`holds`), and of every place, as is asked for."""
    save(name, folder)
    file = next(folder.glob("*.safetensors"))
    weights = load_file(file)
    for silent in ("met.1.weight", "agrees.weigh.weight", "agrees.weigh.bias"):
        weights[silent].zero_()
    weights["met.1.bias"].fill_(holds)
    weights["spot.1.bias"][0] = everywhere
    save_file(weights, file, {"format": "pt"})
    return folder

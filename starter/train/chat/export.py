"""The GGUF: owns how weights, tokenizer and chat template become one file that llama.cpp reads. Trains nothing."""

import json
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from starter.train.chat.dictionary import dictionary
from starter.train.chat.model import Model
from starter.train.chat.tokenizer import END, SPECIAL, START, TEMPLATE

DICTIONARY = "pentimento.dictionary"
"""Where the agent looks for the words the model was taught."""
LAYER = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
}  # fmt: skip


def paired(weight: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """llama.cpp turns neighbouring pairs, we turn halves: the rows of q and k change places."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(weight.shape)


def write(model: Model, tokenizer: Tokenizer, path: Path) -> None:
    """Writes beside `path` and swaps, so that nobody loads half a model."""
    shape, fresh = model.shape, path.with_suffix(".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(str(fresh), "llama")
    writer.add_name("starter-chat")
    writer.add_license("Apache-2.0")
    writer.add_string(DICTIONARY, dictionary())
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(shape.theta)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_tokens(writer, tokenizer)
    for name, tensor in model.state_dict().items():
        values = tensor.detach().float().numpy()
        if name.endswith(("q_proj.weight", "k_proj.weight")):
            values = paired(values, shape.heads)
        writer.add_tensor(_name(name), values if values.ndim == 1 else values.astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    fresh.replace(path)


def _name(name: str) -> str:
    if not name.startswith("layers."):
        return {"embed_tokens.weight": "token_embd.weight", "norm.weight": "output_norm.weight"}[name]
    _, number, rest = name.split(".", 2)
    return f"blk.{number}.{LAYER[rest.removesuffix('.weight')]}.weight"


def _add_tokens(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    data = json.loads(tokenizer.to_str())
    vocabulary = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    kinds = [gguf.TokenType.CONTROL if token in SPECIAL else gguf.TokenType.NORMAL for token in tokens]
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in data["model"]["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(tokenizer.token_to_id(START))
    writer.add_eos_token_id(tokenizer.token_to_id(END))
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)

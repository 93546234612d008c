"""Starts two heads of the first layer as ones that look one and two tokens back: owns that surgery on a young model.

Copying the person's words needs such heads, and they form only after many steps. Training is free to change them.
"""

import torch
from torch import Tensor

from starter.train.chat.model import Model

BACK = {0: 1, 3: 2}
"""Head of the first layer, and how many tokens back it looks."""
FAST = 12
"""Pairs of rotary dimensions used: those that turn fast enough to tell neighbours apart."""
SHARPNESS = 5.0
"""How much the wanted token leads its neighbours, in logits."""


def look_back(model: Model, tokens: Tensor) -> None:
    """Write the heads; `tokens` are typical ones, in any shape. What all tokens share makes a head see position alone."""
    shape, layer = model.shape, model.layers[0]
    size = shape.width // shape.heads
    turn = shape.theta ** (-torch.arange(0, size, 2).float() / size)[:FAST]
    with torch.no_grad():
        seen = layer.input_layernorm(model.embed_tokens(tokens.flatten()))
        shared = seen.mean(0)
        along = seen @ (shared / shared.norm())
        lead = (1 - turn.cos()).sum() / size**0.5 * along.mean() ** 2
        gain = (SHARPNESS / lead) ** 0.5
        for head, back in BACK.items():
            query, key = torch.zeros(size), torch.zeros(size)
            query[:FAST] = gain
            key[:FAST], key[size // 2 : size // 2 + FAST] = gain * (turn * back).cos(), gain * (turn * back).sin()
            rows = slice(head * size, (head + 1) * size)
            layer.self_attn.q_proj.weight[rows] = torch.outer(query, shared / shared.norm())
            layer.self_attn.k_proj.weight[rows] = torch.outer(key, shared / shared.norm())

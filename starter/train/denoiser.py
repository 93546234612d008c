"""The denoiser: a stock UNet with cross-attention to MiniLM's token states. Owns its shape, schedule and loss.

v-prediction on a zero-terminal-SNR cosine schedule, trailing timesteps. Padding is not masked, since the stock
pipelines do not mask it either. Attention also at the finest level: counts and relations are decided there."""

from __future__ import annotations

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from torch import nn

from starter.train.autoencoder import CELLS, CHANNELS
from starter.train.texts import WIDTH
from tools.runtime.devices import sixteen_bits

WIDTHS = (96, 160, 192)
STEPS = 1000
MAX_WEIGHT = 5.0  # min-SNR gamma


def build(pictures_in: int = 1) -> UNet2DConditionModel:
    """With `pictures_in` 2, a picture's latents come in beside the noisy ones (the InstructPix2Pix form)."""
    model = UNet2DConditionModel(
        sample_size=CELLS,
        in_channels=CHANNELS * pictures_in,
        out_channels=CHANNELS,
        layers_per_block=1,
        block_out_channels=WIDTHS,
        down_block_types=("CrossAttnDownBlock2D",) * 3,
        up_block_types=("CrossAttnUpBlock2D",) * 3,
        cross_attention_dim=WIDTH,
        attention_head_dim=4,  # in this class the number of heads
    )
    if not torch.cuda.is_available():
        # The fused attention's backward pass is several times slower on a CPU than the plain one.
        model.set_attn_processor(AttnProcessor())
    return model.to(memory_format=torch.channels_last)


def begin_from(model: nn.Module, learnt: dict[str, torch.Tensor]) -> None:
    """Start with another denoiser's weights; input channels that it did not have start unheard."""
    weights = dict(learnt)
    own = model.state_dict()["conv_in.weight"].zero_()
    own[:, : weights["conv_in.weight"].shape[1]] = weights["conv_in.weight"]
    model.load_state_dict({**weights, "conv_in.weight": own})


def schedule() -> DDIMScheduler:
    return DDIMScheduler(
        num_train_timesteps=STEPS,
        beta_schedule="squaredcos_cap_v2",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
        steps_offset=1,
    )


class Objective:
    """The loss of one batch: how far the guessed velocity is from the true one, weighted by min-SNR, channel, place."""

    def __init__(self, device: torch.device, weights: torch.Tensor) -> None:
        """`weights` (channels): how much each of the latents counts."""
        self.keep = schedule().alphas_cumprod.to(device)
        self.weights = weights.to(device)

    def __call__(
        self,
        model: nn.Module,
        clean: torch.Tensor,
        words: torch.Tensor,
        generator: torch.Generator,
        *seen: torch.Tensor,
        places: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """`seen` are latents that the model is shown beside the noisy ones; `places` (batch, cells, cells) how much
        each place counts, 1 on average over all pictures."""
        device = clean.device
        times = torch.randint(STEPS, (len(clean),), generator=generator, device=device)
        alpha = self.keep[times].view(-1, 1, 1, 1)
        noise = torch.randn(clean.shape, generator=generator, device=device)
        noisy = alpha.sqrt() * clean + (1 - alpha).sqrt() * noise
        target = alpha.sqrt() * noise - (1 - alpha).sqrt() * clean
        given = torch.cat([noisy, *seen], 1).contiguous(memory_format=torch.channels_last)
        with sixteen_bits(device.type):
            guess = model(given, times, words).sample
        missed = (guess.float() - target).square()
        if places is not None:
            missed = missed * places[:, None]
        error = (missed.mean((2, 3)) * self.weights).mean(1)
        snr = self.keep[times] / (1 - self.keep[times])
        weight = torch.minimum(snr, torch.full_like(snr, MAX_WEIGHT)) / (snr + 1)
        # The floor keeps the noisiest steps, where composition is decided, in sight.
        weighted: torch.Tensor = (error * (weight + 0.25)).mean()
        return weighted

"""The shipped folder: owns `chat.gguf` and its `model.toml`. Measures nothing; the report fills in [measured]."""

import json
from pathlib import Path

from starter.train.chat.export import write
from starter.train.chat.training import Run

TOOLS = (
    "combine", "describe", "edit", "enhance", "find", "generate", "inpaint", "judge", "outpaint", "restyle",
    "transform", "upscale",
)  # fmt: skip
"""Those in the samples: of others the model has never heard, and the agent does not offer them to it."""
WALKS = ("undo", "redo")
"""The ways through the history in the samples, likewise: the ledger says where each leads."""
LICENCE = "Apache-2.0; trained only on sentences made by this repository's own generator"


def ship(run: Run, folder: Path) -> None:
    """Write the averaged weights and the manifest."""
    write(run.averaged(), run.tokenizer, folder / "chat.gguf")
    state = run.state
    seen = f"{state.samples} generated samples, {state.tokens / 1e6:.1f} M tokens"
    trained = f"CPU, {state.seconds / 60:.0f} min: {seen}, seed 1"
    text = (
        'name = "starter-chat"\nfamily = "llama"\ncapabilities = ["chat"]\n'
        f"tools = {json.dumps(TOOLS)}\nwalks = {json.dumps(WALKS)}\n"
        f'licence = "{LICENCE}"\ntrained = "{trained}"\n\n[measured]\n'
    )
    fresh = folder / ".model.new"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(folder / "model.toml")

"""ComfyUI's `prompt` (the graph that ran) and `workflow` (the graph as drawn). Walks links; runs nothing."""

import json
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.domain.marks import FoundRecipe, plain
from orchestrator.provenance.readers.values import number, whole

FAR: Final = 40
"""Links followed from one node: a graph may be made in a circle."""
TEXTS: Final = ("text", "string", "value", "prompt", "text_g", "text_l", "positive", "conditioning", "conditioning_1")
MODELS: Final = ("ckpt_name", "unet_name", "model_name")


def read(text: str) -> FoundRecipe | None:
    """The recipe of the first sampler in a `prompt` graph; None where it is no such graph."""
    nodes = _nodes(text)
    sampler = next((node for node in nodes.values() if _samples(node)), None)
    if sampler is None:
        return None
    graph = _Graph(nodes)
    inputs = sampler["inputs"]
    latent = graph.node(inputs.get("latent_image")) or {}
    size = latent.get("inputs", {})
    models, loras = graph.models(inputs.get("model"))
    guider = (graph.node(inputs.get("guider")) or {}).get("inputs", inputs)
    return FoundRecipe(
        writer="comfyui",
        prompt=plain(graph.text(guider.get("positive", guider.get("conditioning")))),
        negative=plain(graph.text(guider.get("negative"))),
        seed=whole(graph.value(inputs.get("seed", inputs.get("noise_seed", inputs.get("noise"))), "noise_seed")),
        steps=whole(graph.value(inputs.get("steps", inputs.get("sigmas")), "steps")),
        guidance=number(graph.value(inputs.get("cfg", guider.get("cfg")), "value")),
        strength=number(inputs.get("denoise")),
        sampler=plain(graph.value(inputs.get("sampler_name", inputs.get("sampler")), "sampler_name") or "", 80),
        width=whole(size.get("width")),
        height=whole(size.get("height")),
        model=plain(models, 200),
        loras=tuple(plain(name, 200) for name in loras[:20]),
        text=plain(text),
    )


def drawn(text: str) -> FoundRecipe | None:
    """What a `workflow` alone tells: the texts of its encoders and the first sampler's numbers."""
    try:
        nodes = json.loads(text).get("nodes")
    except (ValueError, AttributeError, RecursionError):
        return None
    if not isinstance(nodes, list):
        return None
    values = [
        (str(node.get("type", "")), node["widgets_values"])
        for node in nodes[:5000]
        if isinstance(node, Mapping) and isinstance(node.get("widgets_values"), list)
    ]
    texts = [str(said[0]) for kind, said in values if "CLIPTextEncode" in kind and said]
    numbers: list[Any] = next((said for kind, said in values if kind == "KSampler" and len(said) >= 7), [None] * 7)
    return FoundRecipe(
        writer="comfyui",
        prompt=plain(texts[0]) if texts else "",
        negative=plain(texts[1]) if len(texts) > 1 else "",
        seed=whole(numbers[0]),
        steps=whole(numbers[2]),
        guidance=number(numbers[3]),
        sampler=plain(numbers[4] or "", 80),
        strength=number(numbers[6]),
        text=plain(text),
    )


def _nodes(text: str) -> dict[str, dict[str, Any]]:
    try:
        graph = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(graph, dict) or len(graph) > 5000:
        return {}
    return {
        str(key): node
        for key, node in graph.items()
        if isinstance(node, dict) and isinstance(node.get("inputs"), dict) and isinstance(node.get("class_type"), str)
    }


def _samples(node: Mapping[str, Any]) -> bool:
    inputs = node["inputs"]
    return "Sampler" in node["class_type"] and ("latent_image" in inputs or "positive" in inputs)


class _Graph:
    """Nodes by id; a link is `[id, slot]`."""

    def __init__(self, nodes: dict[str, dict[str, Any]]) -> None:
        self._nodes = nodes

    def node(self, link: Any) -> dict[str, Any] | None:
        if isinstance(link, list) and len(link) == 2:
            return self._nodes.get(str(link[0]))
        return None

    def value(self, link: Any, *names: str) -> Any:
        """A plain value, or what the node it links to has under one of `names`."""
        for _ in range(FAR):
            node = self.node(link)
            if node is None:
                return None if isinstance(link, list | dict) else link
            link = next((node["inputs"][name] for name in (*names, "value") if name in node["inputs"]), None)
        return None

    def text(self, link: Any) -> str:
        """The words at the end of a link to a text encoder."""
        for _ in range(FAR):
            node = self.node(link)
            if node is None:
                return link if isinstance(link, str) else ""
            link = next((node["inputs"][name] for name in TEXTS if name in node["inputs"]), None)
        return ""

    def models(self, link: Any) -> tuple[str, list[str]]:
        """The checkpoint a sampler's model comes from, and the LoRAs on the way."""
        loras: list[str] = []
        for _ in range(FAR):
            node = self.node(link)
            if node is None:
                break
            inputs = node["inputs"]
            if isinstance(inputs.get("lora_name"), str):
                loras.append(inputs["lora_name"])
            if found := next((inputs[name] for name in MODELS if isinstance(inputs.get(name), str)), None):
                return found, loras
            link = inputs.get("model")
        return "", loras

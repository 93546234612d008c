"""Hand-written requests through the whole agent: `python -m benchmarks.utterances [--strangers | --newcomers]`.

Grammar, dictionary, second looks and all, as the studio runs it; what counts as right is the training's own marking.
Refuses to run any tool.
"""

import argparse
import re
import tomllib
from pathlib import Path
from typing import Any, Final, Literal

from rich.console import Console
from rich.table import Table

from orchestrator.agent.agent import Agent
from orchestrator.agent.factory import AgentSettings, open_agent
from orchestrator.agent.task import AgentFailed, AgentTask, LedgerImage
from orchestrator.domain.language import spoken
from orchestrator.domain.plan import Plan
from orchestrator.domain.prompt import NUMBERS
from starter.train.chat.marking import best_marks, rewritten
from starter.train.chat.report import utterances
from starter.train.chat.samples import HELD_OUT, NEWCOMERS, STRANGERS
from tools.catalog import specs

WEIGHTS: Final = Path(__file__).parents[1] / "starter" / "weights"
PICTURE: Final = re.compile(r"(?P<handle>#\d+) (?P<tool>\w+)(?: of (?P<parents>\S+))?: (?P<text>.*)")
MASK: Final = re.compile(r"(?P<handle>m\d+) mask on (?P<of>\S+)")
COUNTS: Final = {"a": 1, "an": 1, **{word: count for count, word in NUMBERS.items()}}
THING: Final = re.compile(rf"(?P<count>{'|'.join(COUNTS)}) (?P<rest>.+)")
SLOTS: Final = {
    **dict.fromkeys(("day", "sunset", "sunrise", "night"), "time"),
    **dict.fromkeys(("clear", "cloudy", "rain", "snow", "fog"), "weather"),
}
SIZE: Final = (4096, 2048)
"""Of every picture: large enough that no size asked for has to be enlarged to first, and two have room in one."""
Json = dict[str, Any]


def prompt_of(tags: str) -> Json:
    """The structured prompt that a ledger line shows as tags."""
    subjects: list[Json] = []
    slots: Json = {}
    for tag in tags.split(", "):
        if thing := THING.fullmatch(tag):
            count = COUNTS[thing["count"]]
            *looks, noun = thing["rest"].split()
            what = noun.removesuffix("s") if count > 1 else noun
            subjects.append({"what": what, "attributes": looks, "count": count})
        else:
            slots[SLOTS.get(tag, "setting" if "setting" not in slots else "mood")] = {"text": tag}
    return {"subjects": subjects, **slots} if subjects else slots


def task_of(item: Json, vocabulary: Json) -> AgentTask:
    """The utterance in its session."""
    images: list[LedgerImage] = []
    focus = mask = None
    known = item.get("rewrite", {}).get("prompt")
    source = known and item["expect"]["steps"][0].get("source")
    for line in item["ledger"]:
        if found := PICTURE.fullmatch(line):
            text = found["text"]
            kind: Literal["image", "upload"] = "upload" if found["tool"] == "upload" else "image"
            parents = tuple((found["parents"] or "").split(",")) if found["parents"] else ()
            prompt = known if found["handle"] == source else None if text == "photograph" else prompt_of(text)
            tool = found["tool"] if kind == "image" else None
            images.append(LedgerImage(found["handle"], kind, tool, parents, prompt, *SIZE))
        elif found := MASK.fullmatch(line):
            images.append(LedgerImage(found["handle"], "mask", of=found["of"], width=SIZE[0], height=SIZE[1]))
        elif line.startswith("focus "):
            focus = line.removeprefix("focus ")
        elif line.startswith("mask "):
            mask = line.removeprefix("mask ")
    words, made = item["words"], [image.handle for image in images if image.parents[:1] == (focus,)]
    return AgentTask(
        words, spoken(words), specs(), tuple(images), focus, made[-1] if made else None, mask,
        creativity="low", session=item["id"], vocabulary=vocabulary,
    )  # fmt: skip


def wire_of(plan: Plan) -> Json:
    """The plan as the hand-written ones are."""
    out: Json = {"intent": plan.intent.value, "about": plan.about, "image": plan.image}
    out = {key: value for key, value in out.items() if value}
    if plan.images and plan.about == "compare":
        out["images"] = [*plan.images]
    if plan.choices:
        out["choices"] = [*plan.choices]
    for step in plan.steps:
        params = {
            key: value for key, value in step.params.items() if key not in {"prompt", "negative", "instruction", "what"}
        }
        line: Json = {"tool": step.tool, **{str(role): handle for role, handle in step.inputs.items()}, **params}
        if step.region:
            line["region"] = step.region
        paints = step.tool == "generate" and "source" in step.inputs
        if len(plan.steps) > 1 and step.words and specs()[step.tool].words != "none" and not paints:
            line["words"] = step.words
        out.setdefault("steps", []).append(line)
    return out


def marked(agent: Agent, item: Json, vocabulary: Json) -> dict[str, bool]:
    """What of one utterance is understood."""
    try:
        proposal = agent.understand(task_of(item, vocabulary), {}, lambda _name, _result: None)
    except AgentFailed:
        return best_marks(item, None)
    right = best_marks(item, wire_of(proposal.plan))
    if "rewrite" in item:
        prompt = proposal.rewrite.prompt if proposal.rewrite else None
        asked = item["rewrite"]  # the agent's prompt is whole, no patch on another
        whole = {"slots": asked["slots"], "without": asked.get("without", ())}
        right["rewrite"] = right["tools"] and prompt is not None and rewritten(whole, item["words"], prompt.wire())
    return right


def main() -> None:
    """Ask all and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.utterances", description=__doc__)
    parser.add_argument("--model", default=str(WEIGHTS / "chat" / "chat.gguf"))
    parser.add_argument("--fails", action="store_true", help="name what was misunderstood")
    others = parser.add_mutually_exclusive_group()
    others.add_argument("--strangers", action="store_true", help="the requests of strangers in place of the 200")
    others.add_argument("--newcomers", action="store_true", help="what newcomers said, in place of the 200")
    asked = parser.parse_args()
    vocabulary = tomllib.loads((WEIGHTS / "paint" / "model.toml").read_text(encoding="utf-8"))["vocabulary"]
    agent = open_agent(AgentSettings(model=asked.model, threads=1))
    rows: dict[str, dict[str, list[bool]]] = {}
    console = Console()
    for item in utterances(STRANGERS if asked.strangers else NEWCOMERS if asked.newcomers else HELD_OUT):
        right = marked(agent, item, vocabulary)
        for name, good in right.items():
            for group in ("all", spoken(item["words"]), item.get("kind", "")):
                rows.setdefault(name, {}).setdefault(group, []).append(good)
        if asked.fails and not all(right.values()):
            console.print(item["id"], item["words"], [name for name, good in right.items() if not good], markup=False)
    table = Table("understood", "all", "English", "Chinese")
    for name, groups in rows.items():
        table.add_row(name, *(f"{sum(groups[key])}/{len(groups[key])}" for key in ("all", "en", "zh")))
    console.print(table)
    kinds = [kind for kind in rows["exact"] if kind not in {"all", "en", "zh", ""}]
    for kind in kinds:
        found = [rows[name].get(kind, []) for name in ("exact", "rewrite")]
        console.print(f"{kind}:", *(f"{sum(good)}/{len(good)}" for good in found), markup=False)


if __name__ == "__main__":
    main()

"""How well the shipped GGUF does on the hand-written utterances, greedy and without a grammar.

Owns asking llama.cpp and the table; what counts as right is `marking`.
"""

import json
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from llama_cpp import Llama

from starter.train.chat.marking import best_marks, read, rewritten
from starter.train.chat.samples import HELD_OUT
from starter.train.chat.tokenizer import chat
from starter.train.chat.wire import dumps

Ask = Callable[[str], str]
PICTURE = re.compile(r"(#[0-9]+) [a-z]+(?: of (#[0-9]+))?")


def opened(path: Path, threads: int = 1) -> Ask:
    """A function from a user message to the model's greedy answer."""
    model = Llama(str(path), n_ctx=2048, n_threads=threads, n_threads_batch=threads, verbose=False)

    def ask(message: str) -> str:
        tokens = model.tokenize(chat(message).encode(), add_bos=False, special=True)
        out: list[int] = []
        for token in model.generate(tokens, temp=0.0, repeat_penalty=1.0):
            if token == model.token_eos() or len(out) >= 512:
                break
            out.append(token)
        return bytes(model.detokenize(out)).decode(errors="replace")

    return ask


def utterances(path: Path = HELD_OUT) -> list[dict[str, Any]]:
    """The hand-written ones, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def focused(ledger: list[str]) -> list[str]:
    """The ledger with what the studio says behind the focus: where undo and redo lead, and the original."""
    known = [found for line in ledger if (found := PICTURE.match(line))]
    parents = {found[1]: found[2] for found in known}
    order = list(parents)
    out = []
    for line in ledger:
        focus = line.removeprefix("focus ")
        if focus != line:
            before, root = parents[focus] or order[max(order.index(focus) - 1, 0)], focus
            while parents[root]:
                root = parents[root]
            line += f", before {before}" if before != focus else ""
            line += f", original {root}" if root != focus else ""
            after = [handle for handle in order if parents[handle] == focus]
            line += f", after {after[-1]}" if after else ""
        out.append(line)
    return out


def plan_of(ask: Ask, item: dict[str, Any]) -> str:
    """The answer to call 1."""
    return ask("\n".join(["PLAN", *focused(item["ledger"]), "---", item["words"]]))


def rewrite_of(ask: Ask, item: dict[str, Any]) -> str:
    """The answer to call 2."""
    wanted = item["rewrite"]
    prompt = f"{dumps(wanted['prompt'])}\n" if wanted["call"] == "change" else ""
    head = "change medium" if wanted["call"] == "change" else wanted["call"]
    return ask(f"REWRITE {head}\n{prompt}---\n{item['words']}")


def measure(ask: Ask, items: Iterable[dict[str, Any]], fails: bool = False) -> dict[str, Any]:
    """Shares right, of all and by language."""
    rows: dict[str, list[bool]] = {}
    for item in items:
        language = "zh" if re.search(r"[\u4e00-\u9fff]", item["words"]) else "en"
        answer = plan_of(ask, item)
        found = best_marks(item, read(answer))
        if fails and not found["exact"]:
            print(
                f"{item['id']} {item['words']}\n    {' / '.join(item['ledger'][-3:])}\n"
                f"    want {dumps(item['expect'])}\n    got  {answer}"
            )
        if "rewrite" in item:
            written = rewrite_of(ask, item)
            found["rewrite"] = rewritten(item["rewrite"], item["words"], read(written))
            if fails and not found["rewrite"]:
                print(f"{item['id']} {item['words']}\n    want {dumps(item['rewrite']['slots'])}\n    got  {written}")
        for name, right in found.items():
            for group in ("all", language):
                rows.setdefault(f"{group} {name}", []).append(right)
    return {name: f"{sum(marked)}/{len(marked)}" for name, marked in sorted(rows.items())}


def report(folder: Path, fails: bool = False) -> None:
    """Print the table and write it into `model.toml`."""
    start = time.monotonic()
    items = utterances()
    table = measure(opened(folder / "chat.gguf"), items, fails)
    for name, share in table.items():
        print(f"{name:14} {share}")
    print(f"{len(items)} utterances in {time.monotonic() - start:.0f} s")
    path = folder / "model.toml"
    head = path.read_text(encoding="utf-8").split("[measured]")[0]
    figures = "\n".join(f'{name.replace(" ", "_")} = "{share}"' for name, share in table.items())
    path.write_text(f"{head}[measured]\n{figures}\n", encoding="utf-8")

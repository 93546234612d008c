"""Marks an answer against what a person expected: owns what counts as the same plan and prompt. Runs no model."""

import json
import re
from typing import Any, Final

DEFAULTS: Final = {"scale": 2, "count": 1, "amount": "medium"}
LEADS: Final = re.compile(r"^(first|then|and|now|先|再|然后|请)[\s,,]*", re.IGNORECASE)
EDGES: Final = " ,.!?;:,。!?;:"


def read(answer: str) -> dict[str, Any] | None:
    """The JSON object an answer is; None when it is none."""
    try:
        found = json.loads(answer)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def plain_plan(plan: dict[str, Any]) -> dict[str, Any]:
    """Without defaults, without the wording of questions and reasons, words without their link."""
    out = {key: value for key, value in plan.items() if key not in ("question", "reason", "choices")}
    out |= {key: sorted(plan[key]) for key in ("choices", "images") if plan.get(key)}
    if isinstance(plan.get("steps"), list):
        out["steps"] = [
            {
                key: LEADS.sub("", value).strip(EDGES) if key == "words" else value
                for key, value in step.items()
                if DEFAULTS.get(key) != value
            }
            for step in plan["steps"]
        ]
        if len(out["steps"]) == 1:
            out["steps"][0].pop("words", None)
    return out


def marks(expected: dict[str, Any], got: dict[str, Any] | None) -> dict[str, bool]:
    """Which parts of a plan are right: intent, tools, pictures, everything."""
    if got is None:
        return dict.fromkeys(("intent", "tools", "images", "exact"), False)
    want, have = plain_plan(expected), plain_plan(got)

    def tools(plan: dict[str, Any]) -> list[Any]:
        return [step.get("tool") for step in plan.get("steps", [])]

    def images(plan: dict[str, Any]) -> list[Any]:
        roles = ("source", "mask", "style")
        steps = (tuple(step.get(role) for role in roles) for step in plan.get("steps", []))
        return [plan.get("image"), sorted(plan.get("images", ())), *steps]

    intent = want["intent"] == have.get("intent")
    return {
        "intent": intent,
        "tools": intent and tools(want) == tools(have),
        "images": intent and images(want) == images(have),
        "exact": want == have,
    }


def best_marks(item: dict[str, Any], got: dict[str, Any] | None) -> dict[str, bool]:
    """Marks against what was expected, or against one of the other plans that are as right, if that fits better."""
    return max(
        (marks(plan, got) for plan in (item["expect"], *item.get("or", ()))), key=lambda found: sum(found.values())
    )


def merged(target: Any, patch: Any) -> Any:
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    out = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            out.pop(key, None)
        else:
            out[key] = merged(out.get(key), value)
    return out


def spans(prompt: Any) -> list[str]:
    """Every `from` in a prompt or patch."""
    if isinstance(prompt, dict):
        return [value if key == "from" else "" for key, value in prompt.items() if key == "from"] + [
            span for key, value in prompt.items() if key != "from" for span in spans(value)
        ]
    return [span for item in prompt for span in spans(item)] if isinstance(prompt, list) else []


def rewritten(expected: dict[str, Any], words: str, got: dict[str, Any] | None) -> bool:
    """Whether the prompt holds what was expected, no other subject, and only true copies of the words."""
    if got is None or any(span not in words for span in spans(got)):
        return False
    whole = merged(expected.get("prompt", {}), got)
    for slot, text in expected["slots"].items():
        if slot == "subjects":
            have = [
                " ".join([*subject.get("attributes", []), subject["what"]]) for subject in whole.get("subjects", [])
            ]
            if len(have) != len(text) or any(set(w.split()) - set(h.split()) for w, h in zip(text, have, strict=True)):
                return False
        elif text not in (whole.get(slot) or {}).get("text", "").lower():
            return False
    text = json.dumps(whole, ensure_ascii=False).lower()
    return not any(word in text for word in expected.get("without", ()))

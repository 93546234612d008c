"""What a file says of itself, in words for a terminal: the verdict first. Everything below it is a claim.

Owns the sentences and the exit status. Refuses to call the absence of marks a proof.
"""

from typing import Final

from orchestrator.domain.marks import Marks, Verdict

FINE: Final = 0
WRONG: Final = 1
NOTHING: Final = 3
"""Exit status where there are no credentials that could be checked; 2 is click's, for what was typed wrongly."""

SENTENCES: Final[dict[Verdict, str]] = {
    "trusted": "Whole, and signed by a studio that is known here.",
    "unknown": "Whole, but signed by somebody who is not known here: the name can be anybody's.",
    "ended": "Whole, but the certificate has run out, and no time stamp says whether it was signed in time.",
    "changed": "CHANGED since it was signed. Believe nothing of what it says.",
    "broken": "INVALID: its credentials are damaged, or were never right.",
    "elsewhere": "Not checked: its credentials are said to be at an address, which is not asked.",
}
STATUS: Final[dict[Verdict, int]] = {
    "trusted": FINE,
    "unknown": FINE,
    "ended": FINE,
    "changed": WRONG,
    "broken": WRONG,
    "elsewhere": NOTHING,
}
KINDS: Final = {
    "trainedAlgorithmicMedia": "made by an AI model",
    "compositeWithTrainedAlgorithmicMedia": "changed with an AI model",
    "algorithmicallyEnhanced": "enhanced by a program",
    "digitalCapture": "photograph",
    "digitalCreation": "made by hand on a computer",
}
"""IPTC's digital source types; the page has the same words (`found.type.*` in web/i18n)."""


def line(marks: Marks) -> str:
    """The verdict in a sentence."""
    if marks.credentials:
        return SENTENCES[marks.credentials.verdict]
    if marks.any:
        return "No credentials were found: anybody can have written what follows."
    return "No marks were found. That says nothing about how the picture was made."


def status(marks: Marks) -> int:
    """The exit status: FINE, WRONG or NOTHING."""
    return STATUS[marks.credentials.verdict] if marks.credentials else NOTHING


def facts(marks: Marks) -> list[str]:
    """What the file claims, one thing a line."""
    signed = marks.credentials
    found = {
        "kind": KINDS.get(marks.claimed or "", marks.claimed or ""),
        "signed by": signed.signer if signed else "",
        "time stamp": str(signed.signed) if signed and signed.signed else "",
        "program": (signed.generator if signed else "") or marks.creator,
        "done": ", ".join(name.removeprefix("c2pa.") for name in signed.actions) if signed else "",
        "made from": ", ".join(one.title or one.relation for one in signed.ingredients) if signed else "",
        "findings": ", ".join(signed.findings) if signed else "",
        "address": (signed.address or "") if signed else "",
        "too large to be read": ", ".join(marks.unread),
        "AIGC label": ", ".join(f"{name} {value}" for name, value in (marks.aigc or {}).items() if value),
    }
    for recipe in marks.recipes:
        numbers = {"seed": recipe.seed, "steps": recipe.steps, "model": recipe.model}
        known = ", ".join(f"{name} {value}" for name, value in numbers.items() if value not in {None, ""})
        found[f"recipe ({recipe.writer})"] = "; ".join(part for part in (recipe.prompt, known) if part)
    return [f"{name}: {_one_line(value)}" for name, value in found.items() if value]


def _one_line(text: str) -> str:
    return " ".join(text.split())

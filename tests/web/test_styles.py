"""Class names mean one thing: what a stylesheet of one room places in its grid is styled in no other room."""

import re
from collections import defaultdict
from pathlib import Path

SHEETS = Path(__file__).parents[2] / "web" / "assets" / "css"
NARROW = "phone.css"
"""Says of all rooms how they are placed on a small screen."""
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def test_what_is_placed_in_a_named_area_has_its_class_for_itself() -> None:
    named: defaultdict[str, set[str]] = defaultdict(set)
    placed: dict[str, str] = {}
    for sheet in SHEETS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors, rule in RULE.findall(text):
            for selector in selectors.split(","):
                for name in CLASS.findall(selector):
                    named[name].add(sheet.name)
                if "grid-area:" in rule and (alone := CLASS.fullmatch(selector.strip())):
                    placed[alone[1]] = sheet.name
    assert placed, "the library has such a grid"
    others = {name: named[name] - {sheet, NARROW} for name, sheet in placed.items()}
    assert {name: sheets for name, sheets in others.items() if sheets} == {}

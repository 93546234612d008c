"""Whether an image model was trained on a thing, by its manifest's vocabulary. Honest, not clever: compares nouns.

Refuses to correct anything: an unknown thing is drawn all the same, and said.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from orchestrator.domain.english import forms
from orchestrator.domain.prompt import Prompt

FREE: Final = frozenset({"times", "weathers", "weather", "colours", "colors", "styles"})
"""Vocabulary lists that name no things."""


def _parts(thing: str, trained: set[str]) -> set[str]:
    """The trained phrase that begins with `thing`, or is it but for blanks: a city in "city street", "underwater"."""
    plain = thing.lower().strip()
    return {one for one in trained if one.startswith(f"{plain} ") or one.replace(" ", "") == plain.replace(" ", "")}


def unknown(prompts: Iterable[Prompt], vocabulary: Mapping[str, list[str]]) -> list[tuple[str, str | None]]:
    """What `prompts` show and `vocabulary` does not hold: (English, the person's words). Nothing if that is empty."""
    trained = {form for name, words in vocabulary.items() if name not in FREE for word in words for form in forms(word)}
    if not trained:
        return []
    found: dict[str, str | None] = {}
    for prompt in prompts:
        things = [(subject.what, subject.source) for subject in prompt.subjects]
        things += [(prompt.setting.text, prompt.setting.source)] if prompt.setting and not prompt.setting.by else []
        things += [(prompt.lettering.text, None)] if prompt.lettering else []
        found |= {thing: source for thing, source in things if not (forms(thing) & trained or _parts(thing, trained))}
    return list(found.items())

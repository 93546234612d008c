"""What a part of a prompt is called in the language spoken: prompts are English, whoever wrote them.

Owns putting a thing's number, looks, name and place together. Refuses to translate what neither the house's vocabulary
(`orchestrator/locale`) nor the dictionary of the model has a word for: that stays as it is.
"""

from collections.abc import Mapping

from orchestrator.agent.replies import known, said
from orchestrator.domain.language import HAN, LATIN_WORD, Language
from orchestrator.domain.prompt import SLOTS, Prompt, Subject, phrase_of
from orchestrator.locale import vocabulary

Names = Mapping[str, str]
"""Chinese words by the English ones, as a small model was taught them."""


def parts_of(language: Language, prompt: Prompt, names: Names, *, plain: bool = False) -> dict[str, str]:
    """Every thing and value of `prompt` by its English phrase: in the person's own words where those are in the
    language spoken. `plain`: rather by their names, since words that asked for a change (把狗改成黑色的) are none."""
    parts: list[tuple[str, Subject | str, str | None]] = [(phrase_of(one), one, one.source) for one in prompt.subjects]
    parts += [(value.text, value.text, value.source) for slot in SLOTS if (value := getattr(prompt, slot))]
    named = {phrase: _called(language, part, names) for phrase, part, _ in parts}
    told = {phrase: name for phrase, name in named.items() if plain and not LATIN_WORD.search(name)}
    return {phrase: told.get(phrase) or own(language, source) or named[phrase] for phrase, _, source in parts}


def own(language: Language, source: str | None) -> str | None:
    """The person's words where they are in the language spoken; for English the prompt itself reads better."""
    return source if language == "zh" and source and HAN.search(source) else None


def _called(language: Language, part: Subject | str, names: Names) -> str:
    """A thing, or the value of a slot."""
    if language == "en":
        return part if isinstance(part, str) else phrase_of(part)
    if isinstance(part, str):
        return _word(part, names)
    looks = "".join(_look(look, names) for look in part.attributes)
    text = f"{looks}{_word(part.what, names)}"
    if part.count > 1:
        text = said(language, "looks.number", count=part.count, thing=text)
    place = known(language, "places", part.where or "")
    return said(language, "places.at", place=place, thing=text) if place else text


def called(language: Language, word: str) -> str | None:
    """What a word of an image model's vocabulary is in the language spoken; None where nobody has named it."""
    return next((names[word] for names in vocabulary(language).values() if word in names), None)


def coloured(language: Language, word: str) -> str | None:
    """A colour as it stands before a name (红色的), None for what is none."""
    colour = vocabulary(language).get("colours", {}).get(word)
    return colour and said(language, "looks.of", look=colour)


def _word(word: str, names: Names) -> str:
    return called("zh", word) or names.get(word) or word


def _look(word: str, names: Names) -> str:
    """An attribute as it stands before a name."""
    if colour := coloured("zh", word):
        return colour
    meant = names.get(word)
    if meant is None:
        return f"{word} "
    return meant if meant.endswith("的") or len(meant) == 1 else said("zh", "looks.of", look=meant)

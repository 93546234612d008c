"""The words that a phrase of a prompt stands for, cut to those that say it: 弹吉他的熊 is a bear, and a guitar is left.

A small model points at more than it renders, and what it points at counts as told. Owns the cutting. Refuses English,
whose words it copies one by one, and phrases that no word of the dictionary says.
"""

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import SLOTS, Phrase, Prompt, Subject


def told_by(prompt: Prompt, lexicon: Lexicon) -> Prompt:
    """`prompt`, each phrase with only the words that say it."""
    subjects = tuple(_thing(one, lexicon) for one in prompt.subjects)
    slots = {
        slot: phrase.model_copy(update={"source": _cut(phrase.source, {phrase.text}, lexicon)})
        for slot in SLOTS
        if isinstance(phrase := getattr(prompt, slot), Phrase) and phrase.source
    }
    return prompt.model_copy(update={"subjects": subjects, **slots})


def _thing(thing: Subject, lexicon: Lexicon) -> Subject:
    if not thing.source:
        return thing
    meanings = {thing.what, *thing.attributes, *([thing.where] if thing.where else [])}
    return thing.model_copy(update={"source": _cut(thing.source, meanings, lexicon)})


def _cut(source: str, meanings: set[str], lexicon: Lexicon) -> str:
    """`source` without what stands before and behind the words for `meanings`, where that says something else."""
    if not HAN.search(source):
        return source
    said = [word for word in lexicon.words_for(meanings) if HAN.search(word) and word in source]
    if not said:
        return source
    start = min(source.find(word) for word in said)
    end = max(source.rfind(word) + len(word) for word in said)
    start = start if _tells(source[:start], meanings, lexicon) else 0
    end = end if _tells(source[end:], meanings, lexicon) else len(source)
    return source[start:end]


def _tells(rest: str, meanings: set[str], lexicon: Lexicon) -> bool:
    heard = lexicon.heard(rest)
    return bool(heard["nouns"] - meanings or heard.names) if rest else False

"""What words of the person may become in a prompt: a meaning from the model's dictionary, or a copy of themselves.

For models that were taught a dictionary and little else: what they can neither look up nor copy they would make up.
Owns the forms of an English word and their grammar. Refuses to choose: that is the model's work.
"""

from collections.abc import Collection, Iterable
from typing import Final

from orchestrator.agent.grammar.gbnf import Grammar, Literal, Maybe, Node, choice, sequence, value
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.language.words import Atom
from orchestrator.domain.english import forms as singulars
from orchestrator.domain.english import happening
from orchestrator.domain.language import HAN
from orchestrator.domain.rewrite import COURTESY, FUNCTION_WORDS

CUT: Final = frozenset(",;:.!?")
"""What stands between two names: "park, trees" are no park trees."""
LONG: Final = 5
"""Letters of a word from which one slip is taken for one."""


def string_of(runs: Iterable[Node], texts: Collection[str]) -> Node | None:
    """A JSON string that is one of these; None where there are none."""
    options = [*runs, *(Literal(_inside(text)) for text in sorted(texts))]
    return sequence('"', choice(options), '"') if options else None


def english_runs(
    grammar: Grammar, pieces: list[Atom], heard: Heard, kind: str, *, names: bool = False, besides: Collection[str] = ()
) -> list[Node]:
    """Runs of the English words among `pieces` that tell something, each word in one of its forms.

    `kind` begins the names of their rules. `names`: only those that end in a noun, or in a word nobody knows.
    `besides`: words that tell nothing here.
    """
    silent = FUNCTION_WORDS | COURTESY | heard.lexicon.unsaid | {*besides}
    telling = [
        number
        for number, piece in enumerate(pieces)
        if not HAN.search(piece.text) and piece.text.lower() not in silent and not piece.text.startswith("#")
    ]
    runs: dict[int, Node] = {}
    for number in reversed(telling):
        forms = word_forms(pieces[number].text, heard)
        here = choice(Literal(_inside(form)) for form in sorted(forms))
        gap = _gap(number, telling, pieces)
        following = sequence(gap[0], runs[gap[1]]) if gap and gap[1] in runs else None
        if not names or forms & heard.lexicon.tables["nouns"].keys() or not forms & heard.lexicon.english:
            runs[number] = grammar.rule(f"{kind}{number}", sequence(here, Maybe(following)) if following else here)
        elif following:
            runs[number] = grammar.rule(f"{kind}{number}", sequence(here, following))
    return list(runs.values())


def _gap(number: int, telling: list[int], pieces: list[Atom]) -> tuple[str, int] | None:
    """What stands before the next word that tells something, right behind or behind "of", and which it is."""
    if CUT & {*pieces[number].gap}:
        return None
    if number + 1 in telling:
        return " ", number + 1
    if number + 2 in telling and pieces[number + 1].text.lower() == "of":
        return " of ", number + 2
    return None


def _inside(text: str) -> str:
    return value(text).text[1:-1]


def word_forms(word: str, heard: Heard) -> set[str]:
    """`word` in small letters, or as the dictionary has it: one of several, without a comparison, while it happens."""
    if mended := [known for known in heard.near.get(word.lower(), ()) if _slipped(word.lower(), known)]:
        return set(mended)
    plain, nouns, looks = word.lower(), heard.lexicon.tables["nouns"], heard.lexicon.tables["looks"]
    single = {form for form in singulars(plain) if form != plain and form in nouns}
    if plain.endswith("ves"):
        single |= {f"{plain[:-3]}f", f"{plain[:-3]}fe"} & nouns.keys()
    found = single if single and plain not in nouns else {plain, *single}
    others = {happening(stem) for stem in (plain, plain.removesuffix("s")) if len(stem) > 2 and stem.isalpha()}
    for ending in ("er", "est"):
        if plain.endswith(ending) and len(plain) > len(ending) + 2:
            stem = plain[: -len(ending)]
            others |= {stem, f"{stem}e", f"{stem[:-1]}y", stem[:-1] if stem[-1] == stem[-2] else stem}
    return found | set(heard.near.get(plain, ())) | others & looks.keys()


def _slipped(word: str, known: str) -> bool:
    """Whether `word` is `known` with one letter too many, too few, wrong, or two that changed places."""
    if len(word) < LONG or word[0] != known[0]:
        return False
    same = 0
    while same < min(len(word), len(known)) and word[same] == known[same]:
        same += 1
    left, right = word[same:], known[same:]
    return left[1:] in (right, right[1:]) or left == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])

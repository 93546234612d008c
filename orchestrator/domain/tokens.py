"""Texts into the tokens that search keeps and asks for: letters and digits only, so that no database can misread one.

Latin words lose case, accents and plurals; Chinese, Japanese and Korean become character bigrams, since none of the
two databases' own tokenizers finds 海滩 inside a sentence. Refuses to know any database.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

LONGEST: Final = 40
"""Characters of a word that count."""
UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff"
RUN: Final = re.compile(rf"(?P<unspaced>[{UNSPACED}]+)|(?:(?![{UNSPACED}])[^\W_])+")
"""A stretch of one kind: a script without spaces, or a word."""


def tokens(text: str) -> list[str]:
    """The tokens of a text in order; single characters of unspaced scripts follow at the end, once each."""
    found: list[str] = []
    signs: dict[str, None] = {}
    for run, unspaced in runs(text):
        if unspaced:
            found += bigrams(run)
            signs.update(dict.fromkeys(sign(char) for char in run))
        else:
            found.append(word(run))
    return [*found, *signs]


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Each stretch of a text, folded, and whether it is of a script without spaces."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for match in RUN.finditer(folded):
        yield match[0], match["unspaced"] is not None


def bigrams(run: str) -> list[str]:
    """Neighbouring characters of an unspaced stretch; none of a single one."""
    return [f"c{ord(a):06x}{ord(b):06x}" for a, b in pairwise(run)]


def sign(char: str) -> str:
    """One character of an unspaced script."""
    return f"h{ord(char):06x}"


def word(text: str) -> str:
    """A folded word: without accents and English plural; other scripts by their code points."""
    plain = _plain(text)
    return f"w{singular(plain)}" if _simple(plain) else _coded(plain)


def beginning(text: str) -> str:
    """What the tokens of longer words than `text` begin with."""
    plain = _plain(text)
    return f"w{plain}" if _simple(plain) else _coded(plain)


def mark(kind: str, value: str) -> str:
    """The token of a fact (`tool`, `edit`): the same for the same words whatever their case."""
    digest = hashlib.sha256(f"{kind}\0{fold(value)}".encode()).hexdigest()
    return f"m{digest[:15]}"


def fold(value: str) -> str:
    """A name as it is compared: without case and width, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def singular(noun: str) -> str:
    """Harman's S stemmer (1991): boats, berries and houses are found as boat, berry and house."""
    if noun.endswith("ies") and not noun.endswith(("eies", "aies")) and len(noun) > 4:
        return f"{noun[:-3]}y"
    if noun.endswith("es") and not noun.endswith(("aes", "ees", "oes")) and len(noun) > 3:
        return noun[:-1]
    if noun.endswith("s") and not noun.endswith(("us", "ss")) and len(noun) > 2:
        return noun[:-1]
    return noun


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))[:LONGEST]


def _simple(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _coded(text: str) -> str:
    return "x" + "".join(f"{ord(char):06x}" for char in text)

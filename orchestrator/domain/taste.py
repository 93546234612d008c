"""What a person likes, told from what they keep, rate and throw away: counts over structured prompts, shrunk.

Each picture says how much its maker liked it, a *verdict* v in 0..1 with a weight w (`VERDICTS`). Pictures that came of
one another are one *family* and count once for each phrase they share, with their most decided verdict, so that twenty
edits of one watercolour are one watercolour. The usual liking of a person, and their liking of a phrase f, are

    usual = (sum of w v over all families + K / 2) / (sum of w + K)
    liking(f) = (sum of w v over families with f + M usual) / (sum of w + M)

means pulled towards a prior by K and M imagined families: the m-estimate (B. Cestnik, Estimating probabilities: a
crucial task in machine learning, ECAI 1990), the posterior mean of a beta-binomial model. A phrase is told when at
least `FAMILIES` families say so and it is at least `LIFT` away from the usual. Refuses anything that a preset or the
taste itself has added: it would prove itself right.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from orchestrator.domain.additions import Additions, Slot
from orchestrator.domain.plan import Creativity
from orchestrator.domain.prompt import Prompt

K: Final = 4.0
M: Final = 2.0
FAMILIES: Final = 3
LIFT: Final = 0.1
EXAMPLES: Final = 6
Kind = Literal["prefers", "avoids"]
Where = Literal[Slot, "thing"]
"""A slot of the prompt, or a thing in the picture."""
Verdict = tuple[float, float]
"""How much a picture is liked, 0 to 1, and how much that counts."""
VERDICTS: Final[Mapping[str, Verdict]] = {
    "star": (1.0, 1.0), "5": (1.0, 1.0), "4": (0.8, 1.0), "3": (0.5, 1.0), "2": (0.2, 1.0), "1": (0.0, 1.0),
    "trash": (0.0, 1.0), "kept": (0.75, 0.5), "passed over": (0.35, 0.5), "nothing": (0.5, 0.25),
}  # fmt: skip
"""By what a person did: marks, collecting and going on from it (kept), going on from another one of the same job."""
MANNER: Final[tuple[Slot, ...]] = ("style", "light", "palette", "mood")
"""How a picture looks, whatever it shows: what medium creativity may fill in."""
PREFERRED: Final[tuple[Slot, ...]] = (*MANNER, "composition", "time", "weather")
"""What high creativity may. A place is never added: it is what a picture shows."""
AVOIDED: Final = 4
"""Phrases to avoid that one prompt gets."""
SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture as evidence; `family` is the picture that all of its family came from."""

    image: str
    family: str
    prompt: Prompt
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told of a taste. `image`s, the most telling first."""

    kind: Kind
    where: Where
    text: str
    liking: float = 0.0
    usual: float = 0.0
    families: int = 0
    liked: int = 0
    disliked: int = 0
    examples: tuple[str, ...] = ()


def verdict(marks: Iterable[str]) -> Verdict:
    """The most decided of what was done with a picture; what one regards as neither says little."""
    return max((VERDICTS[mark] for mark in (*marks, "nothing")), key=_decided)


def learned(seen: Iterable[Seen]) -> tuple[Line, ...]:
    """What the pictures tell, the surest first; empty while there is too little."""
    said: dict[tuple[Where, str], dict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    families: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        families[one.family].append(one)
        for phrase in phrases(one.prompt):
            said[phrase][one.family].append(one)
    total, weight = _sums(families.values())
    usual = (total + K / 2) / (weight + K)
    lines = [_line(where, text, having, usual) for (where, text), having in said.items()]
    told = [line for line in lines if line is not None]
    return tuple(sorted(told, key=lambda line: (-abs(line.liking - line.usual), line.where, line.text)))


def phrases(prompt: Prompt) -> set[tuple[Where, str]]:
    """What a prompt says that tells of a taste: its slots and its nouns, without what was added for the person."""
    own = prompt.own()
    found: set[tuple[Where, str]] = {("thing", subject.what.lower()) for subject in own.subjects}
    for slot in SLOTS:
        phrase = getattr(own, slot)
        unread = slot == "composition" and phrase is not None and phrase.source == phrase.text and not own.subjects
        if phrase is not None and not unread:
            found.add((slot, phrase.text.lower()))
    return found


def additions(lines: Iterable[Line], creativity: Creativity) -> Additions | None:
    """What a taste adds to a new picture: nothing at low creativity, its manner at medium; None where it is nothing."""
    if creativity == "low":
        return None
    slots: dict[Slot, str] = {}
    avoid: list[str] = []
    for line in lines:
        if line.kind == "avoids":
            avoid.append(line.text)
        elif line.where != "thing" and line.where in (MANNER if creativity == "medium" else PREFERRED):
            slots.setdefault(line.where, line.text)
    return Additions(by="taste", slots=slots, avoid=tuple(avoid[:AVOIDED])) if slots or avoid else None


def _decided(verdict: Verdict) -> float:
    return abs(verdict[0] - 0.5) * verdict[1]


def _spokesman(family: list[Seen]) -> Seen:
    """The picture with the most decided verdict; of equals the newest."""
    return max(family, key=lambda one: (_decided(one.verdict), one.image))


def _sums(families: Iterable[list[Seen]]) -> tuple[float, float]:
    """Of each family its most decided verdict: the sums of w v and of w."""
    chosen = [_spokesman(family).verdict for family in families]
    return sum(liked * weight for liked, weight in chosen), sum(weight for _, weight in chosen)


def _line(where: Where, text: str, having: Mapping[str, list[Seen]], usual: float) -> Line | None:
    total, weight = _sums(having.values())
    liking = (total + M * usual) / (weight + M)
    kind: Kind = "prefers" if liking > usual else "avoids"
    best = [_spokesman(family) for family in having.values()]
    agreeing = [one for one in best if (one.verdict[0] > 0.5) == (kind == "prefers") and one.verdict[0] != 0.5]
    fits = kind == "avoids" or where in PREFERRED
    if not fits or len(agreeing) < FAMILIES or abs(liking - usual) < LIFT:
        return None
    telling = sorted(agreeing, key=lambda one: (_decided(one.verdict), one.image), reverse=True)
    return Line(
        kind, where, text, round(liking, 3), round(usual, 3), len(having),
        liked=sum(one.verdict[0] > 0.5 for one in best), disliked=sum(one.verdict[0] < 0.5 for one in best),
        examples=tuple(one.image for one in telling[:EXAMPLES]),
    )  # fmt: skip

"""Words for scenes: owns both written forms, comma tags (what the product sends) and free English.

Refuses to say anything the scene does not hold; leaving things out is allowed, since people do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from starter.world.held_out import FIRST_SEED
from starter.world.scene import Element, Scene
from starter.world.vocabulary import PLACES, SEASONS, STYLES, TIMES, WEATHERS
from starter.world.words.compositions import abstract_tags, abstract_words
from starter.world.words.nouns import Speaker, plain

LONGEST = 28  # words and stops; the encoder reads 32 tokens, two of them its own
WHERE = {"left": ("on the left", "on the left side", "to the left"), "centre": ("in the middle", "in the centre"),
         "right": ("on the right", "on the right side", "to the right")}  # fmt: skip
STANDS: dict[str, tuple[str, ...]] = {
    "left of": ("to the left of", "left of", "on the left of"),
    "right of": ("to the right of", "right of", "on the right of"),
    "beside": ("beside", "next to", "by the side of"),
    "in front of": ("in front of", "standing in front of"),
    "behind": ("behind", "standing behind"),
    "above": ("above", "over", "in the air above"),
}
RISING = ("the sun is rising {place}", "sunrise {place}", "a rising sun {place}", "the morning sun comes up {place}")
SETTING = ("a sunset {place}", "the sun is setting {place}", "an evening view {place}")
TRAINED = (
    "{what} {where} {when} {sky}",
    "{what} {where} {when} {sky}",
    "{where} {what} {when} {sky}",
    "{what} {when} {where} {sky}",
    "{what} {sky} {where} {when}",
    "there {is} {what} {where} {when} {sky}",
    "{when}, {what} {where} {sky}",
    "{what}. {where}. {when}. {sky}",
    "a scene {where} with {what} {when} {sky}",
    "{what} seen {where} {when} {sky}",
)
FRESH = (
    "I would like to see {what} {where} {when} {sky}",
    "{when} {where}: {what} {sky}",
    "picture {what} {where}, {when} {sky}",
    "please draw {what} {where} {when} {sky}",
    "a view {where} {when} showing {what} {sky}",
)


def elements(scene: Scene) -> list[str]:
    """The things in the picture, plainly named: what the agent calls the element list."""
    return [plain(e) for e in scene.elements]


def tags(scene: Scene) -> str:
    """The product's own form, with everything said once, in its fixed order."""
    if scene.abstract:
        return ", ".join(abstract_tags(scene.abstract, scene.style))
    parts = []
    for k, element in enumerate(scene.elements):
        relation = f"{STANDS[element.relation][0]} the {scene.elements[0].subject}" if element.relation else ""
        where = relation or (
            WHERE[element.position][0] if element.position != "centre" and not _relation(scene, k) else ""
        )
        parts.append(f"{plain(element)} {where}".rstrip())
    weather = scene.weather if scene.weather != "clear" else ""
    parts += [word for word in (scene.place, scene.time, weather, scene.season, scene.style) if word]
    return ", ".join(parts)


def captions(scene: Scene, count: int = 3, *, fresh: bool | None = None) -> list[str]:
    """Different ways to say the scene, every other one in the tag form. The same scene gives the same words.

    `fresh` wordings never occur in training; scenes of held-out seeds get them unless told otherwise."""
    speaker = Speaker(random.Random(scene.seed * 7919 + 3), fresh=scene.seed >= FIRST_SEED if fresh is None else fresh)
    if scene.abstract:
        return [abstract_words(scene.abstract, scene.style, speaker) for _ in range(count)]
    return [_short(scene, speaker, _tag_form if k % 2 == 0 else _sentence) for k in range(count)]


def _short(scene: Scene, speaker: Speaker, say: Callable[[Scene, Speaker], str]) -> str:
    """The first of a few sayings that the text encoder will not cut off."""
    sayings = (say(scene, speaker) for _ in range(6))
    return next((text for text in sayings if len(re.findall(r"[\w'-]+|[,.:]", text)) <= LONGEST), tags(scene))


def _relation(scene: Scene, index: int) -> bool:
    """Whether a relation already says where this element stands."""
    return bool(scene.elements[index].relation) or (index == 0 and any(e.relation for e in scene.elements))


def _where(element: Element, scene: Scene, speaker: Speaker) -> str:
    if element.position == "centre":
        told = element.count == 1 and speaker.rng.random() < 0.12
    else:
        told = len(scene.elements) == 1 or speaker.rng.random() < 0.7
    return speaker.one_of(WHERE[element.position]) if told else ""


def _things(scene: Scene, speaker: Speaker, *, tagged: bool) -> list[str]:
    """A phrase for each element; two in a relation share one."""
    rng = speaker.rng
    if len(scene.elements) == 2 and scene.elements[1].relation:
        first, second = scene.elements
        word = speaker.one_of(STANDS[second.relation])
        if tagged and rng.random() < 0.6:
            return [speaker.phrase(first), f"{speaker.phrase(second)} {word} the {first.subject}"]
        return [f"{speaker.phrase(second)} {word} {speaker.phrase(first)}"]
    parts = [f"{speaker.phrase(e)} {_where(e, scene, speaker)}".rstrip() for e in scene.elements]
    if len(parts) > 1 and rng.random() < 0.3:
        rng.shuffle(parts)
    return parts


def _tag_form(scene: Scene, speaker: Speaker) -> str:
    rng = speaker.rng
    parts = _things(scene, speaker, tagged=True)
    if not parts and rng.random() < 0.4:
        parts.append("a landscape")
    if not scene.elements or rng.random() < 0.95:
        parts.append(scene.place if rng.random() < 0.85 else speaker.one_of(PLACES[scene.place]))
    if rng.random() < 0.94:
        parts.append(scene.time if rng.random() < 0.85 else speaker.one_of(TIMES[scene.time]))
    if scene.weather != "clear" or rng.random() < 0.1:
        parts.append(scene.weather if rng.random() < 0.8 else speaker.one_of(WEATHERS[scene.weather]))
    if scene.season:
        parts.append(scene.season)
    if scene.style:
        parts.append(scene.style if rng.random() < 0.5 else speaker.one_of(STYLES[scene.style]))
    return ", ".join(parts)


def _sentence(scene: Scene, speaker: Speaker) -> str:
    rng = speaker.rng
    where, when = speaker.one_of(PLACES[scene.place]), speaker.one_of(TIMES[scene.time])
    sky = speaker.one_of(WEATHERS[scene.weather]) if scene.weather != "clear" or rng.random() < 0.1 else ""
    if scene.season:
        sky = f"{sky} {speaker.one_of(SEASONS[scene.season])}".strip()
    if rng.random() < 0.06:
        when = ""
    if not scene.elements:
        text = _empty(scene, speaker, where, when, sky)
    else:
        form = rng.choice(FRESH if speaker.fresh else TRAINED)
        things = _things(scene, speaker, tagged=False)
        verb = "are" if things[0].startswith(("two", "three")) else "is"
        text = form.format(what=" and ".join(things), where=where, when=when, sky=sky, **{"is": verb})
    return _styled(_tidy(text), scene, speaker)


def _empty(scene: Scene, speaker: Speaker, where: str, when: str, sky: str) -> str:
    if scene.time in ("sunrise", "sunset") and speaker.rng.random() < 0.6:
        form = speaker.rng.choice(RISING if scene.time == "sunrise" else SETTING)
        return f"{form.format(place=where if speaker.rng.random() < 0.75 else '')} {sky}"
    article = "an" if scene.place[0] in "aeiou" else "a"
    bare = f"{article} {scene.place}" if scene.place not in ("under water", "space", "mountains") else f"a view {where}"
    return speaker.rng.choice(
        (f"{bare} {when} {sky}", f"a landscape {where} {when} {sky}", f"{where} {when} {sky}, nothing else")
    )


def _styled(text: str, scene: Scene, speaker: Speaker) -> str:
    if not scene.style:
        return text
    phrase = speaker.one_of(STYLES[scene.style])
    names_things = text.startswith(("a ", "an ", "two ", "three "))
    if names_things and phrase.startswith(("a ", "an ")) and speaker.rng.random() < 0.5:
        return f"{phrase} of {text}"
    return f"{phrase}: {text}" if speaker.rng.random() < 0.15 else f"{text}, {phrase}"


def _tidy(text: str) -> str:
    """Empty slots leave no stray spaces, commas or full stops."""
    text = " ".join(text.split()).replace(" ,", ",").replace(" .", ".")
    while ". ." in text or ".." in text:
        text = text.replace(". .", ".").replace("..", ".")
    return text.strip(" ,.:")

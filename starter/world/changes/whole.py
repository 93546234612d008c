"""Changes of the whole picture: hour, weather, season, technique, place. Owns what each does to the record."""

from __future__ import annotations

from dataclasses import replace

from starter.world.changes.record import Change, Made
from starter.world.layout import arranged
from starter.world.places import PLACES as LANDS
from starter.world.scene import Scene
from starter.world.vocabulary import GREEN_PLACES, PLACES, SEASONS, STYLES, TIMES, WEATHERS
from starter.world.words.nouns import Speaker, counted
from starter.world.words.orders import said

NAMES: dict[str, tuple[str, ...]] = {
    "clear": ("clear", "clear weather"), "cloudy": ("cloudy", "more clouds"), "rain": ("rain", "rainy"),
    "snow": ("snow", "snowy"), "fog": ("fog", "foggy"),
}  # fmt: skip


def time(scene: Scene, speaker: Speaker) -> Change:
    hour = speaker.rng.choice([t for t in TIMES if t != scene.time])
    words = said("time", speaker, time=hour, when=speaker.one_of(TIMES[hour]))
    return Change("time", words, scene, replace(scene, time=hour))


def weather(scene: Scene, speaker: Speaker) -> Made:
    if not LANDS[scene.place].outdoors:
        return None
    chosen = speaker.rng.choice([w for w in WEATHERS if w != scene.weather])
    words = said("weather", speaker, weather=speaker.rng.choice(NAMES[chosen]), sky=speaker.one_of(WEATHERS[chosen]))
    return Change("weather", words, scene, replace(scene, weather=chosen))


def season(scene: Scene, speaker: Speaker) -> Made:
    if scene.place not in GREEN_PLACES:
        return None
    chosen = speaker.rng.choice([s for s in SEASONS if s != scene.season])
    words = said("season", speaker, season=chosen, when=speaker.one_of(SEASONS[chosen]))
    return Change("season", words, scene, replace(scene, season=chosen))


def style(scene: Scene, speaker: Speaker) -> Change:
    chosen = speaker.rng.choice([s for s in STYLES if s not in (scene.style, "" if scene.style else "flat")])
    phrase = speaker.one_of(STYLES[chosen]).removeprefix("as ")
    manner = phrase.startswith(("in ", "like ", "painted ", "swirling "))
    words = said("manner" if manner else "style", speaker, style=phrase)
    return Change("style", words, scene, replace(scene, style=chosen))


def place(scene: Scene, speaker: Speaker) -> Change:
    chosen = speaker.rng.choice([p for p in PLACES if p != scene.place])
    elements = tuple(replace(e, spots=()) for e in scene.elements)
    sky = scene.weather if LANDS[chosen].outdoors else "clear"
    leaves = scene.season if chosen in GREEN_PLACES else ""
    after = arranged(replace(scene, place=chosen, weather=sky, season=leaves, elements=elements))
    bare = chosen if chosen in ("space", "under water", "mountains") else counted(1, [], chosen)
    words = said("place", speaker, place=bare, where=speaker.one_of(PLACES[chosen]))
    return Change("place", words, scene, after)

"""The hour, the weather and the season of a picture and what they do to colours. Refuses shapes."""

from __future__ import annotations

from dataclasses import dataclass

from starter.world.colours import Rgb, mix

Factors = tuple[float, float, float]
# What the light of that time multiplies the ground by, and (milder, so that it can be named) what stands on it.
GROUND: dict[str, Factors] = {
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.86, 0.64, 0.62),
    "sunrise": (1.0, 0.92, 0.84),
    "night": (0.30, 0.36, 0.58),
}
FRONT: dict[str, Factors] = {
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.98, 0.83, 0.78),
    "sunrise": (1.0, 0.97, 0.90),
    "night": (0.74, 0.77, 0.92),
}
MIST: dict[str, Rgb] = {
    "day": (222, 228, 234),
    "sunset": (226, 180, 166),
    "sunrise": (246, 228, 212),
    "night": (74, 84, 116),
}
DULL = frozenset({"cloudy", "rain", "snow", "fog"})


@dataclass(frozen=True, slots=True)
class Light:
    time: str = "day"
    weather: str = "clear"
    season: str = ""

    @property
    def night(self) -> bool:
        return self.time == "night"

    @property
    def snowy(self) -> bool:
        return self.season == "winter" or self.weather == "snow"

    def ground(self, colour: Rgb) -> Rgb:
        """A colour of the land in this light; dull weather takes some of it away."""
        lit = times(colour, GROUND[self.time])
        if self.weather in DULL:
            grey = round(sum(lit) / 3 * 0.94)
            lit = mix(lit, (grey, grey, grey), 0.28)
        return lit

    @property
    def front(self) -> Factors:
        return FRONT[self.time]

    @property
    def mist(self) -> Rgb:
        return MIST[self.time]


def times(colour: Rgb, factors: Factors) -> Rgb:
    red, green, blue = (min(255, round(c * k)) for c, k in zip(colour, factors, strict=True))
    return (red, green, blue)

"""The words of the painted world and the colours they stand for: owns every list a caption or a manifest may quote.

Refuses drawing and sampling: a word here means nothing until `subjects` or `places` can paint it."""

Rgb = tuple[int, int, int]

COLOURS: dict[str, Rgb] = {
    "red": (214, 40, 40),
    "orange": (245, 135, 20),
    "yellow": (250, 212, 30),
    "green": (52, 158, 62),
    "blue": (38, 92, 214),
    "purple": (138, 58, 184),
    "pink": (248, 130, 180),
    "white": (246, 246, 246),
    "black": (40, 40, 46),
    "brown": (138, 88, 46),
}
# The colour a subject has when nobody names one.
NATURAL: dict[str, str] = {
    "house": "red", "castle": "grey", "lighthouse": "red", "windmill": "white", "tent": "orange",
    "boat": "white", "car": "red", "train": "green", "balloon": "red", "tree": "green", "palm tree": "green",
    "cactus": "green", "sunflower": "yellow", "tulip": "red", "mushroom": "red", "dog": "brown", "cat": "orange",
    "bird": "blue", "fish": "orange", "person": "blue", "snowman": "white",
}  # fmt: skip
GREY: Rgb = (150, 152, 160)

SUBJECTS: tuple[str, ...] = tuple(NATURAL)
# Words a person may use instead; the first is the plain one. The text encoder carries most others by nearness.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "house": ("house", "cottage", "cabin", "home"),
    "castle": ("castle", "fortress"),
    "lighthouse": ("lighthouse",),
    "windmill": ("windmill",),
    "tent": ("tent",),
    "boat": ("boat", "sailboat", "sailing boat"),
    "car": ("car", "automobile"),
    "train": ("train", "steam train", "locomotive"),
    "balloon": ("balloon", "hot-air balloon"),
    "tree": ("tree", "oak tree"),
    "palm tree": ("palm tree", "palm"),
    "cactus": ("cactus",),
    "sunflower": ("sunflower", "flower"),
    "tulip": ("tulip",),
    "mushroom": ("mushroom", "toadstool"),
    "dog": ("dog", "puppy"),
    "cat": ("cat", "kitten"),
    "bird": ("bird", "little bird"),
    "fish": ("fish",),
    "person": ("person", "man", "girl", "child"),
    "snowman": ("snowman",),
}
PLURALS: dict[str, str] = {
    "cactus": "cacti", "fish": "fish", "person": "people", "snowman": "snowmen", "fortress": "fortresses",
    "puppy": "puppies", "man": "men", "child": "children",
}  # fmt: skip

# Each place with the phrases that put something there.
PLACES: dict[str, tuple[str, ...]] = {
    "beach": ("on a beach", "on the beach", "at the seaside", "on a sandy shore"),
    "lake": ("by a lake", "beside a lake", "at the lake", "near a lake"),
    "meadow": ("in a meadow", "in a green meadow", "on the grass", "in a field"),
    "forest": ("in a forest", "in the forest", "in the woods", "among the trees"),
    "desert": ("in the desert", "in a desert", "among sand dunes"),
    "mountains": ("in the mountains", "before the mountains", "in front of mountains"),
    "snowfield": ("in a snowy field", "in the snow", "on a snowfield", "in a winter landscape"),
    "city": ("in the city", "in a city", "in town", "in front of skyscrapers"),
    "sea": ("at sea", "on the sea", "on the ocean", "in the middle of the sea"),
}
TIMES: dict[str, tuple[str, ...]] = {
    "day": ("during the day", "in daylight", "at noon", "by day"),
    "sunset": ("at sunset", "at dusk", "in the evening"),
    "sunrise": ("at sunrise", "at dawn", "with the rising sun"),
    "night": ("at night", "by night", "in the moonlight", "under the stars"),
}
WEATHERS: dict[str, tuple[str, ...]] = {
    "clear": ("under a clear sky", "in fine weather"),
    "cloudy": ("under a cloudy sky", "with clouds", "on a cloudy day"),
    "rain": ("in the rain", "on a rainy day", "while it rains"),
    "snow": ("in falling snow", "while it snows", "with snowflakes"),
    "fog": ("in fog", "in the mist", "on a foggy day"),
}
POSITIONS: dict[str, float] = {"left": 0.30, "centre": 0.5, "right": 0.70}


def colour_of(name: str) -> Rgb:
    """The paint for a colour word; castles are grey only when nobody asks for a colour."""
    return GREY if name == "grey" else COLOURS[name]


def plural(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    many = PLURALS.get(last, last + "s")
    return f"{head} {many}" if head else many

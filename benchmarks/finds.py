"""Fills a studio with pictures that have words, marks and vectors; the same ones each time. Measures nothing."""

import random
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import func, insert, select, text

from benchmarks.chains import learn
from orchestrator.bootstrap import Studio
from orchestrator.db.base import new_id
from orchestrator.db.models import Find, Image, StudioSession, Tag, Turn, Vector
from orchestrator.domain.job import Phase, TurnState
from orchestrator.services.library import meaning
from orchestrator.services.library.search_index import tokens_of

SESSION: Final = 40
AT_ONCE: Final = 10_000
BEGAN: Final = 1_767_225_600.0
"""2026-01-01: all pictures lie in that year."""
YEAR: Final = 365 * 86_400.0
PRIME: Final = 1_000_003
RARE: Final = "ornithopter"
COLOURS: Final = ("red", "blue", "white", "green", "yellow", "black", "orange")
THINGS: Final = ("house", "boat", "cat", "dog", "tree", "lighthouse", "windmill", "horse", "bird", "castle", "kitten")
PLACES: Final = ("lake", "beach", "forest", "mountains", "city", "meadow", "sea", "desert")
TIMES: Final = ("sunset", "night", "morning", "winter", "storm", "fog")
CHINESE: Final = ("夕阳下的海滩", "湖边的红房子", "画一只猫", "夜晚的城市", "森林里的鹿", "海边的灯塔", "把它变成冬天")
TOOLS: Final = ("generate", "generate", "edit", "edit", "inpaint", "upscale", "enhance")


def have(house: Studio) -> int:
    """How many pictures there are."""
    with house.means.database.read() as db:
        return db.scalar(select(func.count()).select_from(Find)) or 0


def fill(house: Studio, user: str, size: int) -> list[str]:
    """Pictures up to number `size` with both vectors, on from those that are there; three of their ids."""
    there, postgresql = have(house), not house.means.database.sqlite
    if postgresql and there < size:  # one by one, a million entries of the inverted index take most of an hour
        _execute(house, "DROP INDEX IF EXISTS ix_finds_text_tokens")
    for at in range(there, size, AT_ONCE):
        _some(house, user, range(at, min(size, at + AT_ONCE)))
    if postgresql:
        index = "ix_finds_text_tokens ON finds_text USING gin (tokens) WITH (fastupdate = off)"
        _execute(house, f"CREATE INDEX IF NOT EXISTS {index}")
    learn(house)
    with house.means.database.read() as db:
        return list(db.scalars(select(Vector.image_id).where(Vector.kind == "look").limit(3)))


def _execute(house: Studio, statement: str) -> None:
    with house.means.database.write() as db:
        db.execute(text(statement))


def _some(house: Studio, user: str, numbers: range) -> None:
    rng = random.Random(numbers.start)
    sessions: list[dict[str, Any]] = []
    turns: list[dict[str, Any]] = []
    images: list[dict[str, Any]] = []
    finds: list[dict[str, Any]] = []
    tags: list[dict[str, Any]] = []
    for number in numbers:
        when = BEGAN + YEAR * (number * 7919 % PRIME) / PRIME  # half a minute apart, in no order
        if number % SESSION == 0 or not sessions:
            title = f"{rng.choice(COLOURS)} {rng.choice(THINGS)} {number}"
            sessions.append({"id": new_id(), "user_id": user, "title": title, "images": SESSION, "masks": 0,
                             "seq": 0, "created": when, "updated": when})  # fmt: skip
        session, title = sessions[-1]["id"], sessions[-1]["title"]
        shown = f"a {rng.choice(COLOURS)} {rng.choice(THINGS)}, {rng.choice(PLACES)}, {rng.choice(TIMES)}"
        if number % 50_021 == 17:
            shown += f", {RARE}"
        said = rng.choice(CHINESE) if rng.random() < 0.3 else f"paint {shown}, please"
        turns.append(
            {
                "id": new_id(), "session_id": session, "user_id": user, "state": TurnState.DONE,
                "phase": Phase.OVER, "dry": False, "text": said, "language": "en", "request": {}, "results": {},
                "created": when, "cancel_requested": False, "token": 0, "attempt": 0, "not_before": 0.0,
            }
        )  # fmt: skip
        recipe = {"tool": "generate", "params": {"prompt": shown}, "seed": number % 100_000, "model": "starter-paint"}
        rated = rng.random()
        image = {
            "id": new_id(), "session_id": session, "user_id": user, "turn_id": turns[-1]["id"], "slot": 0,
            "handle": f"#{number % SESSION + 1}", "kind": "image", "tool": rng.choice(TOOLS), "blob": "0" * 64,
            "thumb": "0" * 64, "width": 256, "height": 256, "alt": shown, "prompt": None, "recipe": recipe,
            "scores": {}, "rating": rng.randrange(1, 6) if rated < 0.2 else None, "star": rated > 0.95,
            "created": when,
        }  # fmt: skip
        images.append(image)
        tagged = ["harbour"] if number % 500 == 3 else []
        tags += [{"image_id": image["id"], "folded": one, "name": one, "user_id": user} for one in tagged]
        words = tokens_of(Image(**image), title, said, tagged, [])
        finds.append({"image_id": image["id"], "moment": int(when * 1000), **words})
    with house.means.database.write() as db:
        for kind, rows in ((StudioSession, sessions), (Turn, turns), (Image, images), (Find, finds), (Tag, tags)):
            if rows:
                db.execute(insert(kind), rows)
        near = [(one["image_id"], one["moment"]) for one in finds]
        db.execute(insert(Vector), _vectors(near, user, numbers.start))


def _vectors(ids: Sequence[tuple[str, int]], user: str, seed: int) -> list[dict[str, Any]]:
    """Random directions around a few dozen centres: searching is as much work as with real ones."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(48, meaning.WIDTH))
    rows = []
    for kind, space in (("meaning", meaning.SPACE), ("look", "bench")):
        points = centres[rng.integers(0, 48, len(ids))] + rng.normal(size=(len(ids), meaning.WIDTH))
        points /= np.linalg.norm(points, axis=1, keepdims=True)
        for number, ((one, moment), point) in enumerate(zip(ids, points.astype(np.float16), strict=True)):
            rows.append(
                {
                    "image_id": one, "kind": kind, "user_id": user, "moment": moment, "space": space,
                    "made": BEGAN + seed + number, "data": point.tobytes(),
                }
            )  # fmt: skip
    return rows

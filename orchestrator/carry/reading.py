"""`pentimento.json` of a zip as a graph: bounded before it is read, and read part by part.

Whoever wrote it may have meant harm: what is too much, or holds together nowhere, is refused in a sentence that says
where. Refuses to know the zip around it.
"""

import math
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from orchestrator.carry.bundle import FORMAT, MOST_IMAGES, VERSION, Bundle, Edge, Image, Job, Session, Turn
from orchestrator.carry.parts import LONGEST, Part
from orchestrator.domain.errors import BadRequest, TooLarge
from orchestrator.domain.modest import INTEGERS

MOST_VALUES: Final = 3_000_000
"""Of JSON, in a graph: a picture with its turn and its job has some 350, so that the most pictures have 1.7 million."""
MOST_OF_ONE: Final = 30_000
"""Of JSON, in one picture, turn or job: eight steps of a thousand values each."""
DEEPEST: Final = 40
"""Levels of JSON."""
HIGHEST: Final = 500_000
"""Number of a handle: six digits are all there are, and a session that arrives must be able to go on."""
PARTS: Final[tuple[tuple[str, type[Part], int], ...]] = (
    ("images", Image, MOST_IMAGES), ("edges", Edge, 10 * MOST_IMAGES), ("turns", Turn, MOST_IMAGES),
    ("jobs", Job, 4 * MOST_IMAGES),
)  # fmt: skip

Made = TypeVar("Made", bound=Part)


def parsed(data: bytes) -> Bundle:
    """The graph in `pentimento.json`.

    Raises:
        TooLarge: there is far more in it than in the largest.
        BadRequest: it is none, is of another version, or does not hold together; the sentence says what is wrong.
    """
    # Counted as they stand: each but the first of an object or a list comes behind a comma. Once read, each takes 64
    # bytes and more.
    if sum(data.count(sign) for sign in (b",", b"{", b"[")) > MOST_VALUES:
        raise TooLarge("The zip's graph has more values than the most pictures need.")
    try:
        values = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise BadRequest("The zip's pentimento.json is not JSON.") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BadRequest("This zip was not made by Pentimento: its pentimento.json says something else.")
    if values.get("version") not in range(1, VERSION + 1):
        raise BadRequest("This zip was made by another version of Pentimento that this one cannot read.")
    if len(values) > len(Bundle.model_fields) + 10:
        raise BadRequest("The zip's graph has more parts than a graph has.")
    # One by one, since a validator notes all that is wrong with a list before it says so: a kilobyte for each `{}`.
    for name, kind, most in PARTS:
        listed = values.get(name)
        if isinstance(listed, list):
            if len(listed) > most:
                raise TooLarge(f"The zip's graph has more than {most} {name}.")
            values[name] = [_checked(kind, one, f"{name}.{number}") for number, one in enumerate(listed)]
    values["session"] = _checked(Session, values.get("session"), "session")
    for name in values.keys() - {name for name, *_ in PARTS} - {"session"}:
        _see_texts(values[name])
    made = _checked(Bundle, values, "")
    handles = chain((one.handle for one in made.images), *(job.handles for job in made.jobs))
    if max((int(handle[1:]) for handle in handles), default=0) > HIGHEST:
        raise BadRequest(f"A picture in the zip has a number over {HIGHEST}.")
    return made


def _checked(kind: type[Made], value: Any, where: str) -> Made:
    """One part of the graph, or of all the graph whose parts were seen before.

    Raises:
        BadRequest: it is none; says where.
    """
    if where:
        _see_texts(value)
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(filter(None, (where, *map(str, first["loc"]))))[:80]
        what = f"{place}: {first['msg']}" if first["loc"] else first["msg"].removeprefix("Value error, ")
        raise BadRequest(f"The zip's graph does not hold together: {what}") from None


def _see_texts(values: Any) -> None:
    """No control characters anywhere, keys included, no numbers that no row holds, and no bottomless nesting."""
    waiting: list[Iterator[Any]] = [iter([values])]
    seen = 0
    while waiting:
        seen += 1
        if seen > MOST_OF_ONE:
            raise BadRequest("A part of the zip's graph has more values than any has.")
        value = next(waiting[-1], waiting)
        if value is waiting:
            waiting.pop()
            continue
        if len(waiting) > DEEPEST:
            raise BadRequest("The zip's graph is nested too deeply.")
        if isinstance(value, int) and not -INTEGERS <= value < INTEGERS:
            raise BadRequest("A number in the zip has more than 64 bits.")
        if isinstance(value, float) and not math.isfinite(value):
            raise BadRequest("A number in the zip is larger than any number.")  # 1e999, which is JSON
        if isinstance(value, str):
            if len(value) > LONGEST:
                raise BadRequest(f"A text in the zip has more than {LONGEST} characters.")
            if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t\r" for char in value):
                raise BadRequest("A text in the zip has characters that no text needs.")
        elif isinstance(value, dict):
            waiting.append(chain.from_iterable(value.items()))
        elif isinstance(value, list):
            waiting.append(iter(value))

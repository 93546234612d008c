"""Numbers out of foreign values: right ones, or none."""

import math
from typing import Any


def whole(value: Any) -> int | None:
    """A whole number from 0 to below 2^63, or None."""
    found = number(value) if not isinstance(value, int) else value
    if found is None or isinstance(value, bool) or found != int(found):
        return None
    exact = (
        int(value) if isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal()) else int(found)
    )
    return exact if 0 <= exact < 2**63 else None


def number(value: Any) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 40:
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None

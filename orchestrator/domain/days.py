"""Days as people name them in a search, as milliseconds since 1970. Refuses anything a calendar does not know."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from orchestrator.domain.errors import BadRequest

DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
AGO: Final = re.compile(r"(\d{1,4})d")
NAMED: Final = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}
MILLI: Final = 1000


class Calendar:
    """The calendar of somebody at `offset` minutes east of Greenwich, at the moment `now` (seconds since 1970)."""

    def __init__(self, now: float, offset: int = 0) -> None:
        self._zone = timezone(timedelta(minutes=offset))
        self._now = datetime.fromtimestamp(now, UTC).astimezone(self._zone)

    def day(self, key: str, words: str) -> tuple[int, int]:
        """When `2026`, `2026-11`, `2026-11-03`, `today`, `yesterday` or `7d` (a week ago) begins and ends.

        Raises:
            BadRequest: it is none of these, or no day.
        """
        try:
            begin, end = self._span(words.casefold())
        except (ValueError, OverflowError):
            raise BadRequest(
                f"{key}:{words[:20]} makes no sense: say a day as 2026-11-03, a month, a year, today or 7d."
            ) from None
        return round(begin.timestamp() * MILLI), round(end.timestamp() * MILLI)

    def _span(self, words: str) -> tuple[datetime, datetime]:
        back = NAMED.get(words)
        if ago := AGO.fullmatch(words):
            back = int(ago[1])
        if back is not None:
            begin = self._now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)
            return begin, begin + timedelta(days=1)
        date = DATE.fullmatch(words)
        if date is None:
            raise ValueError(words)
        year, month, day = (int(part) if part else None for part in date.groups())
        begin = datetime(year or 0, month or 1, day or 1, tzinfo=self._zone)
        if day:
            return begin, begin + timedelta(days=1)
        if month:
            return begin, begin.replace(year=begin.year + month // 12, month=month % 12 + 1)
        return begin, begin.replace(year=begin.year + 1)

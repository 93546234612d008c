"""Idempotency keys: a request sent again is answered with what the first one made. Refuses one key for two requests."""

import hashlib
import json
from typing import Any

from sqlalchemy.orm import Session

from orchestrator.db.models import Key
from orchestrator.domain.errors import BadRequest, Conflict


def digest_of(verb: str, *parts: Any) -> str:
    """What a key stands for: the verb and everything that was sent with it."""
    plain = json.dumps([verb, *parts], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def seen(db: Session, user: str, key: str | None, digest: str) -> str | None:
    """Id of what this very request has made before, if it has.

    Raises:
        BadRequest: the key is empty or too long.
        Conflict: the key came with another request.
    """
    if key is None:
        return None
    if not 1 <= len(key) <= 200:
        raise BadRequest("An Idempotency-Key has 1 to 200 characters.")
    row = db.get(Key, (user, key))
    if row is None:
        return None
    if row.digest != digest:
        raise Conflict("This Idempotency-Key was used for another request. Use a new one.")
    return row.answer


def remember(db: Session, user: str, key: str | None, digest: str, answer: str, now: float) -> None:
    """Note what a request has made. On PostgreSQL a second one at the same time fails here and is then answered."""
    if key is not None:
        db.add(Key(user_id=user, key=key, digest=digest, answer=answer, created=now))
        db.flush()

"""People, their tokens and their signed-in browsers. Keeps and looks up digests only, whose timing tells no token."""

import hashlib
import secrets
from typing import Final

from sqlalchemy import delete, select

from orchestrator.db.base import new_id
from orchestrator.db.models import Login, User
from orchestrator.domain.errors import Unauthorised
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import locked

LOCAL: Final = "local"
LOGIN_SECONDS: Final = 30 * 24 * 3600
REFUSED: Final = "This token does not open the studio. Use the address that `make serve` has printed."


def digest_of(secret: str) -> str:
    """What is kept of a secret. Ours are long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Users:
    """Who is who."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def add(self, name: str, token: str) -> str:
        """The person called `name`, made if there is none; `token` is theirs from now on. Returns their id."""
        with self._means.database.write() as db:
            row = db.scalar(locked(select(User).where(User.name == name)))
            if row is None:
                row = User(id=new_id(), name=name, created=self._means.database.now(db))
                db.add(row)
            row.token_digest = digest_of(token)
            return row.id

    def local(self, token: str) -> str:
        """The one person of a studio on one's own machine."""
        return self.add(LOCAL, token)

    def authenticate(self, token: str) -> str:
        """Id of the person whose token this is.

        Raises:
            Unauthorised: nobody's.
        """
        if not token:
            raise Unauthorised(REFUSED)  # an empty file or setting must not be a key that everybody has
        with self._means.database.read() as db:
            user = db.scalar(select(User.id).where(User.token_digest == digest_of(token)))
        if user is None:
            raise Unauthorised(REFUSED)
        return user

    def sign_in(self, token: str) -> str:
        """A secret for a browser, good for 30 days; only its digest is kept.

        Raises:
            Unauthorised: the token is nobody's.
        """
        user, secret = self.authenticate(token), secrets.token_urlsafe(32)
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            db.execute(delete(Login).where(Login.expires < now))
            db.add(
                Login(
                    digest=digest_of(secret),
                    user_id=user,
                    token_digest=digest_of(token),
                    created=now,
                    expires=now + LOGIN_SECONDS,
                )
            )
        return secret

    def signed_in(self, secret: str) -> str:
        """Id of the person whose browser this is.

        Raises:
            Unauthorised: unknown, expired, or their token has changed since.
        """
        with self._means.database.read() as db:
            now = self._means.database.now(db)
            query = (
                select(Login.user_id)
                .join(User, User.id == Login.user_id)
                .where(Login.digest == digest_of(secret), Login.expires > now, Login.token_digest == User.token_digest)
            )
            user = db.scalar(query)
        if user is None:
            raise Unauthorised("You are signed out. Sign in again.")
        return user

    def sign_out(self, secret: str) -> None:
        """Forget one browser."""
        with self._means.database.write() as db:
            db.execute(delete(Login).where(Login.digest == digest_of(secret)))

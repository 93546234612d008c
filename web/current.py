"""What belongs to the request at hand: the studio behind the app, its settings, the person who is signed in.

Refuses to guess: asking for a user on a public route is a bug and raises.
"""

from typing import Final, cast

from flask import current_app, g

from orchestrator.bootstrap import Studio
from orchestrator.settings import Settings

KEY: Final = "pentimento"
"""Where `create_app` leaves the studio in `app.extensions`."""


def studio() -> Studio:
    """The services of this app."""
    return cast("Studio", current_app.extensions[KEY])


def settings() -> Settings:
    """The settings this app was made with."""
    return studio().settings


def user() -> str:
    """Id of the signed-in user.

    Raises:
        RuntimeError: the route is public, so nobody was asked to sign in.
    """
    found = g.get("user")
    if found is None:
        raise RuntimeError("nobody is signed in on this route")
    return cast("str", found)

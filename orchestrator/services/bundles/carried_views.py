"""What the services answer about bundles and links: the shapes only."""

from datetime import datetime

from pydantic import Field

from orchestrator.services.shapes.base import View


class ArrivalView(View):
    """What came in with a bundle."""

    session: str = Field(description="Id of the session it is in now.")
    title: str
    pictures: int
    turns: int
    new: int = Field(description="Pictures whose content was not here before; of the others nothing was stored twice.")
    already: bool = Field(description="The same bundle was taken in before, and is that session.")


class ShareView(View):
    """A link under which others may look at a session."""

    id: str
    session: str
    path: str = Field(description="Below this studio's address; whoever has it may look.")
    words: bool = Field(description="Whether it shows what was said and prompted.")
    created: datetime
    expires: datetime | None = None


class SharesView(View):
    """The links of a session."""

    shares: tuple[ShareView, ...]

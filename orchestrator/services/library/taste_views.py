"""What a person seems to like, line by line with its reasons."""

from datetime import datetime

from pydantic import Field

from orchestrator.domain.taste import Kind, Where
from orchestrator.services.shapes.base import View


class TasteImageView(View):
    """A picture that a line was learned from."""

    id: str
    session: str
    handle: str
    alt: str
    thumb: str


class TasteLineView(View):
    """One thing a person likes or does not, and why the studio thinks so."""

    kind: Kind
    where: Where = Field(description="A slot of the prompt, or `thing`.")
    text: str
    own: bool = Field(default=False, description="Written by the person, not learned.")
    muted: bool = Field(default=False, description="Learned, and not wanted.")
    liking: float | None = Field(default=None, description="How much pictures with it are liked, 0 to 1.")
    usual: float | None = Field(default=None, description="How much this person's pictures are liked on the whole.")
    families: int = Field(default=0, description="Pictures with it; those made of one another count once.")
    liked: int = 0
    disliked: int = 0
    images: tuple[TasteImageView, ...] = Field(default=(), description="What it was learned from, some of them.")


class TasteView(View):
    """The profile of a person's taste."""

    on: bool
    since: datetime | None = Field(description="When it was last forgotten; older pictures teach nothing.")
    looked: int = Field(description="Pictures it was learned from: the newest ones.")
    decided: int = Field(description="Those among them that were rated, starred, thrown away or gone on from.")
    lines: tuple[TasteLineView, ...]

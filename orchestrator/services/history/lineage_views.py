"""What is answered about a picture's family."""

from orchestrator.domain.plan import Kinship
from orchestrator.services.shapes.base import View
from orchestrator.services.shapes.views import ImageView


class EdgeView(View):
    """Image ids of a child and a parent it was made from."""

    child: str
    parent: str
    role: Kinship


class MoreView(View):
    """Whether there is more than was answered."""

    ancestors: bool = False
    descendants: bool = False


class LineageView(View):
    """Ancestors and descendants of a picture, and the edges between them."""

    nodes: tuple[ImageView, ...]
    edges: tuple[EdgeView, ...]
    more: MoreView = MoreView()

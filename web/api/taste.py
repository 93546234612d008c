"""Routes of a person's taste: read it with its reasons, edit it, forget it."""

from orchestrator.services.library.taste_views import TasteView
from orchestrator.services.shapes.requests import TasteChange
from web.api.operation import Operation, operation
from web.current import studio, user


@operation(Operation("GET", "/taste", answer=TasteView))
def taste_read() -> TasteView:
    """What you seem to like and avoid, and the pictures each line was learned from."""
    return studio().tastes.get(user())


@operation(Operation("PATCH", "/taste", body=TasteChange, answer=TasteView))
def taste_change(body: TasteChange) -> TasteView:
    """Switch it on or off, add a line, take one away or back."""
    return studio().tastes.change(user(), body)


@operation(Operation("DELETE", "/taste", status=204))
def taste_forget() -> None:
    """Forget it: lines of your own go, and pictures made until now teach nothing any more."""
    studio().tastes.forget(user())

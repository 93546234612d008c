"""An offer narrowed to what the words plainly name: a picture by its place or by what it shows, a number, a region.

For models that were taught a dictionary and mistake what stands there. Owns looking those up. Refuses to decide what is
to be done with them.
"""

from collections.abc import Mapping
from dataclasses import replace

from orchestrator.agent.lexicon import Heard
from orchestrator.agent.offer import Offer, Parameter, Shape, root_of
from orchestrator.agent.plan_grammar import named
from orchestrator.agent.task import AgentTask, LedgerImage


def narrowed(offer: Offer, heard: Heard, task: AgentTask) -> Offer:
    """`offer` with the named pictures if any are named, the numbers that are said, and the regions that are said."""
    counts = {int(count) for count in heard["counts"]}
    shapes = (_said(shape, heard, counts) for shape in offer.shapes)
    pictures = {*named(offer), *_placed(heard, task)} & {*offer.pictures} or _called(offer, heard, task)
    return replace(
        offer,
        pictures=tuple(handle for handle in offer.pictures if not pictures or handle in pictures),
        shapes=tuple(shape for shape in shapes if shape.regions or not shape.region),
    )


def _placed(heard: Heard, task: AgentTask) -> set[str]:
    """The pictures named by their place: "1" the first, "-1" the newest, "original" the root of the focus, uploads."""
    every = [image.handle for image in task.images if image.kind != "mask"]
    found = {str(at): handle for at, handle in enumerate(every, start=1)}
    found |= {str(-at): handle for at, handle in enumerate(reversed(every), start=1)}
    found |= {"original": root_of(task, task.focus)} if task.focus in every else {}
    uploads = {image.handle for image in task.images if image.kind == "upload" and "upload" in heard["pictures"]}
    return uploads | {handle for place, handle in found.items() if place in heard["pictures"]}


def _called(offer: Offer, heard: Heard, task: AgentTask) -> set[str]:
    """The pictures that show what one is called by; the most telling way that fits any."""
    shows = {image.handle: _shows(image) for image in task.images}
    for means in heard.called:
        if fit := {handle for handle in offer.pictures if means <= shows[handle]}:
            return fit
    return set()


def _shows(image: LedgerImage) -> frozenset[str]:
    parts = dict(image.prompt or {})
    things = [thing for thing in parts.pop("subjects", ()) if isinstance(thing, Mapping)]
    said = [text for thing in things for text in (thing.get("what"), *thing.get("attributes", ()))]
    said += [value.get("text") for value in parts.values() if isinstance(value, Mapping)]
    return frozenset(filter(None, said))


def _said(shape: Shape, heard: Heard, counts: set[int]) -> Shape:
    parameters = (_counted(parameter, counts) for parameter in shape.parameters)
    return replace(
        shape,
        regions=tuple(region for region in shape.regions if region in heard["regions"]),
        parameters=tuple(parameter for parameter in parameters if parameter.values),
    )


def _counted(parameter: Parameter, counts: set[int]) -> Parameter:
    if parameter.name != "count":
        return parameter
    return replace(parameter, values=tuple(count for count in parameter.values if count in counts))

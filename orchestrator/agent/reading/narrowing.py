"""An offer narrowed to what the words plainly name: a picture by its place or by what it shows, a number, a region.

For models that were taught a dictionary and mistake what stands there. Owns looking those up. Refuses to decide what is
to be done with them.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from orchestrator.agent.grammar.copies import word_forms
from orchestrator.agent.grammar.offer import Offer
from orchestrator.agent.grammar.plan import named
from orchestrator.agent.grammar.shapes import Parameter, Shape
from orchestrator.agent.grammar.texts import one_more
from orchestrator.agent.language.lexicon import Heard, tokens
from orchestrator.agent.language.sizes import GROWN, OTHERS, figures_in, parts_in, shares_in
from orchestrator.agent.language.words import atoms
from orchestrator.agent.ledger.showing import HANDLE, root_of
from orchestrator.agent.reading.pointing import just_found
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Plan, Step
from orchestrator.domain.prompt import SLOTS
from orchestrator.domain.rewrite import FUNCTION_WORDS

DEGREES: Final = {"amount": "amounts", "variation": "variations"}
"""Parameters that say how much or how far, and the tables of the words for them."""
NAMED: Final = {"crop": "crops", "turn": "turns", "flip": "flips", "layout": "layouts"}
"""Parameters whose values are named, and the tables of the words for them; unlike degrees they are never added."""
PERCENT: Final = "percent"
"""The parameter that is a share of a size, taken from what is said in digits or in words such as "half"."""
SIDES: Final = frozenset({"width", "height"})
"""Parameters that are sizes in pixels, taken from what is said in digits."""


BLURRED: Final = re.compile(
    r"\b(?:(?:it|this|that|photo|picture|image)(?:'s| is| looks?)|too|so|a bit|very|why) (?:\w+ )*?blurr?y\b"
    r"|(?:很|太|有点|有些|挺|十分|非常|这么|图|图片|照片|画面|看起来|看着)儿?是?模糊(?!一点|一些)"
)
"""Complaints of what is also a wish, for another picture."""
UNSIZED: Final = re.compile(rf"\btoo (?:big|large)\b|太大|\d\s*(?:{OTHERS})|\d\.\d+\s*[%％]")
"""What speaks of a size and says none that can be met: in pixels, or in whole percent."""
FINDING: Final = re.compile(
    r"\b(?:find|where|mark|mask|select|locate|only|just|cut|keep|isolate)\b|[找标选圈抠只]|哪|蒙版", re.IGNORECASE
)
"""What speaks of a part of a picture."""
DEGREE: Final = re.compile(r"(?:heavy|light|thick|strong) (?:snow|rain|fog|wind)$")
"""Weather of which there is more or less."""
CUTTING: Final = re.compile("[裁剪截切砍留保取要抠扔丢除删去半]|只")
"""What says in Chinese that a part of the picture is to be left: 放右边 says where something goes."""
HALVES: Final = frozenset({"left half", "right half", "top half", "bottom half", "middle"})
LEAST: Final = 64
"""Pixels from which a figure is a size, and no number of things or times."""


def telling(words: str, heard: Heard) -> bool:
    """Whether any of `words` is known: as it stands, or as a slip of one that is; Chinese always is, character by
    character."""
    if HAN.search(words):
        return True
    content = {*tokens(words)} - FUNCTION_WORDS
    meant = any(heard.meant.values()) and not heard.lexicon.english.isdisjoint(content)
    taught = {word for word in content if len(word) > len("2x")}
    spoken = bool(taught) and taught <= heard.lexicon.spoken
    return meant or spoken or any(word not in word_forms(word, heard) for word in content)


def narrowed(offer: Offer, heard: Heard, task: AgentTask) -> Offer:
    """`offer` with the named pictures if any are named, the numbers that are said, and the regions that are said.

    Of words that are all unknown, and stand in no sentence, nothing can be painted; a style alone is a change of what
    is there.
    """
    counts = {int(count) for count in heard["counts"]}
    sides = {*figures_in(offer.words)}
    digits = {*shares_in(offer.words)}
    shares = digits | parts_in(offer.words, map(int, heard["shares"]))  # the half of a half moon is one too
    sure = shares if GROWN.search(offer.words.lower()) else digits
    bare = not telling(offer.words, heard) and not FUNCTION_WORDS & {*tokens(offer.words)}
    changes = bool(offer.pictures) and _looks_only(offer.words, heard)
    unfit = {shape.tool for shape in offer.shapes if not shape.roles} if changes else set()
    if _pictures_only(offer.words, heard):
        unfit |= {shape.tool for shape in offer.shapes if task.tools[shape.tool].gives == "masks"}
    shapes = (
        _said(shape, heard, counts, sides, shares)
        for shape in (_kept(shape, offer.words.lower()) for shape in offer.shapes)
        if shape.tool not in unfit and not (bare and shape.words) and not _beyond(shape, sides, sure)
    )
    pictures = named_pictures(offer, heard, task)
    meant = {task.mask, *HANDLE.findall(offer.words), *(mask.handle for mask in just_found(task))}
    return replace(
        offer,
        masks={mask: fits for mask, fits in offer.masks.items() if mask in meant},
        pictures=tuple(handle for handle in offer.pictures if not pictures or handle in pictures),
        shapes=tuple(
            shape for shape in shapes if (shape.regions or not shape.region) and (shape.parameters or not shape.idle)
        ),
    )


def _kept(shape: Shape, words: str) -> Shape:
    """`shape` without the blur that `words` complain of, and the half that they cut to in no word."""
    never = {"blur"} if BLURRED.search(words) else set[str]()
    if HAN.search(words) and not CUTTING.search(words):
        never |= HALVES
    if not never:
        return shape
    kept = (
        replace(one, values=tuple(value for value in one.values if value not in never))
        if one.name in {"adjust", "crop"}
        else one
        for one in shape.parameters
    )
    return replace(shape, parameters=tuple(kept))


def _beyond(shape: Shape, sides: set[int], shares: set[int]) -> bool:
    """Whether it enlarges so many times where the words say a size in pixels, or a share: it cannot meet that."""
    times = {*next((parameter.values for parameter in shape.parameters if parameter.name == "scale"), ())}
    exact = any(side >= LEAST for side in sides) or (shares and not shares & {100 * scale for scale in times})
    return bool(times and exact and not sides & times)


def _pictures_only(words: str, heard: Heard) -> bool:
    """Whether all things that are named are what pictures are called by: "sharpen the cat one" is no part of it."""
    called: frozenset[str] = frozenset().union(*heard.called)
    return bool(called) and heard.things <= called and not FINDING.search(words)


def _looks_only(words: str, heard: Heard) -> bool:
    """Whether they say a style and no thing that could have it."""
    others = {table for table, meanings in heard.meant.items() if meanings} - {"style", *SLOTS[1:]}
    known = all(word in heard.lexicon.english for word in {*tokens(words)} - FUNCTION_WORDS)
    return (
        bool(heard["style"] or heard["weather"] or heard["time"])
        and not others
        and not heard.names
        and known
        and not one_more(atoms(words), heard)
    )


def named_pictures(offer: Offer, heard: Heard, task: AgentTask) -> set[str]:
    """The pictures that the words name, by handle or place, else by what they show."""
    placed, called = {*named(offer), *_placed(heard, task)} & {*offer.pictures}, _called(offer, heard, task)
    loose = not heard["pictures"] and not named(offer)  # "the first" may be the first of those with a boat
    if loose and placed and called and not placed & called:
        order = sorted(called, key=lambda handle: int(handle[1:]))
        return {order[int(at) - 1] for at in heard["ordinals"] if int(at) <= len(order)} or called
    return placed or called


def showing(heard: Heard, task: AgentTask) -> tuple[str, ...]:
    """The pictures that show everything the words speak of, oldest first; those that show any of it if none does."""
    slots: frozenset[str] = frozenset().union(*(heard[slot] for slot in SLOTS))
    wanted = heard["nouns"] | heard["looks"] | slots
    shows = {image.handle: shown_in(image) for image in task.images if image.kind != "mask"}

    def met(handle: str) -> list[bool]:
        return [any(_is_a(part, meant, joined=meant in heard["nouns"]) for part in shows[handle]) for meant in wanted]

    every = tuple(handle for handle in shows if wanted and all(met(handle)))
    return every or tuple(handle for handle in shows if any(met(handle)))


def _is_a(part: str, meant: str, *, joined: bool) -> bool:
    """Whether a part of a prompt is what was meant, or a kind of it: a sailboat is a boat, a palm tree a tree."""
    return part == meant or part.endswith(f" {meant}") or (joined and len(meant) > len("cat") and part.endswith(meant))


def _placed(heard: Heard, task: AgentTask) -> set[str]:
    """The pictures named by their place: "1" the first, "-1" the newest, "original" the root of the focus, uploads,
    "after" where a redo leads; it also is where nothing but a redo is said."""
    every = [image.handle for image in task.images if image.kind != "mask"]
    found = {str(at): handle for at, handle in enumerate(every, start=1)}
    made = just_varied(task)
    found |= {str(at): made[at - 1] for at in range(2, len(made) + 1) if str(at) in heard["ordinals"]}
    named_here = heard["pictures"] | (heard["ordinals"] if "-2" not in heard["pictures"] else frozenset())
    found |= {str(-at): handle for at, handle in enumerate(reversed(every), start=1)}
    found |= {"original": root_of(task, task.focus)} if task.focus in every else {}
    found |= {"after": task.after} if task.after in every else {}
    named_here |= {"after"} if plain(task.text) in heard.lexicon.tables.get("walks", {}).get("redo", ()) else set()
    uploads = {image.handle for image in task.images if image.kind == "upload" and "upload" in heard["pictures"]}
    return uploads | {handle for place, handle in found.items() if place in named_here}


def plain(words: str) -> str:
    """`words` as an expression is looked up: in small letters, without the signs around it."""
    return words.strip(" .!?,。！？，、…~～").lower() if HAN.search(words) else " ".join(tokens(words))


def _called(offer: Offer, heard: Heard, task: AgentTask) -> set[str]:
    """The pictures that show what one is called by; the most telling way that fits any."""
    shows = {image.handle: shown_in(image) for image in task.images}
    found: set[str] = set()
    told: frozenset[str] = frozenset()
    for means in heard.called:  # "the cat one and the boat one" are two
        if not means & told and (fit := {handle for handle in offer.pictures if means <= shows[handle]}):
            found |= fit
            told |= means
    return found


def just_varied(task: AgentTask) -> list[str]:
    """The variations that were made last, while one of them is in focus: "the second one" is the second of them."""
    pictures = [image for image in task.images if image.kind != "mask"]
    last = pictures[-1] if pictures else None
    if last is None or last.tool != "generate" or not last.parents:
        return []
    same = [image.handle for image in pictures if (image.tool, image.parents) == (last.tool, last.parents)]
    made = [image.handle for image in pictures[-len(same) :]]
    return made if len(made) > 1 and made == same and task.focus in made else []


def shown_in(image: LedgerImage) -> frozenset[str]:
    """What a picture is told to show: things, their looks and what slots say."""
    parts = dict(image.prompt or {})
    things = [thing for thing in parts.pop("subjects", ()) if isinstance(thing, Mapping)]
    said = [text for thing in things for text in (thing.get("what"), *thing.get("attributes", ()))]
    said += [value.get("text") for value in parts.values() if isinstance(value, Mapping)]
    said += [text.removeprefix("very ").split(" ", 1)[1] for text in said if text and DEGREE.match(text)]
    return frozenset(filter(None, said))


def _said(shape: Shape, heard: Heard, counts: set[int], sides: set[int], shares: set[int]) -> Shape:
    own = {parameter.name for parameter in shape.parameters}
    exact = bool(shares) or any(heard[table] for name, table in NAMED.items() if name in own)
    parameters = (
        _told(parameter, heard, counts, sides, shares)
        for parameter in shape.parameters
        if not exact or parameter.name not in NAMED or heard[NAMED[parameter.name]]  # who says one way means no other
    )
    return replace(
        shape,
        regions=tuple(region for region in shape.regions if region in heard["regions"]),
        parameters=tuple(parameter for parameter in parameters if parameter.values),
    )


def _told(parameter: Parameter, heard: Heard, counts: set[int], sides: set[int], shares: set[int]) -> Parameter:
    """The values that are said, of a number and of how much or how far."""
    table = DEGREES.get(parameter.name) or NAMED.get(parameter.name, "")
    if parameter.name == "count":
        most = max(parameter.values)  # of twelve there are as many as can be made at once
        return replace(parameter, values=tuple(sorted({min(count, most) for count in counts} & {*parameter.values})))
    if parameter.name in SIDES or parameter.name == PERCENT:
        meant = shares if parameter.name == PERCENT else sides
        return replace(parameter, values=tuple(value for value in parameter.values if value in meant))
    if not heard[table] or not all(isinstance(value, str) for value in parameter.values):
        return parameter
    return replace(parameter, values=tuple(value for value in parameter.values if value in heard[table]))


def with_degrees(plan: Plan, offer: Offer) -> Plan:
    """`plan` with the one degree that `offer` leaves ("a lot", "very different"), where just one step can take it."""
    steps = list(plan.steps)
    for name in DEGREES:
        takers = [(at, values) for at, step in enumerate(steps) if len(values := _values(step, name, offer)) == 1]
        if len(takers) == 1:
            at, (value,) = takers[0]
            steps[at] = steps[at].model_copy(update={"params": {name: value, **steps[at].params}})
    return plan.model_copy(update={"steps": tuple(steps)})


def made_up(plan: Plan, heard: Heard) -> bool:
    """Whether a step cuts to a shape that nobody has said: pixels are lost by it, so that is asked about."""
    return not heard[NAMED["crop"]] and any("crop" in step.params for step in plan.steps)


def unsized(plan: Plan, heard: Heard, words: str, task: AgentTask) -> bool:
    """Whether all that is done is another shape or size, where `words` speak of a size and say neither."""
    said = {name for step in plan.steps for name in step.params} & {*SIDES, PERCENT}
    shaping = (task.tools[step.tool].params.model_fields.keys() & {"scale", "crop"} for step in plan.steps)
    shapes = said or heard[NAMED["crop"]]
    return bool(plan.steps) and not shapes and all(shaping) and UNSIZED.search(words.lower()) is not None


def once(plan: Plan) -> Plan:
    """`plan` without a last step that only does again what the one before it did."""
    if len(plan.steps) > 1:
        before, last = plan.steps[-2:]
        again = last.model_copy(update={"inputs": {**last.inputs, "source": before.inputs.get("source", "")}})
        if last.inputs.get("source") == f"@{len(plan.steps) - 1}" and again == before and not last.words:
            return plan.model_copy(update={"steps": plan.steps[:-1]})
    return plan


def _values(step: Step, name: str, offer: Offer) -> tuple[Any, ...]:
    """What `offer` lets the parameter `name` of a step be."""
    ways = (shape for shape in offer.shapes if (shape.tool, shape.roles) == (step.tool, tuple(step.inputs)))
    return next((one.values for shape in ways for one in shape.parameters if one.name == name), ())

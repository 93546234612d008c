"""The structured prompt: its slots, how a patch revises it and how it reads as text.

Each phrase keeps the person's own words beside its rendering (`source`), so that a rewrite can be shown as a diff.
Refuses translation and invention: those are the agent's.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from orchestrator.domain.english import ARTICLE, article, is_plural, plural
from orchestrator.domain.errors import BadRequest

Form = Literal["tags", "sentence"]
Look = Annotated[str, Field(max_length=200)]

NUMBERS: Final = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
MIRRORED: Final = {"flip": "horizontal"}
"""Parameters of a tool that only swaps left and right."""
ADDER: Final = r"^(taste|preset:[a-z0-9][a-z0-9-]{0,39})$"
"""Who may add a phrase to a prompt, besides the person and the language model."""


class Value(BaseModel):
    """Base of the frozen values of a prompt; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Phrase(Value):
    """One slot's rendering and, when the person said it, their own words for it."""

    text: str = Field(min_length=1, max_length=200, description="The phrase in the image model's language (English).")
    source: str | None = Field(
        default=None, alias="from", max_length=200, description="The person's own words for it, copied; none if added."
    )
    by: str | None = Field(
        default=None, pattern=ADDER, description="Who added it: `taste`, or `preset:` and its name; else none."
    )


class Subject(Value):
    """One thing in the picture."""

    what: str = Field(min_length=1, max_length=80, description="The noun, in English.")
    attributes: tuple[Look, ...] = Field(default=(), max_length=6, description="Colour, size, manner, action.")
    count: int = Field(default=1, ge=1, le=12, description="How many of it.")
    where: str | None = Field(default=None, max_length=80, description="Place in the picture, e.g. 'on the left'.")
    source: str | None = Field(default=None, alias="from", max_length=200, description="The person's own words for it.")


class Prompt(Value):
    """What a picture shall show, slot by slot."""

    subjects: tuple[Subject, ...] = Field(
        default=(), max_length=8, description="Things in the picture, main one first."
    )
    setting: Phrase | None = Field(default=None, description="Place or landscape.")
    time: Phrase | None = Field(default=None, description="Time of day.")
    weather: Phrase | None = Field(default=None, description="Weather.")
    light: Phrase | None = Field(default=None, description="Light.")
    style: Phrase | None = Field(default=None, description="Art style or technique.")
    composition: Phrase | None = Field(default=None, description="Framing and composition.")
    palette: Phrase | None = Field(default=None, description="Overall colours.")
    mood: Phrase | None = Field(default=None, description="Mood.")
    lettering: Phrase | None = Field(default=None, description="Text to be seen in the picture.")
    avoid: tuple[Phrase, ...] = Field(default=(), max_length=8, description="What must not be seen.")
    keep: tuple[Look, ...] = Field(default=(), max_length=8, description="What an edit must keep.")

    @classmethod
    def of_words(cls, words: str) -> Self:
        """A passed-through prompt: the person's words, unread, as the one subject-free composition phrase."""
        return cls(composition=Phrase(text=words[:200], source=words[:200]))

    def wire(self) -> dict[str, Any]:
        """JSON form, without empty slots; `Prompt.model_validate` reads it back."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def own(self) -> Self:
        """Without what a preset or a taste has added."""
        added = {slot: None for slot in SLOTS if (phrase := getattr(self, slot)) is not None and phrase.by is not None}
        return self.model_copy(update={**added, "avoid": tuple(phrase for phrase in self.avoid if phrase.by is None)})

    def placeless(self) -> Self:
        """Without where things are: for a picture whose pixels have moved."""
        return self.model_copy(
            update={"subjects": tuple(one.model_copy(update={"where": None}) for one in self.subjects)}
        )

    def moved(self, params: Mapping[str, Any]) -> Self:
        """What is told of a picture whose pixels have moved as a tool's `params` say."""
        given = {name: value for name, value in params.items() if value is not None}
        return self.mirrored() if given == MIRRORED else self.placeless()

    def mirrored(self) -> Self:
        """With left for right and right for left; things that are told without a place stand in the other order."""
        things = (
            one.model_copy(update={"where": opposite(one.where, "left", "right") if one.where else None})
            for one in reversed(self.subjects)
        )
        return self.model_copy(update={"subjects": tuple(things)})

    def joined(self, other: Self, places: tuple[str | None, str | None]) -> Self:
        """What a picture shows that two were put into: the things of both, each at its place, and the slots of both."""
        mine, theirs = self.own(), other.own()
        slots: dict[str, Phrase | None] = {}
        for slot in SLOTS:
            one, two = getattr(mine, slot), getattr(theirs, slot)
            both = one and two and one.text != two.text
            slots[slot] = Phrase(text=f"{one.text} and {two.text}"[:200]) if both else one or two
        things = (
            thing.model_copy(update={"where": place or thing.where})
            for shown, place in zip((mine, theirs), places, strict=True)
            for thing in shown.subjects
        )
        return type(self)(subjects=tuple(things)[:8], **slots)

    def put_back(self, other: Self) -> Self:
        """What a changed picture shows when things of what it was made from are laid upon it as `other` tells them."""
        back = {thing.what: thing for thing in other.subjects}
        kept = (back.pop(thing.what, thing) for thing in self.subjects)
        return self.model_copy(update={"subjects": (*kept, *back.values())[:8]})

    def only(self, words: str) -> Self:
        """What is seen where all but the thing in `words` is cut away: it, as it is told here if it is."""
        bare = ARTICLE.sub("", words.lower())
        named = tuple(one for one in self.own().subjects if f" {one.what.lower()} " in f" {bare} ")
        return type(self)(subjects=named or (Subject(what=bare[:80]),))

    def meanings(self) -> set[str]:
        """Every noun, attribute and slot text in it."""
        things = {text for subject in self.subjects for text in (subject.what, *subject.attributes)}
        return things | {phrase.text for slot in SLOTS if (phrase := getattr(self, slot)) is not None}


SLOTS: Final = ("setting", "time", "weather", "light", "style", "composition", "palette", "mood", "lettering")
SURROUNDINGS: Final = ("setting", "time", "weather", "light", "style", "palette")
"""What a part painted into a picture shares with the rest of it."""


def opposite(where: str, one: str, other: str) -> str:
    """The place `where` with `one` and `other` told for each other."""
    turned = {one: other, other: one}
    return re.sub(rf"\b(?:{one}|{other})\b", lambda side: turned[side[0]], where)


def phrase_of(subject: Subject) -> str:
    """`two white cats on the left`: count or article, attributes, noun, place; `trees`, told without a number."""
    words = [*subject.attributes, subject.what]
    text = " ".join(words)
    if subject.count == 1:
        head = "" if is_plural(subject.what) else f"{article(text)} "
    else:
        head = f"{NUMBERS.get(subject.count, subject.count)} "
        text = plural(text)
    tail = f" {subject.where}" if subject.where else ""
    return f"{head}{text}{tail}"


def render(prompt: Prompt, form: Form = "tags") -> str:
    """The text handed to an image model: comma tags, or one sentence for models trained on prose."""
    subjects = [phrase_of(subject) for subject in prompt.subjects]
    slots = [phrase.text for slot in SLOTS if (phrase := getattr(prompt, slot)) is not None]
    if form == "tags":
        return ", ".join([*subjects, *slots])
    head = " and ".join(subjects) or "a picture"
    return f"{head[0].upper()}{head[1:]}" + (", " + ", ".join(slots) if slots else "") + "."


def render_negative(prompt: Prompt) -> str:
    """The negative prompt, empty when nothing is to be avoided."""
    return ", ".join(phrase.text for phrase in prompt.avoid)


def merge_patch(target: Any, patch: Any) -> Any:
    """RFC 7396: objects merge key by key, null removes, anything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


def revise(prompt: Prompt, patch: Mapping[str, Any]) -> Prompt:
    """`prompt` after the patch; what stays the same keeps the words it came from, what changes takes the patch's.

    Raises:
        BadRequest: the result is no prompt.
    """
    try:
        revised = Prompt.model_validate(merge_patch(prompt.wire(), _with_origins(prompt, patch)))
    except ValidationError as error:
        raise BadRequest(f"the change does not give a prompt: {error.errors()[0]['msg']}") from error
    known = {_unsourced(subject): subject for subject in prompt.subjects}
    kept = [known.get(subject, subject) if subject.source is None else subject for subject in revised.subjects]
    before, after = ({one.what for one in things} for things in (prompt.subjects, kept))
    return revised.model_copy(
        update={"subjects": tuple(_standing(one, before - after, after - before) for one in kept)}
    )


def _standing(subject: Subject, gone: set[str], new: set[str]) -> Subject:
    """`subject`, not left standing to a thing that is `gone`, but to the one that took its place if that is told."""
    where = subject.where or ""
    named = [what for what in gone if re.search(rf"\b{re.escape(what)}", where)]
    if not named:
        return subject
    (old,), instead = named[:1], [*new]
    told = where.replace(old, instead[0])[:80] if len(gone) == len(instead) == 1 else None
    return subject.model_copy(update={"where": told})


def _unsourced(subject: Subject) -> Subject:
    return subject.model_copy(update={"source": None})


def _with_origins(prompt: Prompt, patch: Mapping[str, Any]) -> dict[str, Any]:
    """The patch, with `from` and `by` removed where a new text comes without them: nobody of old said it."""
    origins = dict(patch)
    for slot in SLOTS:
        change, old = patch.get(slot), getattr(prompt, slot)
        if isinstance(change, Mapping) and old is not None and change.get("text", old.text) != old.text:
            origins[slot] = {"from": None, "by": None, **change}
        elif isinstance(change, Mapping) and change.get("from"):
            origins[slot] = {"by": None, **change}
    return origins

"""A change of a structured prompt as an instruction in English, for models that are told the change alone.

Says what differs between two prompts, in the plain wordings people use. Refuses what the prompts do not say.
"""

from typing import Final

from orchestrator.domain.prompt import SLOTS, Prompt, Subject, phrase_of

WHOLE: Final = {
    "setting": "change the background to {}",
    "time": "make it {}",
    "weather": "make it {}",
    "light": "change the light to {}",
    "style": "change the style to {}",
    "palette": "change the colours to {}",
    "mood": "make it {}",
    "lettering": "write {}",
}
"""Slots by the words that change them; of the others the phrase itself says what to do."""


def instruction_of(before: Prompt, after: Prompt) -> str:
    """What to do to a picture of `before` so that it shows `after`; empty when they show the same."""
    orders = _things(before, after)
    for slot in SLOTS:
        old, new = getattr(before, slot), getattr(after, slot)
        if new is not None and (old is None or old.text != new.text):
            orders.append(WHOLE.get(slot, "{}").format(new.text))
        elif old is not None and new is None:
            orders.append(f"remove the {old.text.removeprefix('the ')}")
    said = {phrase.text for phrase in before.avoid}
    orders += [f"remove the {phrase.text}" for phrase in after.avoid if phrase.text not in said]
    return ", ".join(dict.fromkeys(orders))


def _things(before: Prompt, after: Prompt) -> list[str]:
    """Things by their nouns; where one noun takes another's place, it is replaced."""
    old = {subject.what: subject for subject in before.subjects}
    new = {subject.what: subject for subject in after.subjects}
    lost, gained = [what for what in old if what not in new], [what for what in new if what not in old]
    swapped = dict(zip(lost, gained, strict=True)) if len(lost) == len(gained) == 1 else {}
    orders = [f"replace the {what} with {phrase_of(new[other])}" for what, other in swapped.items()]
    orders += [f"remove the {what}" for what in lost if what not in swapped]
    orders += [f"add {phrase_of(new[what])}" for what in gained if what not in swapped.values()]
    return orders + [order for what, subject in new.items() if what in old for order in _looks(old[what], subject)]


def _looks(old: Subject, new: Subject) -> list[str]:
    """What changed about one thing."""
    orders = []
    if old.count != new.count:
        orders.append(f"make it {phrase_of(Subject(what=new.what, count=new.count))}")
    fresh = [look for look in new.attributes if look not in old.attributes]
    if fresh:
        orders.append(f"make the {new.what} {' '.join(fresh)}")
    elif len(new.attributes) < len(old.attributes):
        orders.append(f"make it {phrase_of(new)}")
    if new.where and new.where != old.where:
        orders.append(f"move the {new.what} {_towards(new.where)}")
    return orders


def _towards(where: str) -> str:
    """A place as an aim: "on the left" is moved to the left."""
    return where.replace("on the ", "to the ").replace("in the ", "to the ")

"""A thing that is to be of another material, and longer or taller besides: "the bridge should be stone, and longer".

A small model knows stone as a thing, too: it put a stone in the place of the bridge, and made the picture larger. Owns
these wordings and the looks they come to. Refuses things of which the picture shows none or several, and wishes in
which more is said.
"""

import re
from typing import Any, Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import thing
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject

MATERIALS: Final = {
    "stone": "stone", "wood": "wooden", "wooden": "wooden", "glass": "glass", "metal": "metal", "marble": "marble",
    "bronze": "bronze", "crystal": "crystal", "ice": "icy", "paper": "paper", "plastic": "plastic", "gold": "golden",
    "golden": "golden", "silver": "silver", "wool": "woolen", "brick": "brick",
}  # fmt: skip
MORE: Final = {
    "longer": "long", "bigger": "big", "larger": "big", "smaller": "small", "taller": "tall", "higher": "tall",
    "wider": "wide", "older": "old", "newer": "new",
}  # fmt: skip
LOOKS: Final = 6
"""That a thing can have."""
A: Final = r"(?:an? |the )?"
OTHERWISE: Final = rf"(?:(?:a (?:bit|little)|much|also) )*(?P<{{}}>{'|'.join(MORE)})"
SAID: Final = re.compile(
    r"^(?:(?:please|now|also|and|but|can you|could you|i want|i'd like|let's),? )*(?:(?:make|turn|change|have) )?"
    r"(?P<what>(?:the |that |this |my )?[a-z][a-z -]{1,30}?)(?: (?:should|shall|must|could|needs to|has to|to|can))?"
    rf"(?: (?:be|look|become|in(?:to|side)?|be made|made))*(?: (?:out )?of| from)? {A}(?P<of>{'|'.join(MATERIALS)})"
    rf"(?:,? (?:and|but) (?:make it )?{OTHERWISE.format('more')})?(?: please| too)*[.!?]*$",
    re.IGNORECASE,
)


def remade(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say something else."""
    found = None if HAN.search(words) else SAID.match(words.strip())
    one = thing(found["what"], prompt, lexicon) if found else None
    if found is None or one is None:
        return None
    looks = [look for look in one.attributes if look not in MATERIALS.values()]
    looks += [MORE[found["more"].lower()]] if found["more"] else []
    told = {"attributes": tuple(dict.fromkeys([*looks, MATERIALS[found["of"].lower()]]))[-LOOKS:]}
    new = one.model_copy(update={**told, "source": words.strip()[:200]})
    things: list[Subject] = [new if other is one else other for other in prompt.subjects]
    return {"subjects": [each.model_dump(mode="json", by_alias=True, exclude_defaults=True) for each in things]}

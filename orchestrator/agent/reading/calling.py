"""What is called shortly, by its full name: 夏天那张 is #2, "the balloon" the hot-air balloon that is there.

A small model painted over the summer that a picture was called by, and put balloons in the place of the hot-air
balloon. Owns these names. Refuses names that more than one picture or thing may have, and what is new to the picture.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import ANYBODY, PERSON
from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN

BEGIN: Final = "(?:^|(?<=[,，。;；]))(?:请|帮我|现在)*(?:[把将给让])?"
SHOWING: Final = re.compile(
    rf"{BEGIN}(?P<one>(?P<by>[^,，。;；把将给让和与跟、#这]{{1,8}}?)的?那一?[张幅](?:图片?|画|照片)?)(?P<of>的)?"
)
"""A picture called by what it shows, where something is to be done to it."""
STILL: Final = re.compile(
    r"(?P<lead>, (?:(?:but|and) )?still (?:in |on |for |with )?)(?P<of>the (?:[a-z]+ ){1,2}one)(?=[.!?]*$)"
    r"|^(?P<one>the (?:[a-z]+ ){1,2}one)(?P<lacks> (?:needs|should have|could use)(?= (?:an?|some|two|three)\b))?"
    r"(?(lacks)|(?= (?:needs?|should have|could use|has too)\b))",
    re.IGNORECASE,
)
"""The same in English, before what it lacks, or behind the wish."""
BY_DAY: Final = re.compile(
    "(?:(?:这?[两三几]张[里中]面?|其中)[,，]?(?:我?(?:想?要|选|用|喜欢))?)?(?:白天|不是(?:晚上|夜晚|黑夜))的?那一?[张幅版个](?:图片?|画)?"
)
THAT: Final = re.compile("[那这]一?[张幅]")
PAIR: Final = re.compile(
    "(?P<pair>(?:[这那最]后?两[张幅]|这俩|它俩)(?:图片?|照片|画)?)(?=.*(?:[拼并合叠]|左右|上下|排|一起))"
)
NEW: Final = re.compile(r"[加添]|再[画来]|\b(?:add|another|more|new|also|put|place)\b", re.IGNORECASE)
THE: Final = r"\b(?:the|this|that|my|those|these) "


def called_in_full(
    words: str, task: AgentTask, lexicon: Lexicon, pictures: Callable[[str], Collection[str]]
) -> list[Edit]:
    """What is read in place of such names. `pictures` tells which a part of the words names."""
    edits = (
        [*_last_two(words, task)] or [*_by_handle(words, task, lexicon, pictures)] or [*_still(words, task, pictures)]
    )
    return edits or [*_things(words, task, lexicon)]


def _last_two(words: str, task: AgentTask) -> Iterator[Edit]:
    """Two pictures that are put together and only pointed at: the newest."""
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    found = PAIR.search(words)
    if found is not None and len(pictures) > 1 and not HANDLE.search(words):
        yield (*found.span("pair"), f"{pictures[-2]}和{pictures[-1]}")


def _by_handle(
    words: str, task: AgentTask, lexicon: Lexicon, pictures: Callable[[str], Collection[str]]
) -> Iterator[Edit]:
    if (by_day := BY_DAY.search(words)) and (handle := _by_day(task)):
        yield (*by_day.span(), handle)
        return
    found = SHOWING.search(words)
    if found is None or HANDLE.search(words) or len(task.images) < 2 or len(THAT.findall(words)) > 1:
        return
    if lexicon.heard(found["by"])["ordinals"] or len(named := {*pictures(found["one"])}) != 1:
        return
    yield (*found.span("one"), named.pop())


def _still(words: str, task: AgentTask, pictures: Callable[[str], Collection[str]]) -> Iterator[Edit]:
    found = STILL.search(words)
    named = {*pictures(found["one"] or found["of"])} if found and not HANDLE.search(words) else set()
    named = named & {task.focus} or named
    if found is None or len(named) != 1:
        return
    (handle,) = named
    yield (*found.span(), f" in {handle}" if found["of"] else f"in {handle} add" if found["lacks"] else handle)


def _by_day(task: AgentTask) -> str | None:
    """The newest picture that is no night, where others are, and none is told to be by day."""
    told = [(image.handle, prompt_of(image)) for image in task.images if image.kind != "mask"]
    hours = {handle: prompt.time.text if prompt.time else "" for handle, prompt in told if prompt}
    if "night" not in hours.values() or "day" in hours.values():
        return None
    return next((handle for handle in reversed(hours) if hours[handle] != "night"), None)


def _things(words: str, task: AgentTask, lexicon: Lexicon) -> Iterator[Edit]:
    """The one thing of the picture in focus of which only the last word is said."""
    image = next((one for one in task.images if one.handle == task.focus), None)
    prompt = prompt_of(image) if image is not None and image.kind != "mask" else None
    if prompt is None or NEW.search(words) or HANDLE.search(words):
        return
    there, table = [one.what for one in prompt.subjects], lexicon.tables.get("nouns", {})
    for noun in sorted(lexicon.heard(words)["nouns"] - {*there}):
        full = [what for what in there if what.endswith(f" {noun}") or (noun in ANYBODY and PERSON.search(what))]
        if len(full) != 1:
            continue
        for said in sorted(table.get(noun, ()), key=len, reverse=True):
            name = lexicon.chinese.get(full[0], "") if HAN.search(said) else full[0]
            lead = BEGIN if HAN.search(said) else THE
            found = re.search(rf"{lead}(?P<name>{re.escape(said)})", words, re.IGNORECASE)
            if found and name and name != said and lexicon.heard(name)["nouns"] == {full[0]}:
                yield (*found.span("name"), name)
                return

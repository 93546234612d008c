"""What was said, as a model that was taught some words reads it: the rules that run before any node, in their order.

Owns the order: a rule reads what those before it left. What is said beside the wish (what is spared, avoided, lettered,
the seed) goes from the words into the task. Refuses rules of its own: each has a module, with its reasons.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Edit, Spelled
from orchestrator.agent.plans.clearing import cleared
from orchestrator.agent.plans.sparing import can_spare
from orchestrator.agent.reading.alike import alike
from orchestrator.agent.reading.asking import asked as put
from orchestrator.agent.reading.asking import bare
from orchestrator.agent.reading.avoiding import avoided
from orchestrator.agent.reading.calling import called_in_full
from orchestrator.agent.reading.colloquial import as_taught
from orchestrator.agent.reading.correcting import corrected
from orchestrator.agent.reading.everyday import everyday
from orchestrator.agent.reading.excepting import spared
from orchestrator.agent.reading.lettering import lettered, lettering
from orchestrator.agent.reading.listed import in_full
from orchestrator.agent.reading.mistaken import meant
from orchestrator.agent.reading.narrowing import named_pictures
from orchestrator.agent.reading.pages import page_by_page
from orchestrator.agent.reading.phrasing import phrased
from orchestrator.agent.reading.pointing import pointed
from orchestrator.agent.reading.preferring import better, placed
from orchestrator.agent.reading.repeating import again
from orchestrator.agent.reading.seeding import seed_in
from orchestrator.agent.reading.spacing import room_in
from orchestrator.agent.reading.staying import stays
from orchestrator.agent.reading.unmet import set_aside
from orchestrator.agent.reading.untaught import in_handles, taught_words
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask

Rule = Callable[[str, AgentTask, Lexicon], Iterable[Edit]]
SPEAKING: Final[tuple[Rule, ...]] = (
    lambda words, task, _: as_taught(words, task),
    lambda words, _, lexicon: corrected(words, lexicon),
    everyday,
    lambda words, task, _: in_handles(words, task),
    taught_words,
    page_by_page,
    lambda words, task, _: placed(words, task),
    lambda words, _task, _lexicon: better(words),
    lambda words, _task, _lexicon: bare(words),
    put,
)
"""Ways to speak, which a question that is answered is read in, too."""


def prepared(task: AgentTask, read: Spelled, asked: Spelled, lexicon: Lexicon) -> tuple[AgentTask, Spelled, Spelled]:
    """`task` with what its words say beside the wish; the words, and those that they answer, as they are read."""
    read = meant(read, task, lexicon)
    for rule in SPEAKING:
        read, asked = (one.edited(rule(one.text, task, lexicon)) for one in (read, asked))
    task, read = _likening(replace(task, text=read.text), read)
    task, read = _setting_aside(replace(task, text=read.text), read)
    read, asked = (one.edited(phrased(one.text, task, lexicon)) for one in (read, asked))
    task = replace(task, text=read.text)
    read = read.edited(called_in_full(read.text, task, lexicon, partial(_pictures, task, lexicon)))
    task, read = _repeating(replace(task, text=read.text), read, lexicon)
    read = read.edited(stays(read.text, lexicon))
    read = read.edited(in_full(read.text, lexicon))
    task, read = pointed(replace(task, text=read.text), read, lexicon)
    task, read = _sparing(task, read, lexicon)
    task, read = _seeding(task, read)
    task, read = _lettering(task, read)
    task, read = _leaving(task, read)
    task, read = _clearing(task, read)
    task, read = _avoiding(task, read, lexicon)
    return task, read, asked


def _pictures(task: AgentTask, lexicon: Lexicon, words: str) -> set[str]:
    """Those that `words`, a part of what was said, name."""
    return named_pictures(offer_of(task, words), lexicon.heard(words), task)


def _repeating(task: AgentTask, read: Spelled, lexicon: Lexicon) -> tuple[AgentTask, Spelled]:
    """What was done to one picture upon the other, where that is what the words ask for."""
    meant = again(task, partial(_pictures, task, lexicon))
    if meant is None:
        return task, read
    return meant, read.edited([(0, len(read.text), meant.text)])


def _sparing(task: AgentTask, read: Spelled, lexicon: Lexicon) -> tuple[AgentTask, Spelled]:
    """`task` with what it spares, and its words as they are read without saying so."""
    name, edits = spared(read.text, lexicon)
    if not name or not can_spare(task, name):
        return task, read
    read = read.edited(edits)
    return replace(task, text=read.text, spared=name, mask=None if task.mask == name else task.mask), read


def _avoiding(task: AgentTask, read: Spelled, lexicon: Lexicon) -> tuple[AgentTask, Spelled]:
    """`task` with what a new picture must not show, and its words without that."""
    phrases, edits = avoided(read.text, lexicon, new=task.focus is None and task.answers is None)
    read = read.edited(edits)
    return replace(task, text=read.text, avoided=phrases), read


def _lettering(task: AgentTask, read: Spelled) -> tuple[AgentTask, Spelled]:
    """`task` with the words that shall be read in the picture, and its own without those."""
    letters, edits = lettered(read.text)
    if task.answers and task.answers[1] == said(task.language, "ask.letters") and letters is None:
        letters = lettering(read.text)
        edits = [(0, len(read.text), "")] if letters else []
        task = task if letters else replace(task, answers=None)  # another wish in place of an answer
    read = read.edited(edits)
    return replace(task, text=read.text, lettered=letters), read


def _seeding(task: AgentTask, read: Spelled) -> tuple[AgentTask, Spelled]:
    """`task` with the seed that its words say, and its own without that."""
    seed, edits = seed_in(read.text)
    read = read.edited(edits)
    return replace(task, text=read.text, seed=seed), read


def _leaving(task: AgentTask, read: Spelled) -> tuple[AgentTask, Spelled]:
    """`task` with the room that a new picture shall leave for words, and its own without that."""
    room, edits = room_in(read.text, new=task.focus is None and task.answers is None)
    read = read.edited(edits)
    return replace(task, text=read.text, room=room), read


def _likening(task: AgentTask, read: Spelled) -> tuple[AgentTask, Spelled]:
    """`task` with what a new picture takes over from the one in focus, and its words without that."""
    taken, edits = alike(read.text, task)
    read = read.edited(edits)
    return replace(task, text=read.text, alike=taken), read


def _setting_aside(task: AgentTask, read: Spelled) -> tuple[AgentTask, Spelled]:
    """`task` with the words that may come to nothing, and its own without those that are no wish by themselves."""
    unmet, edits = set_aside(read.text, task)
    read = read.edited(edits)
    return replace(task, text=read.text, unmet=unmet), read


def _clearing(task: AgentTask, read: Spelled) -> tuple[AgentTask, Spelled]:
    """`task` with the wish for a new picture that has no background, and its words without that."""
    edits = cleared(read.text, task)
    read = read.edited(edits)
    return replace(task, text=read.text, cleared=bool(edits)), read

"""Plans that take no language model: rules that are asked before a small one is, in their order; the first that knows
the wish is obeyed.

Owns the order, and what the rules are told. Refuses rules of its own: each has a module in `plans/`, with its reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from orchestrator.agent.chat.decode import taught
from orchestrator.agent.grammar.offer import Offer, offer_of
from orchestrator.agent.language.lexicon import Heard, Lexicon
from orchestrator.agent.nodes.second_look import heard
from orchestrator.agent.nodes.thinking import Mind
from orchestrator.agent.plans.asking import asked_of_looks
from orchestrator.agent.plans.beside import twice, which_way
from orchestrator.agent.plans.beyond import beyond
from orchestrator.agent.plans.cutting import plainly_cut, put_into
from orchestrator.agent.plans.enlarge import too_many_pixels
from orchestrator.agent.plans.mixing import mixed
from orchestrator.agent.plans.montage import in_a_grid, with_a_gap
from orchestrator.agent.plans.one_thing import faced, of_new_or_remade, of_one_thing
from orchestrator.agent.plans.plainly import plainly
from orchestrator.agent.plans.ratios import in_ratio
from orchestrator.agent.plans.repairing import repaired
from orchestrator.agent.plans.replacing import replaced
from orchestrator.agent.plans.rows import all_in_one
from orchestrator.agent.plans.singly import singly
from orchestrator.agent.plans.tinting import tinted
from orchestrator.agent.plans.trimming import trimmed
from orchestrator.agent.plans.turning import by_degrees
from orchestrator.agent.plans.weaker import weaker
from orchestrator.agent.plans.which_one import which_one
from orchestrator.agent.plans.writing import only_written, what_to_write
from orchestrator.agent.reading.narrowing import named_pictures
from orchestrator.agent.reading.seeding import anew
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Plan


@dataclass(frozen=True)
class Wish:
    """What a rule is told of a turn."""

    mind: Mind
    task: AgentTask
    lexicon: Lexicon

    @cached_property
    def words(self) -> Heard:
        """What the dictionary knows of the words."""
        return self.lexicon.heard(self.task.text)

    @cached_property
    def named(self) -> set[str]:
        """Handles of the pictures that the words name."""
        return named_pictures(offered(self.mind, self.task, self.task.text), self.words, self.task)

    def pictures(self, words: str) -> set[str]:
        """Of those that `words`, a part of what was said, name."""
        return pictures(self.mind, self.task, words)


RULES: Final[tuple[Callable[[Wish], Plan | None], ...]] = (
    lambda wish: plainly(wish.task),
    lambda wish: beyond(wish.task),
    lambda wish: which_one(wish.task, wish.lexicon),
    lambda wish: of_new_or_remade(wish.task, wish.lexicon),
    lambda wish: put_into(wish.task, wish.lexicon),
    lambda wish: plainly_cut(wish.task, wish.lexicon),
    lambda wish: singly(wish.task, wish.lexicon),
    lambda wish: of_one_thing(wish.task, wish.lexicon),
    lambda wish: faced(wish.task, wish.lexicon),
    lambda wish: replaced(wish.task, wish.lexicon),
    lambda wish: which_way(wish.task),
    lambda wish: twice(wish.task, wish.words, wish.named),
    lambda wish: by_degrees(wish.task, wish.named),
    lambda wish: all_in_one(wish.task, wish.words, wish.named),
    lambda wish: anew(wish.task, wish.named),
    lambda wish: too_many_pixels(wish.task),
    lambda wish: only_written(wish.task, wish.named),
    lambda wish: what_to_write(wish.task),
    lambda wish: in_a_grid(wish.task),
    lambda wish: with_a_gap(wish.task),
    lambda wish: asked_of_looks(wish.task, wish.named),
    lambda wish: trimmed(wish.task),
    lambda wish: in_ratio(wish.task),
    lambda wish: weaker(wish.task),
    lambda wish: repaired(wish.task, wish.words),
    lambda wish: mixed(wish.task, wish.pictures),
    lambda wish: tinted(wish.task, wish.lexicon, wish.pictures),
)


def by_rule(mind: Mind, task: AgentTask) -> Plan | None:
    """What a small model need not be asked, whatever was asked before."""
    lexicon = taught(mind.chat)
    if lexicon is None:
        return None
    wish = Wish(mind, task, lexicon)
    return next((plan for rule in RULES if (plan := rule(wish)) is not None), None)


def offered(mind: Mind, task: AgentTask, words: str) -> Offer:
    """What a plan may contain: of a session with many pictures a small model is shown those that are named."""
    offer = offer_of(task, words)
    if taught(mind.chat) is None:
        return offer
    every = tuple(image.handle for image in task.images if image.kind != "mask")
    return replace(offer, pictures=every, every=every)


def pictures(mind: Mind, task: AgentTask, words: str) -> set[str]:
    """Handles of the pictures that `words`, a part of what was said, name."""
    meant = heard(mind, words)
    return set() if meant is None else named_pictures(offered(mind, task, words), meant, task)

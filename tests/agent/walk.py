"""Random walks through a grammar: any text it accepts, chosen by hypothesis."""

import string

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from orchestrator.agent.grammar.gbnf import Choice, Grammar, Literal, Maybe, Node, Row, Rule, Text

CHARACTERS = st.sampled_from([*string.ascii_letters, *string.digits, *" #@{}[]:,.'-", "狗", "é", "🙂", '\\"', "\\\\"])


@st.composite
def walks(draw: DrawFn, grammar: Grammar) -> str:
    """A text of the grammar."""

    def walk(node: Node) -> str:
        match node:
            case Literal(plain):
                return plain
            case Rule(name):
                return walk(grammar.rules[name])
            case Row(parts):
                return "".join(walk(part) for part in parts)
            case Choice(options):
                return walk(draw(st.sampled_from(options)))
            case Maybe(part):
                return walk(part) if draw(st.booleans()) else ""
            case Text(most):
                first: str = draw(CHARACTERS.filter(lambda char: char != " "))
                return first + "".join(draw(st.lists(CHARACTERS, max_size=min(most - 1, 12))))

    return walk(grammar.rules["root"])

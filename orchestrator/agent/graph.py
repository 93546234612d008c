"""The two graphs of a turn, on each side of its jobs: understand → ask? → rewrite → compose; judge → decide → refine.

No checkpointer: the turn's row is the state. What a node found out with the language model is stored by the caller, and
read back when the turn is taken up again; reviewing asks no model, and reads all it knows off the turn's jobs.
"""

from functools import partial
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from orchestrator.agent.nodes.ask import ask
from orchestrator.agent.nodes.plan import plan
from orchestrator.agent.nodes.rewrite import rewrite
from orchestrator.agent.nodes.thinking import Mind, Thinking
from orchestrator.agent.nodes.understand import understand
from orchestrator.agent.review.decide import decide
from orchestrator.agent.review.judge import Reviewing, judge
from orchestrator.agent.review.refine import refine

Graph = CompiledStateGraph[Thinking, Any, Thinking, Thinking]
ReviewGraph = CompiledStateGraph[Reviewing, Any, Reviewing, Reviewing]


def understanding(mind: Mind) -> Graph:
    """The graph, ready to run; it keeps nothing between runs."""
    graph = StateGraph(Thinking)
    graph.add_node("understand", partial(understand, mind))
    graph.add_node("ask", ask)
    graph.add_node("rewrite", partial(rewrite, mind))
    graph.add_node("compose", plan)
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "ask")
    graph.add_conditional_edges("ask", _next, ["rewrite", "compose"])
    graph.add_edge("rewrite", "compose")
    graph.add_edge("compose", END)
    return graph.compile()


def reviewing() -> ReviewGraph:
    """What to do with a turn whose jobs have ended: judge, decide, and refine or have it replied to.

    The steps it comes to are committed as jobs by the caller; when they have ended, it is run again.
    """
    graph = StateGraph(Reviewing)
    graph.add_node("judge", judge)
    graph.add_node("decide", decide)
    graph.add_node("refine", refine)
    graph.add_edge(START, "judge")
    graph.add_conditional_edges("judge", lambda state: END if "more" in state else "decide", ["decide", END])
    graph.add_conditional_edges("decide", lambda state: END if "more" in state else "refine", ["refine", END])
    graph.add_edge("refine", END)
    return graph.compile()


def _next(state: Thinking) -> str:
    """Only a plan with steps has something to rewrite."""
    return "rewrite" if state["plan"].steps else "compose"

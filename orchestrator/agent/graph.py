"""Understanding a turn as a graph: understand → ask? → rewrite → plan. No checkpointer: the turn's row is the state.

What a node found out with the language model is stored by the caller, and read back when the turn is taken up again.
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

Graph = CompiledStateGraph[Thinking, Any, Thinking, Thinking]


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


def _next(state: Thinking) -> str:
    """Only a plan with steps has something to rewrite."""
    return "rewrite" if state["plan"].steps else "compose"

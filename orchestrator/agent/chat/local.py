"""A GGUF in this process, as a langchain chat model. Owns the translation of calls; decoding is the engine's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import ConfigDict

from orchestrator.agent.chat.engine import Engine, Request
from orchestrator.agent.chat.gguf import tools_taught, walks_taught
from orchestrator.agent.chat.messages import plain
from orchestrator.agent.language.lexicon import KEY, Lexicon, read_lexicon


class LocalChat(BaseChatModel):
    """Decodes under the grammar it is given; without one it refuses to say anything."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    mends: ClassVar[bool] = False
    """Whether it is worth telling the model what was wrong with its answer."""
    engine: Engine
    timeout: float = 120.0
    lexicon: Lexicon | None = None
    """The dictionary in the model's file, if it was taught one."""
    tools: frozenset[str] | None = None
    """The tools it was taught, if it was taught some and no others."""
    walks: frozenset[str] | None = None
    """The ways through the history it was taught, likewise."""

    @classmethod
    def opened(
        cls, path: Path, system: str, *, threads: int | None = None, cache: Path | None = None, timeout: float = 120.0
    ) -> "LocalChat":
        """Load `path` and read the part of every prompt that never changes.

        Raises:
            ChatFailed: the file is no model that can be loaded.
        """
        engine = Engine(path, threads=threads, cache=cache)
        engine.warm((("system", system), ("user", "PLAN")), (("system", system), ("user", "REWRITE")))
        lexicon = read_lexicon(engine.metadata.get(KEY, ""))
        tools, walks = tools_taught(path), walks_taught(path)
        return cls(engine=engine, timeout=timeout, lexicon=lexicon, tools=tools, walks=walks)

    @property
    def _llm_type(self) -> str:
        return "pentimento-gguf"

    def _generate(  # noqa: PLR0913  # langchain passes call arguments by name
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        grammar: str = "",
        max_tokens: int = 512,
        temperature: float = 0.0,
        seed: int = 0,
        session: str = "",
        stopped: Callable[[], bool] | None = None,
        **unused: Any,
    ) -> ChatResult:
        request = Request(plain(messages), grammar, max_tokens, temperature, seed, session)
        done = self.engine.complete(request, stopped=stopped, timeout=self.timeout)
        message = AIMessage(
            done.text,
            response_metadata={"complete": done.complete, "rivals": done.rivals, "reused": done.reused},
            usage_metadata={
                "input_tokens": done.prompt_tokens,
                "output_tokens": done.tokens,
                "total_tokens": done.prompt_tokens + done.tokens,
            },
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

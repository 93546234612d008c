"""A language model elsewhere, at any OpenAI-compatible URL (llama-server, vLLM, Ollama, ...).

Refuses redirects, answers of any length, and to show its key: it is in a header and nowhere else.
"""

import json
import time
from collections.abc import Callable
from typing import Any, ClassVar, Final, Literal

import httpx
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import ConfigDict, PrivateAttr, SecretStr

from orchestrator.agent.chat.errors import ChatFailed
from orchestrator.agent.chat.messages import plain

LONGEST: Final = 1 << 20
"""Bytes of an answer that are read."""
UNSUPPORTED: Final = frozenset({400, 404, 415, 422, 500, 501})
"""What servers answer to a response_format that they do not know."""
Mode = Literal["json_schema", "json_object", "text"]
MODES: Final[tuple[Mode, ...]] = ("json_schema", "json_object", "text")


class RemoteChat(BaseChatModel):
    """Asks for JSON in the strictest way the server knows; what comes back is checked all the same."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    mends: ClassVar[bool] = True
    """Whether it is worth telling the model what was wrong with its answer."""
    url: str
    key: SecretStr | None = None
    model: str = ""
    timeout: float = 60.0
    _mode: Mode = PrivateAttr(default="json_schema")

    @property
    def _llm_type(self) -> str:
        return "pentimento-remote"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 512,
        temperature: float = 0.0,
        seed: int = 0,
        stopped: Callable[[], bool] | None = None,
        **unused: Any,
    ) -> ChatResult:
        body: dict[str, Any] = {
            "messages": [{"role": role, "content": content} for role, content in plain(messages)],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "seed": seed,
        }
        deadline = time.monotonic() + self.timeout
        with httpx.Client(timeout=httpx.Timeout(self.timeout, connect=10.0), headers=self._headers()) as client:
            if not self.model:
                self.model = self._first_model(client, deadline, stopped)
            body["model"] = self.model
            text = self._completed(client, body, schema, deadline, stopped)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text, response_metadata={"complete": True}))])

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key.get_secret_value()}"} if self.key else {}

    def _completed(
        self,
        client: httpx.Client,
        body: dict[str, Any],
        schema: dict[str, Any] | None,
        deadline: float,
        stopped: Callable[[], bool] | None,
    ) -> str:
        for mode in MODES[MODES.index(self._mode) :]:
            status, data = self._sent(
                client, "POST", "chat/completions", body | _format(mode, schema), deadline, stopped
            )
            if status in UNSUPPORTED and mode != "text":
                continue
            if status != httpx.codes.OK:
                raise ChatFailed(f"the language model server answered with status {status}")
            self._mode = mode
            try:
                content = json.loads(data)["choices"][0]["message"]["content"]
            except (ValueError, LookupError, TypeError, RecursionError) as error:
                raise ChatFailed("the language model server's answer cannot be read") from error
            return content if isinstance(content, str) else ""
        raise ChatFailed("the language model server refuses the request")

    def _first_model(self, client: httpx.Client, deadline: float, stopped: Callable[[], bool] | None) -> str:
        """The name of the first model the server lists; `default` where it lists none."""
        status, data = self._sent(client, "GET", "models", None, deadline, stopped)
        try:
            return str(json.loads(data)["data"][0]["id"]) if status == httpx.codes.OK else "default"
        except (ValueError, LookupError, TypeError, RecursionError):
            return "default"

    def _sent(
        self,
        client: httpx.Client,
        method: str,
        path: str,
        body: dict[str, Any] | None,
        deadline: float,
        stopped: Callable[[], bool] | None,
    ) -> tuple[int, bytes]:
        data = b""
        try:
            with client.stream(method, f"{self.url.rstrip('/')}/{path}", json=body) as response:
                for part in response.iter_bytes():
                    data += part
                    if len(data) > LONGEST:
                        raise ChatFailed("the language model server's answer is too long")
                    if time.monotonic() > deadline or (stopped and stopped()):
                        raise ChatFailed("the language model server takes too long")
                return response.status_code, data
        except httpx.TimeoutException as error:
            raise ChatFailed("the language model server takes too long") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ChatFailed("the language model server cannot be reached") from error


def _format(mode: Mode, schema: dict[str, Any] | None) -> dict[str, Any]:
    match mode:
        case "json_schema" if schema is not None:
            wanted = {"name": "answer", "schema": schema, "strict": False}
            return {"response_format": {"type": "json_schema", "json_schema": wanted}}
        case "text":
            return {}
        case _:
            return {"response_format": {"type": "json_object"}}

"""A GGUF's own chat template, rendered in a sandbox only: it comes from a file that anybody may have written.

Refuses to let message text pose as one of the model's control tokens.
"""

from collections.abc import Sequence
from typing import Any, Final, NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from orchestrator.agent.chat.errors import ChatFailed

CHATML: Final = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n"
)
"""For models that carry no template."""
LONGEST: Final = 200_000
"""Characters of a rendered template."""


class ChatTemplate:
    """Messages to the text a model continues."""

    def __init__(self, source: str, *, bos: str, eos: str, control: Sequence[str]) -> None:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)  # text for a model, no HTML
        environment.globals["raise_exception"] = _refuse
        environment.globals["strftime_now"] = lambda form: ""
        try:
            self._template = environment.from_string(source or CHATML)
        except TemplateError as error:
            raise ChatFailed("the model's chat template cannot be read") from error
        self._tokens = {"bos_token": bos, "eos_token": eos}
        self._control = sorted({text for text in control if len(text) > 1}, key=len, reverse=True)

    def render(self, messages: Sequence[tuple[str, str]]) -> str:
        """The text up to where the assistant speaks. `messages` are (role, content).

        Raises:
            ChatFailed: the template refuses the messages or misbehaves.
        """
        plain = [{"role": role, "content": self.defused(content)} for role, content in messages]
        try:
            return self._rendered(plain)
        except ChatFailed:
            if plain[0]["role"] != "system" or len(plain) < 2:  # a system message and one more
                raise
        merged = {"role": "user", "content": f"{plain[0]['content']}\n\n{plain[1]['content']}"}
        return self._rendered([merged, *plain[2:]])

    def _rendered(self, messages: list[dict[str, str]]) -> str:
        values: dict[str, Any] = {"messages": messages, "add_generation_prompt": True, **self._tokens}
        try:
            text = self._template.render(values)
        except Exception as error:  # the template is foreign code: whatever it raises, it is the template's fault
            raise ChatFailed("the model's chat template failed") from error
        if len(text) > LONGEST:
            raise ChatFailed("the model's chat template writes too much")
        return text

    def defused(self, content: str) -> str:
        """`content` with a space in every piece that the tokenizer would take for a control token."""
        for text in self._control:
            if text in content:
                content = content.replace(text, f"{text[0]} {text[1:]}")
        return content


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)

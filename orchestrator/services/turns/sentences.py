"""The few sentences the services say themselves, in the languages spoken. Everything else is the agent's to say."""

from typing import Final, Literal

Name = Literal["turn-crashed", "turn-failed", "agent-missing"]

SENTENCES: Final[dict[Name, dict[str, str]]] = {
    "turn-crashed": {
        "en": "I broke down five times over this message, so I have set it aside. "
        "Try it in other words; if that does not help, look into the log of the agent worker.",
        "zh": "处理这条消息时我连续崩溃了五次，所以先放下了。请换一种说法再试；如果还不行，请查看代理进程的日志。",
    },
    "turn-failed": {
        "en": "Something went wrong inside while I thought about this. "
        "Try again; the log of the agent worker has the details.",
        "zh": "我在思考时内部出错了。请再试一次；详细情况见代理进程的日志。",
    },
    "agent-missing": {
        "en": "I have no language model to think with ({detail}). Tools still work without me, from the menu.",
        "zh": "我没有可用的语言模型（{detail}）。不通过我也可以在菜单里直接使用工具。",
    },
}


def sentence(name: Name, language: str, **facts: str) -> str:
    """The sentence in `language` (`zh`, else English), with its facts filled in."""
    return SENTENCES[name]["zh" if language == "zh" else "en"].format(**facts)

"""The shipped chat GGUF: llama.cpp cuts words as the trainer did, and the nine lines of issue 2 become their plans."""

from itertools import islice
from pathlib import Path

import gguf
import pytest
from llama_cpp import Llama
from tokenizers import Tokenizer, models, pre_tokenizers

from starter.train.chat.marking import marks, read
from starter.train.chat.report import opened, plan_of, utterances
from starter.train.chat.samples import samples
from starter.train.chat.tokenizer import SPECIAL, chat

MODEL = Path(__file__).parents[2] / "starter/weights/chat/chat.gguf"
NINE = 11
"""The nine lines with both Chinese ones and both ways to say where come first in the file."""


@pytest.fixture(scope="module")
def trained() -> Tokenizer:
    """The trainer's tokenizer, built anew from the words and merges in the file."""
    fields = gguf.GGUFReader(MODEL).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(pair.split(" ")) for pair in fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE({token: number for number, token in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def test_llama_cpp_cuts_words_as_the_trainer_did(trained: Tokenizer) -> None:
    """A thousand samples, and text nobody generates."""
    model = Llama(str(MODEL), vocab_only=True, verbose=False)
    texts = [chat(sample.user) + sample.assistant for sample in islice(samples(77), 1000)]
    texts += [
        "naïve café 12345 'll don't",
        "  two  blanks\tand\ttabs ",
        "🙂🐉 你好, мир",
        "a\nb\r\n---",
        '\\"quoted\\" “so”',
    ]
    for text in texts:
        assert model.tokenize(text.encode(), add_bos=False, special=True) == trained.encode(text).ids, text


@pytest.mark.parametrize("item", utterances()[:NINE], ids=lambda item: item["id"])
def test_the_nine_lines(item: dict[str, object]) -> None:
    """Greedy and without a grammar, each of them is understood exactly."""
    answer = plan_of(opened(MODEL), item)
    assert marks(item["expect"], read(answer))["exact"], answer  # type: ignore[arg-type]  # JSON

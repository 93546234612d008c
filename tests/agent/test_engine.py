"""The engine: the same answer each time, whatever it read before; bounds kept; states restored."""

import time
from pathlib import Path

import pytest

from orchestrator.agent.chat.engine import WORTH, Engine, Request
from orchestrator.agent.chat.errors import ChatFailed, TooLong
from orchestrator.agent.chat.gguf import located, trained_context
from orchestrator.agent.chat.states import SNAPSHOTS
from tests.agent.conftest import STARTER

GRAMMAR = 'root ::= "{\\"a\\":\\"" [a-z]{1,40} "\\"}"\n'
SYSTEM = ("system", "You answer with JSON. " * 20)
PLAN, REWRITE = (SYSTEM, ("user", "PLAN")), (SYSTEM, ("user", "REWRITE"))


def asked(text: str, session: str = "", **more: object) -> Request:
    """A request in a session."""
    return Request((SYSTEM, ("user", text)), GRAMMAR, 64, session=session, **more)  # type: ignore[arg-type]  # keyword tests


def test_the_answer_does_not_depend_on_what_was_read_before(tiny_engine: Engine) -> None:
    ledgers = [f"PLAN\n#1 generate: a {colour} house\n" + "#2 edit of #1: x\n" * 9 for colour in ("red", "blue")]
    cold = {}
    for text in ledgers:
        tiny_engine.complete(Request((("user", "something else altogether"),), GRAMMAR, 8))
        cold[text] = tiny_engine.complete(asked(text)).text
    for number, text in enumerate([*ledgers, *ledgers, *ledgers]):
        done = tiny_engine.complete(asked(text, session=text))
        assert done.text == cold[text]
        if number >= len(ledgers):
            assert done.reused >= done.prompt_tokens - 1, "the session's state was restored, not read again"


def test_same_seed_same_answer_other_seed_other_answer(tiny_engine: Engine) -> None:
    texts = [tiny_engine.complete(asked("PLAN", temperature=1.5, seed=seed)).text for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_a_question_that_does_not_fit_is_refused(tiny_engine: Engine) -> None:
    with pytest.raises(TooLong):
        tiny_engine.complete(asked("long " * 5000))


def test_decoding_can_be_stopped_and_has_a_bound_in_time(tiny_engine: Engine) -> None:
    endless = Request((SYSTEM,), "root ::= [a-z] root\n", 3000)
    start = time.monotonic()
    with pytest.raises(ChatFailed, match="stopped"):
        tiny_engine.complete(endless, stopped=lambda: time.monotonic() - start > 0.1)
    with pytest.raises(ChatFailed, match="too long"):
        tiny_engine.complete(endless, timeout=0.1)
    assert time.monotonic() - start < 10
    assert tiny_engine.complete(asked("PLAN")).complete, "it goes on serving"


def test_states_stay_within_their_bytes(tiny_gguf: Path) -> None:
    engine = Engine(tiny_gguf, threads=1, keep=400_000)
    for number in range(12):
        engine.complete(asked(f"{number} " * 100, session=str(number)))
    assert 0 < engine._states.size <= 400_000
    engine.close()


def test_the_static_prefix_comes_back_from_disk(tiny_gguf: Path, tmp_path: Path) -> None:
    first = Engine(tiny_gguf, threads=1, cache=tmp_path)
    length = first.warm(PLAN, REWRITE)
    answer = first.complete(asked("PLAN")).text
    first.close()
    files = list(tmp_path.iterdir())
    assert length >= WORTH
    assert len(files) == 1
    again = Engine(tiny_gguf, threads=1, cache=tmp_path)
    assert again.warm(PLAN, REWRITE) == length
    done = again.complete(asked("PLAN"))
    assert (done.text, done.reused >= length) == (answer, True)
    again.close()
    files[0].write_bytes(files[0].read_bytes()[:-1000])  # cut off by a full disk
    hurt = Engine(tiny_gguf, threads=1, cache=tmp_path)
    hurt.warm(PLAN, REWRITE)
    assert hurt.complete(asked("PLAN")).text == answer
    hurt.warm((("system", "other " * 90), PLAN[1]), (("system", "other " * 90), REWRITE[1]))
    hurt.warm((("system", "third " * 90), PLAN[1]), (("system", "third " * 90), REWRITE[1]))
    assert len(list(tmp_path.iterdir())) == SNAPSHOTS
    hurt.close()


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"hello")
    (tmp_path / "half.gguf").write_bytes(b"GGUF and nothing more")
    with pytest.raises(ChatFailed, match="no GGUF"):
        located(str(tmp_path / "no.gguf"))
    with pytest.raises(ChatFailed, match="PENTIMENTO_CHAT_MODEL"):
        located(str(tmp_path / "missing.gguf"))
    with pytest.raises(ChatFailed, match="cannot be loaded"):
        Engine(located(str(tmp_path / "half.gguf")))


def test_a_grammar_that_cannot_be_read_is_no_crash(tiny_engine: Engine) -> None:
    with pytest.raises(ChatFailed):
        tiny_engine.complete(Request((SYSTEM,), "root ::= (", 8))


def test_the_context_is_what_the_model_was_trained_for_from_the_start(capfd: pytest.CaptureFixture[str]) -> None:
    engine = Engine(STARTER, threads=1)
    assert engine.context == trained_context(STARTER)
    engine.close()
    assert "training context" not in capfd.readouterr().err

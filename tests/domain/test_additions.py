"""Who wins over whom in a prompt: the person, a preset, their taste, the language model."""

from orchestrator.domain.additions import Additions
from orchestrator.domain.prompt import Phrase, Prompt, Subject, revise
from orchestrator.domain.requirements import requirements
from orchestrator.domain.rewrite import rewrite_of

POSTER = Additions(
    by="preset:poster", slots={"style": "bold poster", "light": "dramatic light"}, avoid=("people", "text")
)
FOX = Subject(what="fox", source="a fox")


def test_gaps_are_filled_and_words_stay() -> None:
    said = Prompt(subjects=(FOX,), style=Phrase(text="oil painting", source="in oil"))
    made = POSTER.to(said, "a fox in oil")
    assert made.style == said.style
    assert made.light == Phrase(text="dramatic light", by="preset:poster")
    assert [phrase.text for phrase in made.avoid] == ["people", "text"]


def test_what_a_model_made_up_gives_way_and_what_a_script_says_does_not() -> None:
    invented = Prompt(subjects=(FOX,), light=Phrase(text="soft light"))
    taste = Additions(by="taste", slots={"light": "warm light", "style": "watercolour"})
    assert POSTER.to(invented).light == Phrase(text="soft light")
    both = taste.to(POSTER.to(invented, invented=True), invented=True)
    assert both.light == Phrase(text="dramatic light", by="preset:poster"), "a preset wins over the taste"
    assert both.style == Phrase(text="bold poster", by="preset:poster")


def test_nothing_that_was_asked_for_is_avoided() -> None:
    assert POSTER.to(Prompt(subjects=(FOX,)), "a fox and two people").avoid[0].text == "text"
    person = Prompt(subjects=(Subject(what="people", source="人"),))
    assert [phrase.text for phrase in POSTER.to(person, "人").avoid] == ["text"]
    lettered = Prompt(subjects=(FOX,), lettering=Phrase(text="OPEN", source="OPEN"))
    assert [phrase.text for phrase in POSTER.to(lettered, "a fox, it reads OPEN").avoid] == ["people"]


def test_nobody_demands_what_a_preset_adds() -> None:
    assert [one.text for one in requirements(POSTER.to(Prompt(subjects=(FOX,))))] == ["a fox"]


def test_the_rewrite_says_who_added_what() -> None:
    made = POSTER.to(Prompt(subjects=(FOX,)), "a fox")
    spans = rewrite_of(made, "a fox", kept=[Phrase(text="layout", by="preset:poster")]).spans
    assert [(span.text, span.origin, span.by) for span in spans] == [
        ("a fox", "user", None),
        ("dramatic light", "added", "preset:poster"),
        ("bold poster", "added", "preset:poster"),
        ("no people", "added", "preset:poster"),
        ("no text", "added", "preset:poster"),
        ("keep layout", "added", "preset:poster"),
    ]


def test_a_change_takes_the_phrase_from_whoever_had_added_it() -> None:
    made = POSTER.to(Prompt(subjects=(FOX,)))
    assert revise(made, {"style": {"text": "oil", "from": "in oil"}}).style == Phrase(text="oil", source="in oil")
    assert revise(made, {"style": {"text": "oil"}}).style == Phrase(text="oil")
    assert revise(made, {"time": {"text": "night"}}).style == made.style


def test_words_that_nobody_read_stay_in_front() -> None:
    text, prompt = POSTER.behind("a red fox, 4k")
    assert text == "a red fox, 4k, dramatic light, bold poster"
    assert prompt.composition == Phrase(text="a red fox, 4k", source="a red fox, 4k")

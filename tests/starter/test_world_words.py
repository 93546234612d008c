"""What the world says of a scene is in the scene, and the wordings kept for measuring are kept."""

from __future__ import annotations

import pytest

from orchestrator.locale import vocabulary
from starter.world import FIRST_SEED, Element, Scene, captions, elements, sample, tags
from starter.world.colours import COLOURS
from starter.world.vocabulary import HELD_WORDS, SUBJECTS, SYNONYMS, manifest, plural
from starter.world.words.orders import ORDERS


def test_tags_say_everything_in_order() -> None:
    scene = Scene("meadow", "night", "snow", (Element("cat", "white", 2), Element("tree", position="right")))
    assert tags(scene) == "two white cats, a tree on the right, meadow, night, snow"
    assert tags(Scene("lake", "sunset", elements=(Element("house", "red"),))) == "a red house, lake, sunset"
    pair = (Element("house"), Element("dog", "black", relation="left of", size="small", pose="running"))
    assert (
        tags(Scene("beach", elements=pair)) == "a house, a small black running dog to the left of the house, beach, day"
    )
    assert elements(scene) == ["two white cats", "a tree"]


def test_captions_never_name_what_is_not_there() -> None:
    """Neither a colour that nothing has, nor a number that is not true; and all of it fits the text encoder."""
    for seed in range(600):
        scene = sample(seed)
        wanted = {element.colour for element in scene.elements} | set(scene.abstract.colours if scene.abstract else ())
        for text in captions(scene, 4):
            words = text.replace(",", " ").replace(".", " ").replace("-", " ").split()
            named = {word for word in words if word in COLOURS} - ({"green"} if "green meadow" in text else set())
            assert named <= wanted, (text, scene)
            assert {2: "two", 3: "three"}.keys() & {e.count for e in scene.elements} == {
                {"two": 2, "three": 3}[w] for w in words if w in ("two", "three")
            }, text
            assert len(words) <= 30, text


def test_captions_name_every_subject() -> None:
    for seed in range(400):
        scene = sample(seed)
        for text in captions(scene, 4):
            for element in scene.elements:
                names = {n for name in SYNONYMS[element.subject] for n in (name, plural(name))}
                assert any(name in text for name in names), (text, element)


def test_captions_vary_and_repeat() -> None:
    texts = [text for seed in range(500) for text in captions(sample(seed), 4)]
    assert len(set(texts)) > 0.9 * len(texts)
    assert captions(sample(5)) == captions(sample(5))


def test_wordings_kept_for_measuring_are_not_trained_on() -> None:
    kept = {word for word in HELD_WORDS if " " in word}
    for seed in range(1500):
        for text in captions(sample(seed), 3):
            assert not {w for w in kept if w in text}, text
            assert not set(text.replace(",", "").split()) & HELD_WORDS, text
    fresh = " ".join(text for seed in range(400) for text in captions(sample(FIRST_SEED + seed), 2))
    assert sum(word in fresh for word in HELD_WORDS) > len(HELD_WORDS) / 2
    for trained, untrained in ORDERS.values():
        assert not set(trained) & set(untrained)


@pytest.mark.parametrize(
    ("noun", "many"),
    [("puppy", "puppies"), ("bus", "buses"), ("water lily", "water lilies"), ("pine tree", "pine trees")],
)
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_no_other_word_is_a_subjects_own_name() -> None:
    """A synonym that names another subject would teach two pictures for one word; the manifest lists each once."""
    others = [word for name in SUBJECTS for word in SYNONYMS[name][1:]]
    assert not set(others) & set(SUBJECTS)
    assert len(set(others)) == len(others)
    listed = manifest()
    assert listed["subjects"] == list(SUBJECTS)
    assert set(listed["also"]) == set(others)


@pytest.mark.parametrize("name", ["subjects", "settings", "times", "weather", "seasons", "colours", "sizes", "styles"])
def test_everything_the_painter_knows_has_a_chinese_name_of_its_own(name: str) -> None:
    """Its own: the page offers the names to choose from, and has to tell by the name what was chosen."""
    words, names = manifest()[name], vocabulary("zh")[name]
    assert [word for word in words if word not in names] == []
    assert len({names[word] for word in words}) == len(words)


def test_a_word_in_several_lists_is_called_the_same() -> None:
    """Whoever looks a word up does not know the list it is from."""
    named = [item for names in vocabulary("zh").values() for item in names.items()]
    assert len(dict(named)) == len(set(named))

"""What went wrong is told in Chinese as well: every sentence a person can meet is in the catalogue, and nothing else.

English only are the command line (orchestrator/cli), logs, and what third parties say inside a sentence.
"""

from orchestrator.locale import PLACE, templates, told, words
from tests.system.spoken import sentences
from web.pages.texts import texts


def test_every_sentence_has_its_chinese() -> None:
    """A new sentence in the sources needs a line in orchestrator/locale/zh.toml, a new tool's in its own zh.toml."""
    said = sentences()
    assert len(said) > 250
    assert {text: where for text, where in said.items() if text not in templates("zh")} == {}


def test_nothing_is_translated_that_nobody_says() -> None:
    """A sentence that was changed or went away leaves no line behind."""
    assert sorted(templates("zh").keys() - sentences().keys()) == []


def test_the_same_values_stand_in_both() -> None:
    """Each place of the English is once in the Chinese, and of a kind that there are words for; none touch."""
    for english, chinese in templates("zh").items():
        assert [one[1] for one in PLACE.finditer(english)] == [str(n) for n in range(english.count("{"))], english
        assert sorted(one[1] for one in PLACE.finditer(chinese)) == sorted(one[1] for one in PLACE.finditer(english)), (
            english
        )
        assert "}{" not in english, english
        kinds = {one[2] for one in PLACE.finditer(chinese)} - {None}
        assert kinds <= {"sentence", "reason", "quoted", "param", "slot", "value", *words("zh")}, english


def test_words_are_those_of_the_page() -> None:
    """Where the page has a word for a value, the catalogue has no other."""
    page = texts("zh")
    ours = {f"{kind}.{value}": word for kind, known in words("zh").items() for value, word in known.items()}
    assert {key: word for key, word in ours.items() if page.get(key, word) != word} == {}


def of_page(kind: str, value: str) -> str | None:
    """The page's words."""
    return texts("zh").get(f"{kind}.{value}")


def test_values_go_into_the_other_sentence() -> None:
    """Numbers and names as they are, tools and parameters by their names, sentences in sentences."""
    assert told("You already have 20 jobs open. Wait for one to end, or cancel one.", "zh") == (
        "你已有 20 个任务在排队。请等一个完成，或停止一个。"
    )
    assert told("edit takes no mask", "zh", of_page) == "“修改”用不到蒙版"
    assert told("upscale: scale: Input should be less than or equal to 4", "zh", of_page) == ("放大，倍数：不能大于 4")
    assert told("tags.0: String should have at most 40 characters", "zh", of_page) == "标签.0：最多 40 个字"
    assert told("There is no preset called 'poster'; there are logo, product.", "zh") == (
        "没有叫“poster”的预设，现有：logo、product。"
    )
    broken = "xl: model.toml: family: Field required"
    assert told(f"No model here can generate ({broken}). Put one into the models folder.", "zh", of_page) == (
        "这里没有会“作画”的模型（xl：model.toml 中的 family：必须填写）。请把一个放进模型文件夹。"
    )


def test_what_nobody_has_translated_stays() -> None:
    """Also what only looks like a sentence with another in it; and English readers get the English."""
    for text in ("", "Out of cheese.", "blue: a house: red", "x" * 5000, "{0}: {1}", "在海边"):
        assert told(text, "zh") == text
    assert told("The file is empty.", "en") == "The file is empty."
    assert told("The file is empty.", "fr") == "The file is empty."


def test_names_with_words_of_sentences_are_values() -> None:
    """What people write into a name is no template, and comes out as it went in."""
    name = "<b>{0}</b> already. There is a collection called 河 \\1 %s"
    assert told(f"There is a collection called {name} already.", "zh") == f"已经有叫“{name}”的合集了，请换个名称。"


def test_sentences_made_to_be_a_burden_cost_their_length() -> None:
    """However much one is like many templates at once; a search back and forth would not end here."""
    parts = ["{}: ", "a: ", " x 1", "The zip's graph does not hold together: ", "edit: steps: ", "Value error, "]
    for text in (part * (4000 // len(part)) for part in parts):
        assert len(told(text, "zh")) <= 2 * len(text)

"""The interface's words: complete in both languages, and every one that the page asks for is there."""

import re

from web.pages.texts import FOLDER, texts

SOURCES = [*(FOLDER.parent / "assets" / "js").rglob("*.js"), *(FOLDER.parent / "templates").glob("*.html")]
ASKED = re.compile(r"""(?:\bt\(|texts\[)["']([a-z0-9.-]*[a-z0-9])["']""")
PLURAL = ".one"


def test_both_languages_have_the_same_texts() -> None:
    """Only English has a singular of its own."""
    english = {key for key in texts("en") if not key.endswith(PLURAL)}
    assert english == set(texts("zh"))


def test_every_text_that_is_asked_for_exists() -> None:
    """By the keys that stand in the sources as they are."""
    asked = {key for source in SOURCES for key in ASKED.findall(source.read_text(encoding="utf-8"))}
    assert len(asked) > 100
    assert sorted(asked - set(texts("en"))) == []


def test_placeholders_agree() -> None:
    """A translation fills in the same values."""
    for key, english in texts("en").items():
        if not key.endswith(PLURAL):
            assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", texts("zh")[key])), key

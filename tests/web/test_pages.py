"""Which language a page comes in: the person's choice, else the studio's, else the browser's."""

from collections.abc import Mapping
from typing import Literal

import pytest
from flask import Flask

from orchestrator.domain.modest import LONGEST_TEXT
from orchestrator.pixels.decode import MAX_BYTES
from orchestrator.settings import Settings
from tests.web.conftest import MINE
from tools import MAX_PIXELS
from web.app import create_app


@pytest.mark.parametrize(
    ("setting", "cookie", "browser", "shown"),
    [
        ("auto", None, "zh-CN,zh;q=0.9", "zh-Hans"),
        ("auto", None, "fr", "en"),
        ("auto", "zh", "en", "zh-Hans"),
        ("zh", None, "en", "zh-Hans"),
        ("zh", "en", "zh", "en"),
        ("en", "nonsense", "zh", "en"),
    ],
)
def test_the_language_of_a_page(
    settings: Settings, setting: Literal["auto", "en", "zh"], cookie: str | None, browser: str, shown: str
) -> None:
    settings.language = setting
    client = create_app(settings).test_client()
    if cookie:
        client.set_cookie("lang", cookie)
    headers: Mapping[str, str] = {"Accept-Language": browser}
    assert f'<html lang="{shown}">' in client.get("/sign-in", headers=headers).text


@pytest.mark.parametrize("path", ["/", "/library", "/verify"])
def test_a_page_is_told_what_may_be_sent(app: Flask, path: str) -> None:
    """The scripts have no figures of their own."""
    client = app.test_client()
    client.get(f"/?token={MINE}")
    page = client.get(path).text
    most = {"words": LONGEST_TEXT, "bytes": MAX_BYTES, "pixels": MAX_PIXELS}
    assert all(f'data-most-{name}="{value}"' in page for name, value in most.items())

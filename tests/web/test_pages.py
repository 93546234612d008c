"""Which language a page comes in: the person's choice, else the studio's, else the browser's."""

from collections.abc import Mapping
from typing import Literal

import pytest

from orchestrator.settings import Settings
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

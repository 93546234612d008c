"""Names that nobody can translate begin and end where Chinese words do, and are none of its verbs."""

import pytest

from orchestrator.agent.language.segmenting import nameable


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("画一只喷火龙在城堡上空", "喷火龙"),
        ("一个穿宇航服的麒麟", "宇航服"),
        ("绘本风格的小狐狸", "绘本"),
        ("一只柴犬", "柴犬"),
        ("红色的泽啦在沙滩上", "泽啦"),
        ("冰墩墩在滑雪", "冰墩墩"),
    ],
)
def test_names_may_be_copied(words: str, name: str) -> None:
    assert nameable(words, {name}) == {name}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("让狗坐下", "狗坐"),
        ("狗上面多留点空", "多留"),
        ("狗改成棕色带白斑", "带白"),
        ("北京天气怎么样", "京天气"),
        ("狗换成金毛色的", "狗换成金毛"),
    ],
)
def test_parts_of_sentences_may_not(words: str, part: str) -> None:
    assert nameable(words, {part}) == frozenset()

"""What a turn's own judging came to, as sentences in both languages."""

import pytest

from orchestrator.agent.answering.reviewed import demand
from orchestrator.domain.language import Language


@pytest.mark.parametrize(
    ("language", "kind", "text", "of", "expected"),
    [
        ("en", "colour", "a red house", "house", "a red house"),
        ("zh", "colour", "a red house", "house", "红色的房子"),
        ("zh", "colour", "an orange palm tree", "palm tree", "橙色的棕榈树"),
        ("zh", "count", "two boats", "boat", "2 个船"),
        ("zh", "subject", "a boat", "boat", "船"),
        ("zh", "place", "lake", "", "湖"),
        ("zh", "position", "a boat on the left", "boat", "左边的船"),
        ("zh", "relation", "a boat left of the tree", "boat", "a boat left of the tree"),
        ("zh", "subject", "a dragon", "dragon", "a dragon"),
        ("zh", "subject", "a rabbit", "rabbit", "兔子"),
        ("zh", "colour", "a grey rabbit", "rabbit", "灰色的兔子"),
        ("zh", "absent", "snow", "", "不要有 雪"),
        ("en", "absent", "snow", "", "no snow"),
    ],
)
def test_a_requirement_is_said_in_known_words(language: Language, kind: str, text: str, of: str, expected: str) -> None:
    assert demand(language, kind, text, of) == expected

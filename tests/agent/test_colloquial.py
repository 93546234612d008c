"""Words as they are spoken are read as the small model was taught; ordinary words stay."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.language.spelling import Spelled
from orchestrator.agent.reading.colloquial import as_taught
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

UPLOAD = LedgerImage("#1", "upload", width=800, height=600)
BALLOON = {"subjects": [{"what": "hot-air balloon"}], "setting": {"text": "desert"}, "time": {"text": "sunrise"}}
PETS = {"subjects": [{"what": "dog"}, {"what": "cat"}], "setting": {"text": "park"}}


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


def read(words: str, *images: LedgerImage) -> str:
    return Spelled(words, words).edited(as_taught(words, task(words, images))).text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("来张城市夜景", "来一张城市夜景"),
        ("再来张水彩的", "再来一张水彩的"),
        ("做成方的,我要当头像", "裁成正方形"),
        ("早上好!画一只猫", "画一只猫"),
        ("Good evening! Paint a castle", "Paint a castle"),
        ("把后面的路人去掉", "把后面的人去掉"),
        ("一条小渔", "一条小鱼"),
        ("天空换成晚霞", "改成日落"),
        ("气球改成三个,颜色各不相同", "气球改成三个五颜六色的"),
        ("鱼要三条,橙色的", "鱼要三条橙色的"),
        ("再加一只小狗陪它", "再加一只小狗"),
        ("构图太满了,四周扩一圈", "四周扩一圈"),
        ("有点暗诶,亮一丢丢", "调亮一点"),
        ("回到第一版", "回到第一张"),
        ("天色改成傍晚吧", "改成傍晚吧"),
        ("狗换成金毛色的", "狗换成金色的"),
        ("要是换成晚上会是什么样?", "换成晚上"),
        ("你刚才改了哪些地方?", "这张图是怎么做的？"),
        ("种子是多少?", "这张图是怎么做的？"),
        ("上面留点空,往上扩一些", "上边扩一些"),
        ("路人能不能p掉", "人能不能去掉"),
        ("画一幅雪山,山脚下有个小木屋", "画一幅雪山脚下有个小木屋"),
        ("火箭换成热气球再画一张", "火箭换成热气球"),
        ("跟第一张比比看,并排放一起", "跟第一张并排放一起"),
        ("不对,是火箭红,不是月球红", "火箭改成红色"),
    ],
)
def test_they_are_read_so(words: str, text: str) -> None:
    assert read(words) == text


@pytest.mark.parametrize(
    "words",
    [
        "渔船在海上",
        "一个渔夫在捕渔",
        "人行道上有一辆车",
        "把蛋糕做成方的",
        "一张早上的照片",
        "a good evening sky",
        "一只金毛在草地上",
        "如果换成晚上,再加一个月亮",
        "种子发芽的画",
        "把船往左移",
        "上面留点空",
        "把天空换成海",
        "an evening by the sea",
        "一只猫和一只狗",
        "画一幅版画",
    ],
)
def test_ordinary_words_stay(words: str) -> None:
    assert read(words) == words


def test_what_a_photograph_is_comes_before_the_wish() -> None:
    assert read("这是我在海边拍的,地平线有点歪,帮我摆正", UPLOAD) == "地平线有点歪,帮我摆正"
    assert read("This is a photo I took at the beach, straighten it", UPLOAD) == "straighten it"
    assert read("这是我的猫,画一只狗", generated(prompt=PETS)) == "这是我的猫,画一只狗"


def test_a_spoken_wish_is_painted_and_not_turned(starter: Agent) -> None:
    (step,) = plan(starter, "来张赛博朋克风的城市夜景，下雨那种").steps
    assert (step.tool, step.params["prompt"]) == ("generate", "city, night, rain, cyberpunk style")


def test_square_is_cut_square(starter: Agent) -> None:
    (step,) = plan(starter, "做成方的，我要当头像", UPLOAD).steps
    assert (step.tool, step.params) == ("transform", {"crop": "square"})


def test_three_balloons_of_many_colours(starter: Agent) -> None:
    (step,) = plan(starter, "气球改成三个，颜色各不相同", generated(prompt=BALLOON)).steps
    assert step.params["prompt"] == "three colourful hot-air balloons, desert, sunrise"


def test_the_sky_at_sunset_is_an_hour_and_no_thing(starter: Agent) -> None:
    (step,) = plan(starter, "天空换成晚霞", generated(prompt=PETS)).steps
    assert step.params["prompt"] == "a dog, a cat, park, sunset"


def test_a_story_before_the_horizon_is_straightened(starter: Agent) -> None:
    asked = plan(starter, "这是我在海边拍的，地平线有点歪，帮我摆正", UPLOAD)
    assert (asked.intent, asked.steps) == (Intent.ASK, ())

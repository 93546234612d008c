"""Short wishes as people type them come to the steps they mean, and leave alone what was not spoken of."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.language.spelling import Spelled
from orchestrator.agent.reading.everyday import everyday
from orchestrator.agent.replies import said
from orchestrator.agent.task import LedgerImage, ReplyTask
from orchestrator.domain.language import spoken
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.prompt import phrase_of
from tests.agent.ledgers import generated, task
from tools.catalog import specs

DOG: dict[str, Any] = {
    "subjects": [{"what": "dog", "attributes": ["black"]}], "setting": {"text": "meadow"}, "time": {"text": "day"},
}  # fmt: skip
TWO = (generated(), generated("#2", DOG))


def plan(agent: Agent, words: str, *images: LedgerImage) -> Plan:
    asked = task(words, images, known=specs(), creativity="low")
    return agent.understand(asked, {}, lambda name, result: None).plan


def things(made: Plan) -> list[str]:
    (*_, step) = made.steps
    assert step.prompt is not None
    return [phrase_of(one) for one in step.prompt.subjects]


@pytest.mark.parametrize(
    ("words", "calls"),
    [
        ("the left side is too dark", [("enhance", {"adjust": "brighten"})]),
        ("左边太暗", [("enhance", {"adjust": "brighten"})]),
        ("不要这么亮", [("enhance", {"adjust": "darken"})]),
        ("宽一点", [("outpaint", {"sides": "left and right"})]),
        ("狗上面多留点空", [("outpaint", {"sides": "top"})]),
        ("sepia", [("enhance", {"adjust": "desaturate"}), ("enhance", {"adjust": "warmer"})]),
        ("black and white but keep the dog in colour", [("find", {"invert": True}), ("enhance", {})]),
        ("黑白的，但狗保留颜色", [("find", {"invert": True}), ("enhance", {})]),
        ("除了狗都去掉", [("find", {}), ("cutout", {})]),
        ("use the colours of #1", [("restyle", {})]),
        ("用第一张的配色", [("restyle", {})]),
        ("把第二张的狗放到第一张里", [("find", {}), ("cutout", {}), ("combine", {"layout": "over"})]),
        ("replace the grass with sand", [("find", {}), ("inpaint", {})]),
        ("草换成沙子", [("find", {}), ("inpaint", {})]),
        ("change the colour of the collar to red", [("find", {}), ("inpaint", {})]),
        ("项圈改红色", [("find", {}), ("inpaint", {})]),
        ("with 30 steps", [("generate", {"steps": 30})]),
        ("步数30", [("generate", {"steps": 30})]),
        ("more trees on the right", [("inpaint", {})]),
        ("the dog should look to the right", [("transform", {"flip": "horizontal"})]),
        ("三种风格各来一张", [("restyle", {}), ("restyle", {}), ("restyle", {})]),
        ("make it a painting by Monet", [("restyle", {})]),
        ("it's too yellow", [("enhance", {"adjust": "cooler"})]),
        ("太黄了", [("enhance", {"adjust": "cooler"})]),
        ("图有点糊", [("enhance", {"adjust": "sharpen"})]),
        ("不错，就是颜色有点闷", [("enhance", {"adjust": "saturate"})]),
        ("from further away", [("outpaint", {})]),
        ("make it wider, for a banner", [("outpaint", {"sides": "left and right"})]),
        ("make it a bit wider", [("outpaint", {"sides": "left and right"})]),
        ("从远处看", [("outpaint", {})]),
        ("what colour is the dog?", [("describe", {})]),
        ("狗是白色的吗", [("find", {})]),
        ("Cut the dog out on a transparent background, I need a sprite.", [("find", {}), ("cutout", {})]),
        ("抠图，要透明底", [("find", {}), ("cutout", {})]),
        ("两张图左右拼起来", [("combine", {"layout": "beside"})]),
        ("再来几张不一样的让我挑挑", [("generate", {"count": 3})]),
        ("Also need a square version for Instagram.", [("transform", {"crop": "square"})]),
        ("warm it up a touch and sharpen it", [("enhance", {"adjust": "warmer"}), ("enhance", {"adjust": "sharpen"})]),
        ("放大到四倍，给我最终尺寸", [("upscale", {"scale": 4})]),
    ],
)
def test_the_right_tools_are_called(starter: Agent, words: str, calls: list[tuple[str, dict[str, Any]]]) -> None:
    made = plan(starter, words, *TWO)
    assert [step.tool for step in made.steps] == [tool for tool, _ in calls]
    for step, (_, params) in zip(made.steps, calls, strict=True):
        assert params.items() <= step.params.items()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a red ball next to the dog", ["a black dog", "a red ball beside the dog"]),
        ("give the dog a friend", ["a black dog", "a dog"]),
        ("给狗加个伙伴", ["a black dog", "a dog"]),
        ("草再多一点", ["a black dog", "a grass"]),
        ("让狗坐下", ["a black sitting dog"]),
        ("狗放大一倍", ["a black big dog"]),
        ("狗再往右一点点", ["a black dog on the right"]),
        ("make the dog smaller and move it to the left", ["a black small dog on the left"]),
        ("三只狗，不是一只", ["three black dogs"]),
        ("秋天的感觉", ["a black dog"]),
        ("像照片一样", ["a black dog"]),
        ("做旧", ["a black dog"]),
        ("油画风，颜色别变", ["a black dog"]),
        ("左边的树去掉", ["a black dog"]),
        ("天上来几只鸟", ["a black dog", "three birds"]),
        ("change the time to early morning", ["a black dog"]),
        ("加点阳光", ["a black dog"]),
        ("天上有彩虹就好了", ["a black dog", "a rainbow"]),
        ("I'd prefer it in the morning", ["a black dog"]),
        ("make it a cat", ["a cat"]),
        ("it should be a cat", ["a cat"]),
        ("make it a snowy day", ["a black dog"]),
        ("the dog is purple", ["a purple dog"]),
        ("天空要橙红色", ["a black dog", "a red sky"]),
        ("ok same seed but sunrise instead of night", ["a black dog"]),
        ("哇！加一只鸟", ["a black dog", "a bird"]),
        ("make the dog orange again", ["an orange dog"]),
    ],
)
def test_what_nobody_spoke_of_stays(starter: Agent, words: str, told: list[str]) -> None:
    made = plan(starter, words, *TWO)
    assert things(made) == told
    (*_, step) = made.steps
    assert step.prompt is not None
    assert step.prompt.setting is not None
    assert step.prompt.setting.text == "meadow"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("森林里的小木屋，外面下着大雪，烟囱冒着烟", ["a cabin", "a chimney"]),
        ("手机壁纸，平静的湖面", []),
        ("电脑桌面，雪山，左边留白", []),
        ("a desktop background with mountains and lots of empty sky on the left", ["mountains"]),
        ("a logo with a lighthouse, simple, two colours", ["a lighthouse"]),
        ("paint the northern lights over a frozen lake", ["an aurora", "a frozen lake"]),
        ("I need an avatar: a cat with glasses", ["a cat", "glasses"]),
        ("沙漠里的绿洲，中午，有骆驼", ["a camel"]),
        ("绿树和红花", ["a green tree", "a red flower"]),
        ("an orange on a table", ["an orange"]),
    ],
)
def test_a_new_picture_shows_no_more_than_is_to_be_seen(starter: Agent, words: str, told: list[str]) -> None:
    made = plan(starter, words)
    assert [step.tool for step in made.steps] == ["generate"]
    assert made.steps[0].params.get("count", 1) == 1
    assert sorted(things(made)) == sorted(told)


HOME: dict[str, Any] = {
    "subjects": [{"what": "house", "attributes": ["red"]}, {"what": "tree"}], "setting": {"text": "lake"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("remove the tree next to the house", ["a red house"]),
        ("房子旁边的树去掉", ["a red house"]),
        ("把树裁掉", ["a red house"]),
        ("remove the house", ["a tree"]),
        ("梵高风，但别太夸张", ["a red house", "a tree"]),
    ],
)
def test_what_goes_is_what_was_named(starter: Agent, words: str, told: list[str]) -> None:
    made = plan(starter, words, generated(prompt=HOME))
    assert things(made) == told
    (*_, step) = made.steps
    assert step.prompt is not None
    assert step.prompt.setting is not None
    assert step.prompt.setting.text == "lake"


def test_a_change_of_which_nothing_is_read_is_asked_about(starter: Agent) -> None:
    made = plan(starter, "turn on the lights in the house", generated(prompt=HOME))
    assert (made.intent, made.question) == (Intent.ASK, said("en", "ask.change"))


def test_the_original_is_held_against_what_came_of_it(starter: Agent) -> None:
    photo = LedgerImage("#1", "upload", width=800, height=600)
    one = LedgerImage("#2", "image", "enhance", ("#1",), words="brighter", width=800, height=600)
    two = LedgerImage("#3", "image", "enhance", ("#2",), words="warmer", width=800, height=600)
    for words in ("Put the original and this one side by side.", "把原图和这张并排"):
        (step,) = plan(starter, words, photo, one, two).steps
        assert (step.tool, {*step.inputs.values()}) == ("combine", {"#1", "#3"})


@pytest.mark.parametrize("words", ["帮我看看构图怎么样", "do u like it?", "这张怎么样"])
def test_it_has_no_taste(starter: Agent, words: str) -> None:
    assert plan(starter, words, *TWO).about == "taste"


def test_what_is_read_twice_is_read_once(starter: Agent) -> None:
    """Words in two patterns, one within the other, do not come out twice."""
    words, lexicon = "the first one in early spring was better, go back", taught(starter.chat)
    assert lexicon is not None
    edits = everyday(words, task(words, TWO), lexicon)
    assert Spelled(words, words).edited(edits).text == "go back to the first one"


def test_what_goes_back_goes_back(starter: Agent) -> None:
    assert plan(starter, "I liked the first one better, before the dog, go back", *TWO).image == "#1"


def test_room_that_is_to_stay_empty_is_the_composition(starter: Agent) -> None:
    for words in ("电脑桌面，雪山，左边留白", "a desktop background with mountains and lots of empty sky on the left"):
        (step,) = plan(starter, words).steps
        assert step.prompt is not None
        assert step.prompt.composition is not None
        assert step.prompt.composition.text == "empty space on the left"


@pytest.mark.parametrize(
    ("words", "palette"),
    [
        ("抽象画，蓝色和橙色", "blue and orange"),
        ("something abstract with blue and orange", "blue and orange"),
        ("abstract art in red, black and white", "red and black and white"),
        ("a red house by a lake", None),
    ],
)
def test_colours_of_no_thing_are_the_pictures(starter: Agent, words: str, palette: str | None) -> None:
    (step,) = plan(starter, words).steps
    assert step.prompt is not None
    assert (step.prompt.palette and step.prompt.palette.text) == palette


@pytest.mark.parametrize(
    ("words", "intent", "reason"),
    [
        ("add a frame", Intent.DECLINE, "framing"),
        ("加个相框", Intent.DECLINE, "framing"),
        ("add film grain", Intent.DECLINE, "film grain"),
        ("加点颗粒感", Intent.DECLINE, "film grain"),
        ("speak german", Intent.DECLINE, "other languages"),
        ("北京天气怎么样", Intent.DECLINE, "weather forecast"),
        ("name this session dogs", Intent.DECLINE, "naming sessions"),
        ("from above", Intent.DECLINE, "another angle"),
        ("make it a video where they dance", Intent.DECLINE, "video"),
        ("把它变成视频", Intent.DECLINE, "video"),
        ("从上往下看", Intent.DECLINE, "another angle"),
        ("start over", Intent.ASK, None),
        ("重新开始", Intent.ASK, None),
        ("only change the sky, nothing else", Intent.ASK, None),
        ("只改天空", Intent.ASK, None),
        ("the dog looks weird", Intent.ASK, None),
        ("有点单调", Intent.ASK, None),
    ],
)
def test_what_nothing_here_does_is_not_done(starter: Agent, words: str, intent: Intent, reason: str | None) -> None:
    made = plan(starter, words, *TWO)
    assert made.intent is intent
    assert made.reason == reason


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("is my data sent anywhere?", "privacy"),
        ("我的照片会被上传吗", "privacy"),
        ("are you ChatGPT?", "maker"),
        ("你是谁", "maker"),
        ("can I use the pictures commercially", "rights"),
        ("图片可以商用吗", "rights"),
        ("how do I share this with a friend?", "sharing"),
        ("怎么分享给朋友", "sharing"),
    ],
)
@pytest.mark.parametrize("images", [(), TWO], ids=["at first", "later"])
def test_what_people_ask_of_the_studio_is_told(
    starter: Agent, words: str, about: str, images: tuple[LedgerImage, ...]
) -> None:
    made = plan(starter, words, *images)
    assert (made.intent, made.about) == (Intent.ANSWER, about)
    language = spoken(words)
    assert starter.reply(ReplyTask(language, made, text=words, jobs=())).text == said(language, f"talk.{about}")


@pytest.mark.parametrize(
    ("words", "tools"),
    [
        ("add a picture frame on the wall behind the dog", ["edit"]),
        ("change the sky to a sunset sky", ["edit"]),
        ("replace the dog with a cat", ["edit"]),
        ("make the dog red", ["edit"]),
        ("把狗换成猫", ["edit"]),
        ("把草地换成雪地", ["edit"]),
        ("狗变成白色", ["edit"]),
        ("亮一点", ["enhance"]),
    ],
)
def test_ordinary_wishes_are_as_they_were(starter: Agent, words: str, tools: list[str]) -> None:
    assert [step.tool for step in plan(starter, words, *TWO).steps] == tools

"""A thing is cut out of its picture, or put into another, in a person's words; nothing is cut that cannot be found."""

from dataclasses import replace

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.plans.plainly import plainly
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.agent.things.cutting import answered, put_in
from orchestrator.domain.language import spoken
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import HOUSE, NIGHT, generated, task
from tools.catalog import specs

DOG = {"subjects": [{"what": "dog"}, {"what": "tree"}], "setting": {"text": "meadow"}}
TWO = (generated("#1", DOG), generated("#2", NIGHT))
BLIND = {name: spec for name, spec in specs().items() if name != "find"}
PHOTO = LedgerImage("#1", "upload", width=1200, height=800)


def plan(agent: Agent, asked: AgentTask) -> Plan:
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("put the dog from #1 into #2", None),
        ("take the dog out of #1 and put it in #2 on the left", "left"),
        ("copy the dog of picture #1 to #2, in the lower right corner", "lower right"),
        ("把#1里的狗放到#2里", None),
        ("把 #1 中的狗贴到 #2 的右下角", "lower right"),
        ("put the dog in #1 in the upper left of #2", "upper left"),
    ],
)
def test_a_thing_of_one_picture_is_put_into_another(starter: Agent, words: str, where: str | None) -> None:
    found, cut, laid = plan(starter, task(words, TWO, known=specs())).steps
    assert (found.tool, found.inputs, found.params["what"]) == ("find", {"source": "#1"}, "a dog")
    assert (cut.tool, cut.inputs, cut.params["trim"]) == ("cutout", {"source": "#1", "mask": "@1"}, where is not None)
    assert (laid.tool, laid.inputs) == ("combine", {"source": "#2", "reference": "@2"})
    assert (laid.params["layout"], laid.params.get("where")) == ("over", where)
    shown = laid.prompt
    assert isinstance(shown, Prompt)
    assert [one.what for one in shown.subjects] == ["house", "dog"]
    assert shown.setting is not None
    assert shown.setting.text == "lake"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("remove the background", "a house"),
        ("make the background transparent", "a house"),
        ("cut out the house", "a house"),
        ("Cut the house out of #1.", "a house"),
        ("isolate the house please", "a house"),
        ("把房子抠出来", "a house"),
        ("去掉背景", "a house"),
        ("抠图", "a house"),
        *(
            (words, "a house")
            for words in (
                "remove background",
                "make background transparent",
                "delete background",
                "no background",
                "without background",
                "I want the background removed",
                "can you remove the background for me?",
                "remove the background of the picture",
                "cut out the background",
                "cut the background out",
                "isolate the subject",
                "把背景去掉吧",
                "去背景吧",
                "把图片的背景去掉",
                "把这张图的背景去掉",
                "把背景抠出来",
                "把背景抠掉，要透明的",
                "cut it out so it has no background",
                "抠出来",
                "帮我抠出来",
                "把它抠出来",
            )
        ),
    ],
)
def test_a_thing_is_cut_out(starter: Agent, words: str, what: str) -> None:
    found, cut = plan(starter, task(words, (generated(prompt=HOUSE),), known=specs())).steps
    assert (found.tool, found.params["what"]) == ("find", what)
    assert (cut.tool, cut.inputs) == ("cutout", {"source": "#1", "mask": "@1"})
    assert isinstance(cut.prompt, Prompt)
    assert [one.what for one in cut.prompt.subjects] == ["house"]
    assert cut.prompt.setting is None


THREE = (generated("#1", DOG), generated("#2", NIGHT), generated("#3"))
FIRST = [
    ("cut the dog out of the first picture", ["#1"], "a dog"),
    ("把第一张的背景去掉", ["#1"], "a dog"),
    ("remove the background of #2", ["#2"], "a house"),
    ("remove the background of #1 and #2", ["#1", "#2"], "a dog"),
    ("去掉#1的背景", ["#1"], "a dog"),
]


@pytest.mark.parametrize(("words", "pictures", "what"), FIRST)
def test_it_is_cut_out_of_the_picture_that_is_meant(starter: Agent, words: str, pictures: list[str], what: str) -> None:
    steps = plan(starter, task(words, THREE, known=specs())).steps
    assert [step.tool for step in steps] == ["find", "cutout"] * len(pictures)
    assert [step.inputs["source"] for step in steps] == [one for one in pictures for _ in range(2)]
    assert steps[0].params["what"] == what


@pytest.mark.parametrize(
    "words",
    ["cut out", "remove the background", "抠图", "用m1抠图", "cut this out", "cut it out", "cut out m1",
     "cut out what m1 marks", "cut out the masked area", "cut out the house with that mask", "cut out the house"],
)  # fmt: skip
def test_a_mask_that_is_there_is_used(starter: Agent, words: str) -> None:
    house = replace(generated("#1"), width=128, height=96)
    mask = LedgerImage("m1", "mask", of="#1", width=128, height=96)
    attached = "m1" if "m1" not in words else None
    (cut,) = plan(starter, task(words, (house, mask), mask=attached, known=specs())).steps
    assert (cut.tool, cut.inputs) == ("cutout", {"source": "#1", "mask": "m1"})


@pytest.mark.parametrize(
    ("words", "answer", "what"),
    [
        ("remove the background", "the dog", "a dog"),
        ("cut out", "dog", "a dog"),
        ("remove the background", "my bike", "a bike"),
        ("remove the background", "the person in front", None),
        ("去掉背景", "狗", "a dog"),
        ("去掉背景", "灯", None),
    ],
)
def test_the_answer_is_cut_out(starter: Agent, words: str, answer: str, what: str | None) -> None:
    asked = plan(starter, task(words, (PHOTO,), known=specs())).question
    assert asked is not None
    found, cut = plan(starter, task(answer, (PHOTO,), answers=(words, asked), known=specs())).steps
    assert (found.tool, cut.tool, cut.inputs) == ("find", "cutout", {"source": "#1", "mask": "@1"})
    assert what is None or found.params["what"] == what


@pytest.mark.parametrize(
    ("words", "tools"),
    [
        ("remove the background and make it blue", ["find", "cutout", "edit"]),
        ("cut out the house then sharpen it", ["find", "cutout", "enhance"]),
        ("去掉背景然后调亮", ["find", "cutout", "enhance"]),
        ("brighten it and remove the background", ["enhance", "find", "cutout"]),
    ],
)
def test_other_wishes_follow_and_go_before(starter: Agent, words: str, tools: list[str]) -> None:
    taught = {name: spec for name, spec in specs().items() if name != "cutout"}
    steps = plan(starter, task(words, (generated(prompt=HOUSE),), tools=specs(), known=taught)).steps
    assert [step.tool for step in steps] == tools
    last = steps[-1].inputs["source"]
    assert last == ("@1" if tools[-1] == "cutout" else "@2")


@pytest.mark.parametrize("words", ["cut out the house on the left", "cut out the left house", "抠出左边的房子"])
def test_one_of_several_is_cut_out(starter: Agent, words: str) -> None:
    found, cut = plan(starter, task(words, (generated(prompt=HOUSE),), known=specs())).steps
    assert (found.params["which"], cut.tool) == ("leftmost", "cutout")


def test_nothing_is_asked_where_no_question_is_wanted(starter: Agent) -> None:
    found = plan(starter, task("remove the background", (PHOTO,), known=specs(), creativity="high"))
    assert found.intent is not Intent.ASK


def test_of_a_photograph_it_is_asked_what(starter: Agent) -> None:
    found = plan(starter, task("remove the background", (PHOTO,), known=specs()))
    assert (found.intent, found.question) == (Intent.ASK, "What shall be cut out?")


@pytest.mark.parametrize("words", ["remove the background", "put the dog from #1 into #2"])
def test_nothing_is_cut_where_nothing_can_be_found(starter: Agent, words: str) -> None:
    found = plan(starter, task(words, TWO, tools=BLIND, known=specs()))
    assert "cutout" not in {step.tool for step in found.steps}


@pytest.mark.parametrize(
    "words",
    [
        "put a dog into #2",
        "put the dog from #1 into #7",
        "put the dog m3 from #1 into #2",
        "put #1 beside #2",
        "cut out the left half",
        "不要把房子抠出来",
        "怎么把房子抠出来",
        "cut out the second one",
        "copy the style of #1 to #2",
        "bring the lighting from #1 into #2",
        "copy the colors of #1 to #2",
        "set the size of #1 to #2",
        "put the left half of #1 on #2",
        "put a hat on the dog in #1 and put it in #2",
        "把#1缩小放到#2的左上角",
        "把#1粘贴到#2上",
        "把#1直接放到#2里",
        "把#1的风格加到#2",
    ],
)
def test_other_wishes_are_read_as_before(starter: Agent, words: str) -> None:
    assert "cutout" not in {step.tool for step in plan(starter, task(words, TWO, known=specs())).steps}


@pytest.mark.parametrize("words", ["find the house", "mark the house in #1", "房子在哪里？", "找出房子"])
def test_what_is_said_around_a_thing_that_is_looked_for_is_not_left_out(starter: Agent, words: str) -> None:
    proposal = starter.understand(task(words, (generated(),), known=specs()), {}, lambda name, result: None)
    assert [step.tool for step in proposal.plan.steps] == ["find"]
    spans = proposal.rewrite.spans if proposal.rewrite else ()
    assert not [span.text for span in spans if span.origin == "left_out"]


@pytest.mark.parametrize(
    "words",
    [
        "put m1 from #1 into #2",
        "take m3 from #1 and put it into #2",
        "把#1里的m2放到#2",
    ],
)
def test_a_mask_is_no_thing_that_is_put_into_a_picture(starter: Agent, words: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    assert put_in(words, lexicon) is None


@pytest.mark.parametrize("words", ["这个", "那个。", "是", "那"])
def test_an_answer_that_only_points_names_nothing(starter: Agent, words: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    assert answered(words, lexicon) is None


@pytest.mark.parametrize("words", ["cut out the cat and the dog", "把猫和狗抠出来", "抠出猫、狗"])
def test_of_two_things_each_is_cut_out(starter: Agent, words: str) -> None:
    steps = plan(starter, task(words, TWO, known=specs())).steps
    assert [step.tool for step in steps] == ["find", "cutout"] * 2
    assert [step.params["what"] for step in steps if step.tool == "find"] == ["a cat", "a dog"]
    assert [step.inputs for step in steps[1::2]] == [{"source": "#2", "mask": "@1"}, {"source": "#2", "mask": "@3"}]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("cut out the person in red", "a red person"),
        ("cut out the dog in the middle", "a dog in the middle"),
        ("remove the background from the dog", "a dog"),
        ("cut out the black and white dog", None),
        ("把和尚抠出来", "a monk"),
        ("cut out the dog but keep the shadow", "a dog"),
    ],
)
def test_a_thing_may_be_told_by_more_than_its_name(starter: Agent, words: str, what: str | None) -> None:
    both = generated(prompt={"subjects": [{"what": "person"}, {"what": "dog"}]})
    found, cut = plan(starter, task(words, (both,), known=specs())).steps
    assert (found.tool, cut.tool, cut.inputs) == ("find", "cutout", {"source": "#1", "mask": "@1"})
    assert what is None or found.params["what"] == what
    assert "dog" in found.params["what"] or what is not None


@pytest.mark.parametrize("words", ["cut it out", "把它抠出来", "cut this out"])
def test_it_is_what_was_just_found(starter: Agent, words: str) -> None:
    found = LedgerImage("m1", "mask", "find", ("#1",), of="#1", width=128, height=128, shows="a tree")
    (cut,) = plan(starter, task(words, (generated(prompt=DOG), found), known=specs())).steps
    assert (cut.tool, cut.inputs) == ("cutout", {"source": "#1", "mask": "m1"})


@pytest.mark.parametrize("words", ["extract the prompt", "extract the palette", "cut out the corner"])
def test_what_is_no_thing_is_not_cut_out(starter: Agent, words: str) -> None:
    assert "cutout" not in {step.tool for step in plan(starter, task(words, TWO, known=specs())).steps}


@pytest.mark.parametrize("answer", ["never mind", "No thanks!", "nothing", "算了", "不用了,谢谢", "没有"])
@pytest.mark.parametrize("question", ["ask.cut", "ask.crop", "ask.size", "ask.which"])
def test_a_wish_may_be_dropped_when_it_is_asked_about(answer: str, question: str) -> None:
    language = spoken(answer)
    asked = replace(task(answer, TWO), answers=("resize it", said(language, question)))
    assert plainly(asked) == Plan(intent=Intent.ANSWER, about="thanks")
    assert plainly(replace(asked, answers=None)) is None, "said of nothing, it is talk"

"""Words as they are spoken: a greeting, what a picture is for, 来张, 陪它, a slip of the ear.

A small model took 来张 for a turn, an evening's greeting for the hour, and 我要当头像 for something to be painted. Owns
these words, most of them Chinese, and what is read in their place. Refuses whole wishes, and to take anything away
where nothing else is said.
"""

import re
from collections.abc import Iterator
from typing import Final

from orchestrator.agent.language.spelling import Edit, apart
from orchestrator.agent.reading.phrasing import RATIO
from orchestrator.agent.task import AgentTask

BEGIN: Final = "(?:^|(?<=[,，。;；!！]))(?:请|帮我|给我|麻烦|那就?|再)*"
SKY: Final = "(?:[把将])?(?:天空|天上|天色|天)的?(?:颜色|背景)?[换变改弄][成为作]"
SLIPS: Final = (
    ("(?<![捕打垂])渔(?![民船夫村网港业火翁场具家歌利])", "鱼"),
    ("(?<=[红黄蓝绿紫白黑橙灰粉])瑟", "色"),
    ("兰色", "蓝色"),
    ("桔色|桔黄色?", "橙色"),
    ("象素", "像素"),
    ("园形|元形", "圆形"),
    ("(?<![A-Za-z])[pP] ?(?=[掉去]|除了?$)", "去"),
    ("(?<![A-Za-z])[pP] ?[成为](?=[^图])", "改成"),
    ("(?<![A-Za-z])[pP] ?[上个](?=[^图])", "加个"),
    (rf"(?P<lead>{BEGIN})在(?=[加画来][一两三几点个张])", r"\g<lead>再"),
    ("(?<=[只个人])座在", "坐在"),
    ("一丢丢|一丢|一丁点儿?|一咪咪|一内内|一捏捏", "一点"),
    ("(?<=[\u4e00-\u9fff])[诶欸耶嘞哒](?=$|[,，。!！])", ""),
)
"""Characters that sound like the right one, or look like it: of a picture studio's own words."""
SPOKEN: Final = (
    (rf"(?P<lead>{BEGIN})来(?=[张幅](?!开))", r"\g<lead>来一"),
    (
        (rf"{BEGIN}(?:[把将])?(?:这?[张幅]?(?:图片?|照片|画面?)|它)?(?:给我|帮我)?(?:[裁剪切做改变弄搞整](?:剪|切)?)成?"
        "(?:一?[个张])?(?:正?方形?的|方图)(?:图片?|的)?(?=$|[,，。;；!！吧])"),
        "裁成正方形",
    ),
    ("人脸(?!识别)", "脸"),
    (rf"[竖横](?:版|屏|图|幅|构图)?的?(?= ?{RATIO})", ""),
    (r"第(?P<n>[一二三四五六七八九十\d]+)个?版本?(?!画)", r"第\g<n>张"),
    ("(?<!马)路人(?![甲皆])|过路的?人|(?<!人)行人(?!道)", "人"),
    (f"{SKY}(?:满天|漫天)?(?:的)?(?:晚霞|夕阳|落日|日落|黄昏)", "改成日落"),
    (f"{SKY}(?:满天|漫天)?(?:的)?(?:朝霞|日出)", "改成日出"),
    (f"{SKY}(?:满天|漫天)?(?:的)?(?:夜空|星空|夜晚|星星|繁星)", "改成夜晚"),
    (
        r"\b(?:change|turn|make|replace|swap) the sky (?:(?:to|into|with|for) )?(?:an? |the )?(?=sun(?:set|rise)\b)",
        "make it ",
    ),
    (
        ("[,，]?(?:而且|并且)?(?:(?:颜色|色彩)(?:都|要|得)*(?:各不相同|各异|不同|各有不同|不一样|各不一样)"
        "|(?:各种|不同)的?颜色的?)(?=$|[,，。;；!！])"),
        "五颜六色的",
    ),
    (r"(?<=[张幅条只个朵座栋棵辆艘匹头件])[,，](?=(?:都?[是要])?[^,，。;；的]{1,4}色的(?:$|[,，。;；!！]))", ""),
    (
        (r"^(?:图|画面|照片|它|这张)?(?:感觉|看着)?(?:有点儿?|有些|太|好|偏|过)[暗黑亮灰淡艳]了?[诶欸啊呀哦呢]?[,，]"
        "(?=(?:再|调|稍微|要)?[亮暗艳淡浓]一[点些丢])"),
        "调",
    ),
    ("(?:[把将])?天色[换变改弄调][成为作到]", "改成"),
    ("(?<=[金黑白棕黄灰])毛色", "色"),
    (
        (
            r"^(?:那)?(?:要是|如果|假如)(?:把?它)?(?P<how>[换改变]成[^,，。?？]{1,8}?)(?:的话)?[,，]?(?:会是|是|会|看起来)*"
            "(?:什么样|啥样|怎么样|怎样|如何)子?的?[呢啊]?[?？。]*$"
        ),
        r"\g<how>",
    ),
    (
        (
            "^(?:(?:你|它)?(?:刚才|刚刚|上次|这次)?(?:都)?[改动变]了(?:哪些|什么|哪里|哪儿|啥)(?:地方|东西)?[?？]*"
            "|(?:随机)?种子(?:是|呢|值)?(?:多少|什么|几)?[呢啊]?[?？])$"
        ),
        "这张图是怎么做的？",
    ),
    ("[上下左右][面边方]?多?留(?:点|些|一?点)(?:空白?|白|地方|位置)[,，](?=[^,，。]*[扩延展])", ""),
    ("[往向朝](?P<side>[上下左右])[面边方]?(?=再?[扩延])", r"\g<side>边"),
    ("(?<=[张幅版])(?:单独|给我|帮我)*[拿拎挑取抽选]出来[,，]?(?=[^,，。])", ""),
    (
        r"^(?:构图|画面|图片?|照片|画)?(?:感觉)?(?:有点儿?|有些)?(?:太|过于|过)(?:满|挤|紧|拥挤|紧凑|局促)了?[,，](?=.*[扩延展宽大])",
        "",
    ),
    ("(?<=[雪高大远青群])山[,，](?=山(?:脚下|脚|下|上|顶上?|前|间|里)(?:有|是|面|边|[一两三几那]))", ""),
    (
        (
            "(?<=[换改变][成为作])(?P<what>[^,，。;；]{1,10}?)[,，]?(?:然后|并且?)?(?:再|重新?|另)[给帮我]*(?:画|来|生成|做|出)"
            "(?:出?来|一?[张幅遍次版]|一下)?(?:新的)?(?:试试看?|看看)?(?=$|[,，。!！吧])"
        ),
        r"\g<what>",
    ),
    (
        (
            "(?P<lead>(?:和|跟|与)(?:第[一二三四五六七八九十]+[张幅]|原图|最?[初早先](?:的|那)?[张版]?|#[1-9]\\d*))(?:对比|比较|比)"
            "比?(?:着?看看?|一下|一比)?[,，]?(?:然后|把它们|请)?(?=并排|放一起|左右|拼)"
        ),
        r"\g<lead>",
    ),
    (
        (
            "^(?:不对|错了|不不|不是)[,，](?:我(?:要|说)的?)?是(?:要|让)?(?P<what>[^,，。是]{1,6}?)(?:要|变|改成)?(?P<how>[红橙黄绿蓝紫粉白黑灰金银])色?的?"
            "[,，](?:不|没)是?(?:要|让)?[^,，。]{1,8}?(?:(?P=how)色?的?)?[啊呀]?[。!！]*$"
        ),
        r"\g<what>改成\g<how>色",
    ),
    (
        ("(?<=[一两三四五六几][只个条朵座栋棵辆艘匹头位])(?P<what>[^,，。;；一两三四五六几]{1,6})"
        "(?:陪着?|跟|和)[它他她]们?(?:玩|作伴)?(?=$|[,，。;；!！吧])"),
        r"\g<what>",
    ),
)  # fmt: skip
GREETING: Final = re.compile(
    r"^(?:大家|老师)?(?:早上|上午|中午|下午|晚上|早|你|您)(?:好|安)[呀啊哦吗]?[,，。!！~ ]+(?=.)"
    r"|^good (?:morning|afternoon|evening|day)(?: (?:all|everyone|everybody|there))?[,.!]+ (?=.)",
    re.IGNORECASE,
)
"""What is said of an hour, and means none."""
USED_FOR: Final = re.compile(
    r"(?<=.)[,，。](?:我|因为)?(?:打算|准备|想要?|要)?(?:用来|拿来|拿去|用)?[当做作](?:我的|个|成)?(?:微信|手机|电脑|朋友圈|公众号)?"
    r"(?:头像|壁纸|桌面|屏保|封面)(?:图|用|的)*[。.!！]?$"
)
"""What the picture is for, behind a wish."""
SHOT: Final = re.compile(
    r"^(?:这|那)(?:张)?(?:就)?(?:是|可是)[^,，。;；?？]{0,14}(?:拍|照|画|的(?:老|旧)?(?:照片|照|相片))的?[,，。](?=.)"
    r"|^(?:this is|here(?:'s| is)|that's) (?:an?|the|my|our) (?:[a-z]+ )*(?:photo|picture|pic|shot|snapshot)\b"
    r"[^,.;?]{0,60}[,.;] (?:and |but )?(?=.)",
    re.IGNORECASE,
)
"""What a photograph is that somebody brings, before what shall be done to it."""
PATTERNS: Final = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in (*SLIPS, *SPOKEN))


def as_taught(words: str, task: AgentTask) -> list[Edit]:
    """What is read in place of such words, from left to right."""
    edits = [*_spoken(words)]
    edits += [(*found.span(), "") for found in GREETING.finditer(words)]
    edits += [(*found.span(), "") for found in USED_FOR.finditer(words)]
    if task.focus is not None and _brought(task):
        edits += [(*found.span(), "") for found in SHOT.finditer(words)]
    return apart(edits)


def _spoken(words: str) -> Iterator[Edit]:
    for pattern, read in PATTERNS:
        for found in pattern.finditer(words):
            yield (*found.span(), found.expand(read))


def _brought(task: AgentTask) -> bool:
    """Whether nobody said what the picture shows that the words are about: a photograph, or what came of one."""
    return any(image.handle == task.focus and image.kind != "mask" and not image.prompt for image in task.images)

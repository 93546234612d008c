"""What the studio answers when a turn's work has ended: sentences composed of facts, in the language spoken.

Asks no model, so that nothing in an answer is invented. Owns composition; wording is data in `replies/`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from orchestrator.agent.answering.answers import (
    abilities,
    adjusted,
    done,
    drawn_best,
    history,
    recipe,
    shows,
    tool_name,
)
from orchestrator.agent.answering.comparing import comparison, sharpness, showing
from orchestrator.agent.answering.findings import found_out
from orchestrator.agent.answering.reviewed import reviewed
from orchestrator.agent.answering.vocabulary import unknown
from orchestrator.agent.reading.crowd import PAINTING, most, wanted
from orchestrator.agent.reading.unmet import SAVED
from orchestrator.agent.replies import known, said
from orchestrator.agent.replies.naming import own, parts_of
from orchestrator.agent.task import JobFact, Reply, ReplyTask
from orchestrator.domain.language import HAN, WIDE, Language
from orchestrator.domain.plan import Intent
from orchestrator.domain.prompt import Prompt
from orchestrator.domain.rewrite import rewrite_of
from orchestrator.locale import told

SAID: Final = 7900
MEASURE: Final = re.compile(rf"^[个只条张座栋棵朵匹辆艘位名幅](?={HAN.pattern})")
"""A measure word that lost its number: 个气球 is 气球."""
MARKS: Final = re.compile(r"[,;:?!](?!\d)")
"""Punctuation, but for that of 16:9."""
SHORT: Final = 4
"""Examples of what the image model draws best, where they are no answer of their own."""
CHANGING: Final = re.compile("[弄改换变加点些把]")
LETTERS: Final = re.compile("“.*”")
"""What is to be read, of lettering as a prompt tells it."""


def reply(task: ReplyTask) -> Reply:
    """The sentences, and what is in focus after them."""
    intent = task.plan.intent
    focus = _kept(task) if intent is Intent.MAKE else task.plan.image if intent is Intent.SELECT else None
    return Reply(text=SENTENCES[intent](task)[:SAID], focus=focus)


def _made(task: ReplyTask) -> str:
    language = task.language
    sentences: list[str] = []
    failed = nothing = False
    planned = [job for job in task.jobs if job.step <= len(task.plan.steps)]
    for job in planned:
        if job.state == "succeeded":
            sentences += found_out(task, job, _shown(task, job)) or [_result(task, job)]
            nothing = nothing or not job.images
        elif job.state == "failed":
            failed = True
            sentences.append(
                said(
                    language,
                    "make.failed",
                    tool=tool_name(language, job.tool),
                    error=_closed(language, told(job.error or "?", language)),
                )
            )
        elif failed or nothing:
            sentences.append(said(language, "make.cancelled_step", tool=tool_name(language, job.tool)))
    if failed:
        sentences.append(said(language, "make.try"))
    elif any(job.state == "cancelled" for job in planned) and not nothing:
        sentences.append(said(language, "make.cancelled"))
    if not sentences:
        sentences.append(said(language, "make.nothing"))
    succeeded = any(job.state == "succeeded" for job in planned)
    if (
        max((len(job.images) for job in planned if job.tool == PAINTING), default=0)
        == most(task.tools)
        < wanted(task.text)
    ):
        sentences.append(said(language, "make.most", most=most(task.tools), wanted=wanted(task.text)))
    if succeeded and task.preset is not None and task.preset.name == task.plan.preset:
        sentences.append(said(language, "make.preset", preset=task.preset.title.in_(language)))
    sentences += reviewed(task)
    if succeeded:
        sentences += _caveats(task)
    return said(language, "words.sentence").join(sentences)


def _result(task: ReplyTask, job: JobFact) -> str:
    language = task.language
    source = job.inputs.get("source")
    facts: dict[str, Any] = {
        "handles": said(language, "words.list").join(job.images),
        "count": len(job.images),
        "source": source,
        "reference": job.inputs.get("reference"),
        "layout": known(language, "layout", str(job.params.get("layout"))),
        "text": _shown(task, job) or said(language, "words.photograph"),
        "tool": job.tool,
        "scale": job.params.get("scale", 2),
        "size": said(language, "make.size", width=job.size[0], height=job.size[1]) if job.size else "",
        "done": done(language, job.params),
        "adjust": adjusted(language, job.params),
    }
    sentences = [said(language, f"make.{_kind(language, job)}", **facts), *_reported(language, job)]
    if job.size and job.was and max(job.size) < max(job.was) and not facts["done"]:  # else it was asked for
        facts |= {"width": job.size[0], "height": job.size[1]}
        sentences.append(
            said(
                language,
                "make.smaller",
                **facts,
                before=said(language, "recipe.size", width=job.was[0], height=job.was[1]),
            )
        )
    return said(language, "words.sentence").join(sentences)


def _reported(language: Language, job: JobFact) -> Iterable[str]:
    """What the tool measured and there are words for; shares of one, as percent."""
    for name, value in job.facts.items():
        if isinstance(value, float) and known(language, "reported", name):
            yield said(language, f"reported.{name}", percent=round(100 * value))


def _shown(task: ReplyTask, job: JobFact) -> str:
    """The prompt, phrase by phrase in the person's own words where it came from words in the language spoken."""
    text = str(job.params.get("prompt") or job.params.get("what") or "").rstrip(".")
    step = next((one for one in task.plan.steps if one.prompt and text in map(_open, one.params.values())), None)
    if step is not None and step.prompt is not None and step.prompt != step.prompt.own():  # presets need no repeating
        spans = rewrite_of(step.prompt.own(), "").spans
        there = [span.text for span in spans if span.text.lower() in text.lower()]
        text = said(task.language, "words.list").join(there)
    if task.language == "en" or step is None or step.prompt is None:
        return text
    told: list[str] = []
    called = parts_of(task.language, step.prompt.own(), task.names, plain="source" in job.inputs)
    for span in rewrite_of(step.prompt.own(), "").spans:
        phrase = MEASURE.sub("", called.get(span.text, span.text))
        if span.text in text and not any(phrase in other for other in told):
            told.append(phrase)
    return said(task.language, "words.list").join(told)


def _open(value: Any) -> Any:
    """A sentence without its full stop."""
    return value.rstrip(".") if isinstance(value, str) else value


def _kind(language: Language, job: JobFact) -> str:
    """Which sentence tells of it; tools without one of their own share one."""
    source, several = "source" in job.inputs, len(job.images) > 1
    if job.tool == "generate":
        kinds = ("variation", "variations") if source else ("new", "several")
        return kinds[several]
    if job.tool == "enhance" and "mask" in job.inputs:
        return "enhance_part"
    if job.tool == "cutout" and job.params.get("backdrop"):
        return "cutout_before"
    if source and known(language, "make", job.tool):
        return job.tool
    return "tool_of" if source else "tool"


def _caveats(task: ReplyTask) -> Iterable[str]:
    """What was left out, and what the image model does not know."""
    language = task.language
    spans = task.rewrite.spans if task.rewrite else ()
    if left := [span.text for span in spans if span.origin == "left_out"]:
        yield said(language, "make.left_out", words=said(language, "words.list").join(left))
    if SAVED.search(task.text):
        yield said(language, "decline.instead.saving")
    painted = [step for step in task.plan.steps if "prompt" in step.params and task.rewrite is not None]
    prompts = [step.prompt if step.prompt is not None else Prompt() for step in painted]
    before = {fact.handle: fact.prompt for fact in task.history}
    sources = [Prompt.model_validate(before[of]) for step in painted if before.get(of := step.inputs.get("source", ""))]
    told = dict(unknown(sources, task.vocabulary))  # when the picture was made that is changed now
    if strange := [(thing, source) for thing, source in unknown(prompts, task.vocabulary) if thing not in told]:
        names = [_strange(task, thing, source) for thing, source in strange]
        yield said(
            language,
            "vocabulary.unknown",
            model=task.model or said(language, "vocabulary.model"),
            things=said(language, "words.list").join(names),
            examples=drawn_best(language, task.vocabulary, SHORT),
        )


def _strange(task: ReplyTask, thing: str, source: str | None) -> str:
    """What the image model does not know: in Chinese by the person's words, unless these ask for a change."""
    if task.language != "zh":
        return thing
    if letters := LETTERS.search(thing):
        return letters[0]
    named = task.names.get(thing)
    return named if named and CHANGING.search(source or "") else source or thing


def _closed(language: Language, sentence: str) -> str:
    """`sentence` with a full stop."""
    return sentence if sentence.endswith((".", "。", "!", "?", "…")) else sentence + said(language, "words.stop")


def _kept(task: ReplyTask) -> str | None:
    """The best of what was judged, else the first picture of the last job that made one; a mask is none."""
    if task.review is not None and task.review.best is not None:
        return task.review.best
    made = [job.images[0] for job in task.jobs if job.state == "succeeded" and job.images and job.images[0][0] == "#"]
    return made[-1] if made else None


def _texts(task: ReplyTask) -> Mapping[str, str]:
    return {fact.handle: text for fact in (*task.history, *task.recipe) if (text := shows(task, fact))}


def _selected(task: ReplyTask) -> str:
    text = _texts(task).get(task.plan.image or "")
    name = "select.text" if text else "select.bare"
    return said(task.language, name, image=task.plan.image, text=text)


def _asked(task: ReplyTask) -> str:
    """The question, and what can be chosen from."""
    language, texts = task.language, _texts(task)
    choices = [
        said(language, "ask.choice", handle=choice, text=texts[choice]) if choice in texts else choice
        for choice in task.plan.choices
    ]
    question = task.plan.question or said(language, "ask.which")
    if own(language, question):  # small models are taught plain punctuation
        question = MARKS.sub(lambda found: found[0].translate(WIDE), question)
    return f"{question} {said(language, 'ask.or').join(choices)}".strip()


def _declined(task: ReplyTask) -> str:
    language, reason = task.language, task.plan.reason
    if task.preset is not None and reason == task.preset.key:
        tools = said(language, "words.list").join(tool_name(language, tool) for tool in task.preset.only)
        return said(language, "decline.preset", preset=task.preset.title.in_(language), tools=tools)
    if reason and (lacking := known(language, "decline.no_model", reason)) and reason not in task.tools:
        return lacking
    named = known(language, "decline.reasons", reason.lower()) if reason else None
    named = named or (reason if language == "en" else own(language, reason))
    first = said(language, "decline.text", reason=named) if named else said(language, "decline.bare")
    if instead := known(language, "decline.instead", (reason or "").lower()):
        return f"{first}{said(language, 'words.sentence')}{instead}"
    return f"{first}{said(language, 'words.sentence')}{said(language, 'decline.more')}"


def _answered(task: ReplyTask) -> str:
    match task.plan.about:
        case "recipe":
            return recipe(task)
        case "history":
            return history(task)
        case "abilities":
            return abilities(task)
        case "compare":
            return comparison(task)
        case "which":
            return showing(task)
        case "sharper":
            return sharpness(task)
        case "taste":
            return said(task.language, "taste.text")
        case "hello" | "thanks" | "privacy" | "maker" | "rights" | "sharing" as about:
            return said(task.language, f"talk.{about}")
        case _:
            return said(task.language, "other.text")


SENTENCES: Final[Mapping[Intent, Callable[[ReplyTask], str]]] = {
    Intent.MAKE: _made,
    Intent.SELECT: _selected,
    Intent.ASK: _asked,
    Intent.DECLINE: _declined,
    Intent.ANSWER: _answered,
}

"""Sentences about what a tool found out instead of, or beside, making pictures: found, described, checked.

Composed of the job's facts; asks no model. Refuses jobs without facts: those are told by their pictures.
"""

from collections.abc import Mapping
from typing import Any

from orchestrator.agent.answering.reviewed import demand
from orchestrator.agent.replies import said
from orchestrator.agent.task import JobFact, ReplyTask


def found_out(task: ReplyTask, job: JobFact, what: str) -> list[str]:
    """What is to be said of `job`; nothing where it has no facts. `what` is what was looked for."""
    told = {"source": job.inputs.get("source"), "handles": said(task.language, "words.list").join(job.images)}
    match job.facts:
        case {"there": bool()}:
            return [said(task.language, f"make.{_found(job)}", text=what, **told)]
        case {"caption": str() as caption}:
            return [said(task.language, "make.describe", caption=caption, **told)]
        case {"checks": list() as checks}:
            return [said(task.language, "make.judge_bare", **told)] if not checks else _checked(task, job, told)
    return []


def _found(job: JobFact) -> str:
    if not job.images:
        return "find_none" if job.facts.get("known", True) else "find_unknown"
    if len(job.images) > 1:
        return "find_several"
    return "find_rest" if job.params.get("invert") else "find"


def _checked(task: ReplyTask, job: JobFact, told: Mapping[str, Any]) -> list[str]:
    language, checks = task.language, job.facts["checks"]
    sentences = [said(language, "make.judge", met=job.facts["met"], count=len(checks), **told)]
    for name, value in (("missed", False), ("open", None)):
        if some := [
            demand(language, check["kind"], check["text"], check.get("of", ""))
            for check in checks
            if check["met"] is value
        ]:
            sentences.append(said(language, f"make.{name}", checks=said(language, "words.list").join(some)))
    return sentences

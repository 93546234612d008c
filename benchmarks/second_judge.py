"""Another model that judges the same pictures, in a process of its own: a process has one thread for its models."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from orchestrator.domain.requirements import Requirement
from tools.manifest import load
from tools.runtime.seeing import judge


class SecondJudge:
    """The model in `folder`; one process until the benchmark ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def met(self, picture: Image.Image, asked: Sequence[Requirement]) -> list[bool | None]:
        """Which of `asked` hold; none where it cannot tell."""
        return self._pool.submit(_met, self._folder, picture, tuple(asked)).result()


def _met(folder: Path, picture: Image.Image, asked: Sequence[Requirement]) -> list[bool | None]:
    sure = judge(load(folder)).certainties(picture, asked)
    return [None if one is None else one > 0.5 for one in sure]

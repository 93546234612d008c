"""Talking to a running studio over its API, as a script would: say, wait, look at pixels."""

import io
import time
from typing import Any, Final

import httpx
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

ENDED: Final = {"done", "failed", "cancelled", "asking"}
JOB_ENDED: Final = {"succeeded", "failed", "cancelled"}
PATIENCE: Final = 240.0
"""Seconds for one turn on two busy cores."""

Json = dict[str, Any]


class Talk:
    """One session over the API."""

    def __init__(self, client: httpx.Client, session: str | None = None) -> None:
        self.client = client
        self.id = session or str(self.call("POST", "/sessions", 201, json={})["id"])

    def call(self, method: str, path: str, status: int = 200, **sent: Any) -> Json:
        """One request that must end in `status`."""
        response = self.client.request(method, f"/api/v1{path}", **sent)
        assert response.status_code == status, (method, path, response.status_code, response.text[:500])
        body: Json = response.json()
        return body

    def say(self, text: str, **more: Any) -> Json:
        """A turn, from the words to its end; it must be done."""
        turn = self.wait(self.call("POST", f"/sessions/{self.id}/turns", 202, json={"text": text, **more})["id"])
        assert turn["state"] == "done", turn
        assert turn["reply"], turn
        return turn

    def wait(self, turn: str) -> Json:
        """The turn, once it has ended."""
        return self._until(f"/turns/{turn}", ENDED)

    def wait_job(self, job: str) -> Json:
        """The job, once it has ended."""
        return self._until(f"/jobs/{job}", JOB_ENDED)

    def _until(self, path: str, states: set[str]) -> Json:
        end = time.monotonic() + PATIENCE
        while (seen := self.call("GET", path))["state"] not in states:
            assert time.monotonic() < end, seen
            time.sleep(0.2)
        return seen

    def running(self, turn: str) -> Json:
        """The first job of a turn, once it runs and has made some progress."""
        end = time.monotonic() + PATIENCE
        while True:
            seen = self.call("GET", f"/turns/{turn}")
            for job in seen["jobs"]:
                if job["state"] == "running" and job["progress"] > 0:
                    found: Json = job
                    return found
            assert seen["state"] not in ENDED, seen
            assert time.monotonic() < end, seen
            time.sleep(0.05)

    def image(self, handle: str) -> Json:
        """The picture with this handle, as its session shows it."""
        shown = self.call("GET", f"/sessions/{self.id}")["images"]
        found: Json = next(image for image in shown if image["handle"] == handle)
        return found

    def handles(self) -> list[str]:
        """Handles of all pictures, sorted."""
        return sorted(image["handle"] for image in self.call("GET", f"/sessions/{self.id}")["images"])

    def pixels(self, handle: str) -> NDArray[np.uint8]:
        """The full picture, height x width x 3."""
        data = self.client.get(f"/api/v1/images/{self.image(handle)['id']}/file").content
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))

    def upload(self, data: bytes, **form: str) -> Json:
        """A picture, or a mask with kind and of."""
        return self.call("POST", f"/sessions/{self.id}/images", 201, files={"file": data}, data=form)


def parents(image: Json) -> list[tuple[str, str]]:
    """Handle and role of what a picture was made from."""
    return [(parent["handle"], parent["role"]) for parent in image["parents"]]


def mask(size: tuple[int, int], box: tuple[int, int, int, int]) -> bytes:
    """White in the box, as PNG."""
    image = Image.new("L", size)
    ImageDraw.Draw(image).rectangle(box, fill=255)
    return encoded(image, "PNG")


def photograph(size: tuple[int, int]) -> bytes:
    """A smooth picture with detail in it, as JPEG."""
    across = Image.linear_gradient("L").resize(size)
    image = Image.merge(
        "RGB", (across, across.transpose(Image.Transpose.ROTATE_180), Image.radial_gradient("L").resize(size))
    )
    draw = ImageDraw.Draw(image)
    for x in range(0, size[0], 97):
        draw.line((x, 0, size[0] - x, size[1]), fill=(x % 256, 90, 40), width=5)
    return encoded(image.point(lambda value: value // 2 + 30), "JPEG")


def encoded(image: Image.Image, form: str) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


def same_outside(a: NDArray[np.uint8], b: NDArray[np.uint8], box: tuple[int, int, int, int]) -> bool:
    """Whether two pictures are equal, bit by bit, everywhere but in the box (its right and bottom edge included)."""
    left, top, right, bottom = box
    outside = np.ones(a.shape[:2], bool)
    outside[top : bottom + 1, left : right + 1] = False
    return a.shape == b.shape and bool((a[outside] == b[outside]).all())

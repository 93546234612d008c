"""What files say of themselves: read in a child process, reported, believed in nothing."""

import json
import subprocess
from typing import Final

from pydantic import ValidationError

from orchestrator.domain.errors import BadImage, TooLarge
from orchestrator.domain.marks import Marks
from orchestrator.pixels.decode import MAX_BYTES, MEGABYTES
from orchestrator.services.pictures.uploads import AT_ONCE, WALL_SECONDS, apart

SIGNS: Final = (
    b"c2pa", b"jumb", b"http://ns.adobe.com/xap/1.0/", b"adobe:ns:meta", b"UNICODE\0", b"parameters\0", b"prompt",
    b"workflow", b"invokeai", b"pentimento\0",
)  # fmt: skip
"""Bytes without one of which there is nothing to be found: most photographs need no second look."""


class Verify:
    """Reads marks."""

    def __init__(self, roots: str) -> None:
        """`roots` are the certificates (PEM) of whoever is known here."""
        self._roots = roots

    def file(self, data: bytes) -> Marks:
        """All marks in a file from outside.

        Raises:
            TooLarge: over `MAX_BYTES`.
            BadImage: reading it takes more than a picture may.
        """
        if len(data) > MAX_BYTES:
            raise TooLarge(f"The file is over {MEGABYTES}: please send a smaller one.")
        if not any(sign in data for sign in SIGNS):
            return Marks()
        asked = json.dumps({"anchors": self._roots}).encode() + b"\n"
        try:
            with AT_ONCE, apart("orchestrator.provenance.look") as child:
                try:
                    answer, _ = child.communicate(asked + data, WALL_SECONDS)
                finally:
                    child.kill()
            return Marks.model_validate_json(answer)
        except (subprocess.TimeoutExpired, ValidationError):
            raise BadImage(
                "What the file says of itself cannot be read: it is damaged, or made to be a burden."
            ) from None

"""Routes of bundles: a session or a branch as a zip, streamed; and a zip taken in, checked before anything is kept."""

import shutil
import tempfile
from typing import Final

from flask import Response, request

from orchestrator.carry.unpack import MOST_BYTES
from orchestrator.domain.errors import TooLarge
from orchestrator.services.bundles.bundles import Parcel
from orchestrator.services.bundles.carried_views import ArrivalView
from web.api.operation import Operation, answer, operation
from web.api.shapes import ArrivalQuery, BundleQuery, PageQuery
from web.current import settings, studio, user
from web.headers import FILE_POLICY

ZIP: Final = "application/zip"


@operation(Operation("GET", "/sessions/<session_id>/bundle", query=PageQuery, bytes_of=(ZIP,)))
def sessions_bundle(session_id: str, query: PageQuery) -> Response:
    """A session as a zip: pictures, recipes, graph, and a page that shows it without a network."""
    return _streamed(studio().bundles.session(user(), session_id, query.language))


@operation(Operation("GET", "/images/<image_id>/bundle", query=BundleQuery, bytes_of=(ZIP,)))
def images_bundle(image_id: str, query: BundleQuery) -> Response:
    """A picture as a zip, alone or with its family."""
    return _streamed(studio().bundles.branch(user(), image_id, query.reach, query.language))


@operation(
    Operation(
        "POST", "/bundles", query=ArrivalQuery, answer=ArrivalView, status=201, keyed=True, takes=ZIP,
        also={413: "Over 2 GB, packed or unpacked.", 415: "A picture in it cannot be read."},
    )
)  # fmt: skip
def bundles_import(query: ArrivalQuery, key: str | None) -> Response:
    """Take in a zip of another studio, as a new session; refused whole if anything in it is not as it should be."""
    with tempfile.TemporaryFile(dir=settings().home) as file:
        shutil.copyfileobj(request.stream, file, 1024 * 1024)
        if file.tell() >= MOST_BYTES:
            raise TooLarge("A zip may have at most 2 GB.")  # sent in pieces, and cut off where the limit is
        made = studio().arrivals.take_in(user(), file, again=query.again, key=key)
    return answer(made, 201, f"/api/v1/sessions/{made.session}")


def _streamed(parcel: Parcel) -> Response:
    response = Response(parcel.chunks, mimetype=ZIP)
    response.headers["Content-Disposition"] = f'attachment; filename="{parcel.name}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response

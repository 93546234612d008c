"""Routes of pictures: upload, facts, bytes.

Serves only what the studio encoded itself, inert, under names of its own. Refuses a body too large for a picture before
reading it.
"""

from typing import Final

from flask import Response, request

from orchestrator.pixels.decode import MAX_BYTES, MEGABYTES
from orchestrator.services.shapes.views import ImageDetail, ImageView
from tools import MEGAPIXELS
from web.api.operation import Operation, answer, checked, operation
from web.api.shapes import FileQuery, ImageChange, UploadForm
from web.current import studio, user
from web.headers import FILE_POLICY
from web.problems import Malformed

SUFFIX: Final = {"png": "png", "jpeg": "jpg", "webp": "webp"}


@operation(
    Operation(
        "POST", "/sessions/<session_id>/images", body=UploadForm, answer=ImageView, status=201, keyed=True, upload=True,
        also={413: f"Over {MEGABYTES} or {MEGAPIXELS}.", 415: "Not a PNG, JPEG or WebP that can be read."},
    )
)  # fmt: skip
def images_upload(session_id: str, key: str | None) -> Response:
    """Upload a picture, which comes into focus, or a mask of one."""
    sent = request.files.getlist("file")
    if len(sent) != 1:
        raise Malformed("Send one picture as the form field 'file'.")
    form = checked(UploadForm, {**request.form.to_dict(), "file": "sent"})
    data = sent[0].stream.read(MAX_BYTES + 1)  # one more shows the service that it is over
    made = studio().images.upload(user(), session_id, data, kind=form.kind, of=form.of, key=key)
    studio().jobs.describe(user(), made)
    return answer(made, 201, f"/api/v1/images/{made.id}")


@operation(Operation("GET", "/images/<image_id>", answer=ImageDetail))
def images_get(image_id: str) -> ImageDetail:
    """Read a picture's facts: recipe, parents, alt text, scores."""
    return studio().images.get(user(), image_id)


@operation(Operation("PATCH", "/images/<image_id>", body=ImageChange, answer=ImageDetail))
def images_change(image_id: str, body: ImageChange) -> ImageDetail:
    """Say what a picture shows: its alt text."""
    return studio().images.tell(user(), image_id, body.alt)


@operation(Operation("DELETE", "/images/<image_id>", status=204))
def images_delete(image_id: str) -> None:
    """Move a picture to the trash: `PATCH /images` brings it back, `POST /trash/purge` forgets it for good."""
    studio().library.throw_away(user(), image_id)


@operation(
    Operation(
        "GET", "/images/<image_id>/file", query=FileQuery, bytes_of=("image/png", "image/jpeg", "image/webp"),
        also={206: "The part that `Range` asked for.", 304: "Unchanged since it was last read.",
              416: "`Range` lies outside the file."},
    )
)  # fmt: skip
def images_file(image_id: str, query: FileQuery) -> Response:
    """A picture's bytes; they never change."""
    image = studio().images.get(user(), image_id)
    tag = f"{image.id}-{query.size}-{query.format}"
    if image.purged is None and tag in request.if_none_match:
        response = Response(status=304)
    else:
        data, mime = studio().images.file(user(), image_id, query.size, query.format)
        response = Response(data, mimetype=mime)
        name = f"pentimento-{image.handle.lstrip('#')}{'-thumb' if query.size == 'thumb' else ''}"
        kind = "attachment" if query.download else "inline"
        response.headers["Content-Disposition"] = f'{kind}; filename="{name}.{SUFFIX[query.format]}"'
        response.set_etag(tag)
        response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response

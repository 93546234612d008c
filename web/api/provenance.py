"""Routes of provenance: a picture's file with its marks, what marks a file has, who signs here.

A file with marks is made anew for each request and never cached: its signature is of that moment. The stored bytes,
which never change, are at `/images/{id}/file`.
"""

from flask import Response, request

from orchestrator.domain.marks import Marks
from orchestrator.pixels.decode import MAX_BYTES, MEGABYTES
from orchestrator.provenance.stamp import Wish
from web.api.operation import Operation, answer, operation
from web.api.shapes import ExportQuery, FileForm
from web.current import settings, studio, user
from web.headers import FILE_POLICY
from web.problems import Malformed


@operation(
    Operation(
        "GET", "/images/<image_id>/export", query=ExportQuery, bytes_of=("image/png", "image/jpeg", "image/webp"),
        also={409: "The certificate in the settings cannot be used.", 429: "Others are being signed, and take long."},
    )
)  # fmt: skip
def images_export(image_id: str, query: ExportQuery) -> Response:
    """A picture's file that says how it was made: XMP, recipe and signed credentials, made for this request."""
    chosen = settings()
    wish = Wish(query.format, query.recipe or chosen.export_recipe, query.label or chosen.export_label)
    made = studio().exports.picture(user(), image_id, wish)
    response = Response(made.data, mimetype=made.mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


@operation(
    Operation(
        "POST", "/verify", body=FileForm, answer=Marks, upload=True,
        also={413: f"Over {MEGABYTES}.", 415: "Reading it takes more than a picture may."},
    )
)  # fmt: skip
def provenance_verify() -> Response:
    """What a file says of itself: credentials, source type, labels, recipes. Keeps nothing; no mark proves nothing."""
    sent = request.files.getlist("file")
    if len(sent) != 1:
        raise Malformed("Send one picture as the form field 'file'.")
    return answer(studio().exports.marks(sent[0].stream.read(MAX_BYTES + 1)))


@operation(Operation("GET", "/provenance/root", bytes_of=("application/x-pem-file",)))
def provenance_root() -> Response:
    """The certificate (PEM) with which others can know pictures signed here."""
    response = Response(studio().exports.root(), mimetype="application/x-pem-file")
    response.headers["Content-Disposition"] = 'attachment; filename="pentimento-root.pem"'
    return response

"""What can go wrong in the words of the product. Each error carries its HTTP status and a sentence a person can act on.

Refuses stack traces and library names in messages.
"""


class StudioError(Exception):
    """Base: `code` names the problem type, `status` is its HTTP status."""

    code = "internal"
    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadRequest(StudioError):
    """The request cannot be understood or is out of bounds."""

    code = "bad-request"
    status = 422


class NotFound(StudioError):
    """There is no such thing, or it is not the caller's."""

    code = "not-found"
    status = 404


class Conflict(StudioError):
    """The thing is in a state that does not allow this."""

    code = "conflict"
    status = 409


class TooLarge(StudioError):
    """The upload or text is over its limit."""

    code = "too-large"
    status = 413


class BadImage(StudioError):
    """The upload is not a picture that can be read."""

    code = "bad-image"
    status = 415


class Unauthorised(StudioError):
    """No valid sign-in or token."""

    code = "unauthorised"
    status = 401


class Forbidden(StudioError):
    """Signed in, and still refused (a foreign origin, say)."""

    code = "forbidden"
    status = 403


class QueueFull(StudioError):
    """The caller has as many open jobs as allowed."""

    code = "queue-full"
    status = 429


class Busy(StudioError):
    """Others are at it already, and it takes too much for one more at the same time."""

    code = "too-many"
    status = 429

    def __init__(self, message: str = "Others are asking for the same: try again in a moment.") -> None:
        super().__init__(message)


class ModelUnavailable(StudioError):
    """No loaded model serves this tool, or its folder is broken."""

    code = "model-unavailable"
    status = 503


class StorageFull(StudioError):
    """The disk has no room; nothing was changed."""

    code = "storage-full"
    status = 507

    def __init__(self, message: str = "The disk is full: free some space and try again. Nothing was changed.") -> None:
        super().__init__(message)


class StorageBroken(StudioError):
    """The database's file is damaged, or none."""

    code = "storage-broken"

    def __init__(
        self,
        message: str = (
            "The database is damaged or is none: put a copy of it back, or set PENTIMENTO_HOME to another folder."
        ),
    ) -> None:
        super().__init__(message)


class LeaseLost(StudioError):
    """A worker's claim has lapsed or passed to another; its result must be dropped."""

    code = "lease-lost"
    status = 409

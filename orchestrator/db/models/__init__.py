"""All tables. Importing this package completes the metadata."""

from orchestrator.db.models.carried import Arrival, Share
from orchestrator.db.models.event import Event
from orchestrator.db.models.find import Find
from orchestrator.db.models.image import Edge, Image, Output
from orchestrator.db.models.job import Job
from orchestrator.db.models.key import Key
from orchestrator.db.models.library import Collection, Member, Tag
from orchestrator.db.models.origin import Origin
from orchestrator.db.models.remake import Remake
from orchestrator.db.models.session import StudioSession
from orchestrator.db.models.taste import Taste
from orchestrator.db.models.turn import Turn
from orchestrator.db.models.user import Login, User
from orchestrator.db.models.vector import Vector
from orchestrator.db.models.worker import Worker

__all__ = [
    "Arrival",
    "Collection",
    "Edge",
    "Event",
    "Find",
    "Image",
    "Job",
    "Key",
    "Login",
    "Member",
    "Origin",
    "Output",
    "Remake",
    "Share",
    "StudioSession",
    "Tag",
    "Taste",
    "Turn",
    "User",
    "Vector",
    "Worker",
]

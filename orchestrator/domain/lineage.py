"""The graph of pictures: edges from child to parent with a role. Pure values; walking it is a service's work."""

from dataclasses import dataclass

from orchestrator.domain.plan import Role


@dataclass(frozen=True, slots=True)
class Edge:
    """`child` was made from `parent`, used as `role`. Both are image ids."""

    child: str
    parent: str
    role: Role

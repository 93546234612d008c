"""What every table shares: names of constraints, column types, ids. Holds no table."""

from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from ulid import ULID

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints need names that we know: Alembic cannot drop what it cannot name."""

ID: Final = String(26)


def new_id() -> str:
    """An opaque id; later ones sort after earlier ones."""
    return str(ULID()).lower()


def state_type(states: type[StrEnum]) -> Enum:
    """A column of `states` that keeps their values as text, so that a new state needs no migration."""
    return Enum(
        states, native_enum=False, create_constraint=False, length=16, values_callable=lambda e: [x.value for x in e]
    )


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {dict[str, Any]: JSON(none_as_null=True), list[str]: JSON(none_as_null=True)}

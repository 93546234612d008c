"""A studio of its own for every test: real services on a fresh, migrated database."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from orchestrator.bootstrap import Studio, studio
from orchestrator.services.shapes.views import ImageView
from orchestrator.settings import Settings
from tests.orchestrator.hands import Hands


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to be copied."""
    home = tmp_path_factory.mktemp("template")
    made = studio(Settings(home=home))
    made.migrate()
    made.close()
    return home / "pentimento.db"


@pytest.fixture
def house(tmp_path: Path, template: Path) -> Iterator[Studio]:
    """A studio on SQLite."""
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    shutil.copy(template, settings.home)
    made = studio(settings)
    yield made
    made.close()


@pytest.fixture
def each_house(tmp_path: Path, database_url: str) -> Iterator[Studio]:
    """A studio on SQLite, then one on PostgreSQL."""
    made = studio(Settings(home=tmp_path / "home", database_url=database_url))
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def hands(house: Studio) -> Hands:
    """Somebody with an open session, on SQLite."""
    return Hands.on(house)


@pytest.fixture
def each_hands(each_house: Studio) -> Hands:
    """Somebody with an open session, on either database."""
    return Hands.on(each_house)


@pytest.fixture
def photo() -> Callable[..., bytes]:
    """Makes an encoded picture."""

    def make(size: tuple[int, int] = (64, 48), form: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
        out = io.BytesIO()
        Image.effect_noise(size, 60).convert(mode).save(out, form, **options)
        return out.getvalue()

    return make


@pytest.fixture
def uploaded(hands: Hands) -> ImageView:
    """`#1`, uploaded."""
    return hands.upload()


@pytest.fixture
def unowned_models() -> Iterator[None]:
    """Loaded models belong to one thread of a process; these tests are a worker's whole life each."""
    from tools.runtime.cache import forget

    forget()
    yield
    forget()

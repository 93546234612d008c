"""One installation's certificates for all tests of the room."""

import pytest

from orchestrator.provenance.authority import Credential, installed
from orchestrator.provenance.signing import Signatory


@pytest.fixture(scope="session")
def credential(tmp_path_factory: pytest.TempPathFactory) -> Credential:
    """Made as at a first start."""
    return installed(tmp_path_factory.mktemp("credentials"))


@pytest.fixture(scope="session")
def signatory(credential: Credential) -> Signatory:
    """Signs with it."""
    return Signatory(credential)

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests import allow_list


@pytest.fixture(autouse=True)
def authority(settings: Settings, tmp_path: Path) -> None:
    """The one whose signer's lists are taken."""
    file = tmp_path / "authority.pem"
    file.write_bytes(allow_list.authority().pem)
    settings.ALLOW_LIST_AUTHORITY, settings.ALLOW_LIST_SIGNER = str(file), allow_list.SIGNER

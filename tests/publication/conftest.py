from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests import fake_fhir
from tests.fake_fhir import KEY, PERSON, STRUCTURE, NationalDirectory
from tests.publication.boxes import RPPS


@pytest.fixture
def national(settings: Settings) -> Iterator[NationalDirectory]:
    """The national directory, which knows one person and one structure; this house tells it by FHIR."""
    with fake_fhir.national_directory() as directory:
        directory.knows(PERSON, f"8{RPPS}")
        directory.knows(STRUCTURE, "310000013")
        settings.PUBLICATION, settings.PUBLICATION_KEY = "fhir", KEY
        settings.PUBLICATION_URL = directory.url
        yield directory

import pytest

from medimail.accounts.models import User
from medimail.web.federation import discovery


@pytest.fixture
def page_of(applicant: User) -> str:
    """The page of the applicant's request, on the desk."""
    return f"/demandes/{applicant.application.pk}/"


@pytest.fixture(autouse=True)
def nothing_is_known_of_providers() -> None:
    """Each test asks them anew: they change from one to the next."""
    discovery.forget()

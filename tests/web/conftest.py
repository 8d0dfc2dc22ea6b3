import pytest

from medimail.accounts.models import User


@pytest.fixture
def page_of(applicant: User) -> str:
    """The page of the applicant's request, on the desk."""
    return f"/demandes/{applicant.application.pk}/"

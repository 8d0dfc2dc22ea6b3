import pytest

from medimail.accounts.models import User
from medimail.enrolment.actions import link_card
from medimail.web.federation.oidc import discovery
from tests import people
from tests.sandbox_fixture import Running

CARD = "pharmacist"
"""The test identity of `card_holder`."""


@pytest.fixture
def page_of(applicant: User) -> str:
    """The page of the applicant's request, on the desk."""
    return f"/demandes/{applicant.application.pk}/"


@pytest.fixture(autouse=True)
def nothing_is_known_of_providers() -> None:
    """Each test asks them anew: they change from one to the next."""
    discovery.forget()


@pytest.fixture
def card_holder(db: None, psc: Running) -> User:
    """A pharmacist with an open box, whose e-CPS card opens it too."""
    shown = psc.identity(CARD)
    number = shown.claims["SubjectNameID"][1:]
    user = people.holder(national_id=number)
    link_card(user, people.professional(number, issuer=psc.provider.issuer, subject=shown.subject))
    return user

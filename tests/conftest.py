"""People and rooms that every test may need. Names stay the same everywhere."""

import time

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from medimail.accounts.models import User
from tests import people

pytest_plugins = ["tests.house_fixture", "tests.copied_database", "tests.sandbox_fixture", "tests.saml_fixture"]


class _Folders(LoadScopeScheduling):
    """A folder belongs to one worker: one house for all of it, and no two of its tests at once."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0].rpartition("/")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    return _Folders(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    from django.core.management import call_command

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("prepare")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose; the journeys sign in with it, these tests need not."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Tries of the test before are not those of this one."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    """Whoever tests the policy sets it; most tests are about something else."""
    settings.SECOND_FACTOR = "nobody"


@pytest.fixture
def applicant(db: None) -> User:
    """A pharmacist of Occitanie whose request waits for a decision."""
    return people.applicant()


@pytest.fixture
def holder(db: None) -> User:
    """A pharmacist of Occitanie with an open BAL PER."""
    return people.holder()


@pytest.fixture
def region_administrator(db: None) -> User:
    return people.region_administrator("76")


@pytest.fixture
def other_administrator(db: None) -> User:
    return people.region_administrator("53")


@pytest.fixture
def browser_of() -> people.BrowserOf:
    """Just signed in with the password, by a shorter way."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session.save()
        return client

    return signed_in

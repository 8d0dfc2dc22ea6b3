"""Each address of the desk, for each kind of person who has no business there."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.enrolment import actions as enrolment
from medimail.notifications.models import Letter
from medimail.shared_boxes.actions import ask
from medimail.web.desk.urls import urlpatterns
from tests import people
from tests.people import BrowserOf

pytestmark = pytest.mark.django_db
ROUTES = {str(one.name): str(one.pattern) for one in urlpatterns if isinstance(one, URLPattern)}
OPERATOR_ONLY = {"domains", "add_domain"}
LISTS = {"queue", "queue_asked", "queue_decided", "queue_boxes"}
ASKED = {"box_request", "accept_box", "refuse_box", "ask_about_box"}
"""Of a request for a shared box, made by the holder for a structure that has another administrator."""
ELSEWHERE = "770816478"
Address = Callable[[str], str]
TYPED = {"reason": "Non.", "question": "Où ?", "text": "Bonjour.", "sure": "on", "name": "a.mssante.fr"}


@pytest.fixture
def owners(applicant: User, holder: User) -> dict[str, User]:
    return {"owner of the request": applicant, "owner of the change": holder}


@pytest.fixture
def address(applicant: User, holder: User) -> Address:
    """Addresses of a request, of a change of profile and of a shared box asked for, in Occitanie."""
    change = enrolment.edit_profile(holder, people.profile(last_name="Vidal"))
    assert change
    asked = ask(holder, people.wanted_box(finess=ELSEWHERE))

    def of(name: str) -> str:
        pk = change.pk if "change" in name else asked.pk if name in ASKED else applicant.application.pk
        return "/" + ROUTES[name].replace("<int:pk>", str(pk))

    return of


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ROUTES)
def test_a_stranger_finds_nothing(
    browser_of: BrowserOf, address: Address, owners: dict[str, User], name: str, method: str
) -> None:
    where = address(name)
    strangers = {**owners, "colleague": people.holder()}
    if name in OPERATOR_ONLY:
        strangers["administrator of the region"] = people.region_administrator("76")
    if name not in LISTS:
        strangers["administrator of another region"] = people.region_administrator("53")
        strangers["administrator of a structure"] = people.structure_administrator("310000013")
    acts, letters = Trace.objects.count(), Letter.objects.count()
    for who, stranger in strangers.items():
        answer = getattr(browser_of(stranger), method)(where, TYPED)
        refused = {404, 405} if name in LISTS | {"add_domain", "application", "change", "box_request"} else {404}
        assert answer.status_code in refused, who
    assert (Trace.objects.count(), Letter.objects.count()) == (acts, letters)
    visitor = getattr(Client(), method)(where, TYPED)
    assert visitor["Location"].startswith("/connexion/?next=")


@pytest.mark.parametrize("name", sorted(set(ROUTES) - {"add_domain"}))
def test_the_operator_finds_it(browser_of: BrowserOf, address: Address, name: str) -> None:
    """The test above would pass on addresses that lead nowhere."""
    page = browser_of(people.platform_operator()).get(address(name), follow=True)
    assert page.status_code == 200
    ids = re.findall(r' id="([^"]+)"', page.content.decode())
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_lists_of_another_region_are_empty_of_them(
    browser_of: BrowserOf, address: Address, other_administrator: User, name: str
) -> None:
    page = browser_of(other_administrator).get(address(name)).content.decode()
    assert "Dupont" not in page
    assert "Vidal" not in page

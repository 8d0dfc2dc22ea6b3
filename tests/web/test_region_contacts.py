"""Contacts are kept by those who answer, and by nobody else."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.regions.models import HelpDesk
from tests import people
from tests.people import BrowserOf
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
OWN, OTHER, PLATFORM = (f"/region/contacts/{place}/" for place in ("76", "53", "plateforme"))


def typed(**changes: str) -> dict[str, str]:
    values = {"name": "GRADeS d’oc", "phone": "05 36 49 00 76", "email": "aide@oc.example", "hours": "", "website": ""}
    return {**values, **changes}


def test_a_region_keeps_its_own(browser_of: BrowserOf, region_administrator: User) -> None:
    desk = browser_of(region_administrator)
    assert desk.get("/region/contacts/")["Location"] == OWN
    page = desk.post(OWN, typed(hours="De 9 h à 17 h", website="https://oc.example/aide"), follow=True)
    assert "Les contacts sont enregistrés" in words(page)
    visitor = Client()
    visitor.cookies["region"] = "76"
    page = visitor.get("/inscription/")
    for seen in ("05 36 49 00 76", "aide@oc.example", "De 9 h à 17 h"):
        assert seen in words(page)
    for link in ("tel:0536490076", "mailto:aide@oc.example", "https://oc.example/aide"):
        assert f'href="{link}"' in page.content.decode()
    desk.post(OWN, typed(name="Autre nom"))
    assert [one.name for one in HelpDesk.objects.all()] == ["Autre nom"]


def test_the_operator_keeps_all_and_the_platforms(browser_of: BrowserOf) -> None:
    desk = browser_of(people.platform_operator())
    text = words(desk.get("/region/contacts/"))
    for seen in ("Plateforme", "Occitanie", "Mayotte", "Non publiés"):
        assert seen in text
    for path in (OWN, OTHER, PLATFORM):
        assert desk.post(path, typed())["Location"] == path
    assert set(HelpDesk.objects.values_list("region_code", flat=True)) == {"76", "53", ""}
    assert desk.get("/region/contacts/zz/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": ""}, "name", "obligatoire"),
        ({"phone": "", "email": ""}, "phone", "on doit pouvoir vous joindre"),
        ({"phone": "appelez-moi"}, "phone", "incomplet ou mal tapé"),
        ({"email": "aide@"}, "email", "incomplète ou mal tapée"),
        ({"website": "http://oc.example"}, "website", "https://"),
        ({"website": "javascript:alert(1)"}, "website", "mal tapée"),
        ({"hours": "9 h\nX: y"}, "hours", "caractère invisible"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    browser_of: BrowserOf, region_administrator: User, changes: dict[str, str], field: str, sentence: str
) -> None:
    page = browser_of(region_administrator).post(OWN, typed(**changes))
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    assert not HelpDesk.objects.exists()


def test_others_find_no_contacts_to_keep(
    browser_of: BrowserOf, holder: User, region_administrator: User, other_administrator: User
) -> None:
    strangers = [holder, other_administrator, people.structure_administrator("310000013")]
    for stranger in strangers:
        assert browser_of(stranger).get(OWN).status_code == 404
        assert browser_of(stranger).post(OWN, typed()).status_code == 404
    for path in (OTHER, PLATFORM):
        assert browser_of(region_administrator).post(path, typed()).status_code == 404
    assert Client().get(OWN)["Location"].startswith("/connexion/")
    assert not HelpDesk.objects.exists()

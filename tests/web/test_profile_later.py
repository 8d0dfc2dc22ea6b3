"""Screen S10: everything can be changed; what a human had checked goes back to a human."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.lib.national_numbers import with_key
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk import actions as desk
from tests import people
from tests.people import BrowserOf
from tests.web.pages import Page, error_of, words

pytestmark = pytest.mark.django_db
ADDRESS = "/profil/"


def as_typed(page: Page, **changes: str) -> dict[str, str]:
    """The form as the browser would send it back, with these fields typed over."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: "on" if value is True else str(value) for name, value in shown.items() if value not in {None, False}}
    return {**typed, **changes}


def save(client: Client, **changes: str) -> Page:
    return client.post(ADDRESS, as_typed(client.get(ADDRESS), **changes), follow=True)


@pytest.fixture
def client_of_holder(browser_of: BrowserOf, holder: User) -> Client:
    return browser_of(holder)


def test_the_name_in_the_bar_leads_there(client_of_holder: Client) -> None:
    assert f'class="person" href="{ADDRESS}"' in client_of_holder.get("/aide/").content.decode()


def test_what_nobody_checks_changes_at_once(client_of_holder: Client, holder: User) -> None:
    page = save(client_of_holder, town="Nîmes", postcode="30000", department_code="30", phone1="04 66 00 00 00")
    assert "Enregistré." in words(page)
    holder.profile.refresh_from_db()
    assert (holder.profile.town, holder.profile.department_code) == ("Nîmes", "30")
    assert "Un changement attend" not in words(page)


def test_a_name_waits_for_a_human_and_the_box_works_on(
    client_of_holder: Client, holder: User, region_administrator: User
) -> None:
    assert "vérifiés par un administrateur avant de changer" in words(client_of_holder.get(ADDRESS))
    page = save(client_of_holder, last_name="Durand", phone1="05 00 00 00 01")
    for seen in (
        "Un changement attend d’être vérifié",
        "Dupont → devient Durand",
        "votre boîte continue de fonctionner",
    ):
        assert seen in words(page)
    holder.refresh_from_db()
    assert (holder.last_name, holder.profile.phone1) == ("Dupont", "05 00 00 00 01")
    assert holder.mailboxes.get().state == Mailbox.State.ACTIVE
    desk.accept_change(region_administrator, holder.profile_changes.get().pk)
    page = client_of_holder.get(ADDRESS)
    assert "Votre dernier changement a été accepté" in words(page)
    assert page.context["form"]["last_name"].value() == "Durand"


def test_a_refusal_says_why_and_what_to_do(client_of_holder: Client, holder: User, region_administrator: User) -> None:
    save(client_of_holder, last_name="Durand")
    desk.refuse_change(region_administrator, holder.profile_changes.get().pk, "Envoyez un justificatif.")
    page = client_of_holder.get(ADDRESS)
    for seen in ("n’a pas été accepté", "Envoyez un justificatif.", "Dupont → devient Durand", "demandez de l’aide"):
        assert seen in words(page)
    assert page.context["form"]["last_name"].value() == "Dupont"


def test_saving_something_else_keeps_the_change_that_waits(client_of_holder: Client, holder: User) -> None:
    save(client_of_holder, last_name="Durand")
    before = holder.profile_changes.get().submitted_at
    save(client_of_holder, town="Nîmes", postcode="30000", department_code="30")
    change = holder.profile_changes.get()
    assert (change.state, change.proposed["last_name"]) == ("waiting", "Durand")
    assert change.submitted_at == before, "what the administrator read has not changed"


def test_a_waiting_change_is_withdrawn_by_one_click_or_two(client_of_holder: Client, holder: User) -> None:
    save(client_of_holder, last_name="Durand")
    for _ in range(2):
        page = client_of_holder.post("/profil/demande/retirer/", follow=True)
    assert "est retirée" in words(page)
    assert "Un changement attend" not in words(page)
    assert holder.profile_changes.get().state == "withdrawn"


def test_switches_take_effect_at_once(client_of_holder: Client, holder: User) -> None:
    for name, seen in (("in_mssante_directory", "red_list"), ("paperless", "paperless")):
        before = getattr(holder.mailboxes.get(), seen)
        save(client_of_holder, **{name: ""})
        assert getattr(holder.mailboxes.get(), seen) is not before
    save(client_of_holder, notify="", in_medimail_directory="")
    holder.profile.refresh_from_db()
    assert [holder.profile.notify, holder.profile.in_medimail_directory, holder.profile.paperless] == [False] * 3


def test_a_med_holder_is_upgraded_with_a_number(browser_of: BrowserOf, region_administrator: User) -> None:
    holder = people.holder(identifier_type="", national_id="")
    client = browser_of(holder)
    assert "J’ai maintenant un numéro RPPS" in words(client.get(ADDRESS))
    assert "Enregistré." in words(save(client, town="Albi"))
    assert not holder.profile_changes.exists()
    page = save(client, national_id=with_key("9971555001"))
    assert "Numéro d’identifiant national RPPS" in words(page)
    desk.accept_change(region_administrator, holder.profile_changes.get().pk)
    page = client.get(ADDRESS)
    for seen in ("BAL PER", "BAL MED", "@pharmacien.oc.mssante.fr", "@med.medimail.internal"):
        assert seen in words(page)
    assert "J’ai maintenant un numéro RPPS" not in words(page)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("last_name", "", "obligatoire"),
        ("national_id", "123", "11 chiffres"),
        ("national_id", "", "Indiquez votre numéro"),
        ("postcode", "3162", "5 chiffres"),
        ("speciality_code", "SM54", "n’est pas de la profession"),
    ],
)
def test_refused_input_is_kept_with_its_sentence(
    client_of_holder: Client, holder: User, field: str, typed: str, sentence: str
) -> None:
    page = client_of_holder.post(ADDRESS, as_typed(client_of_holder.get(ADDRESS), **{"town": "Sète", field: typed}))
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    assert 'value="Sète"' in page.content.decode()
    assert not holder.profile_changes.exists()


def test_a_number_proved_by_another_is_refused_without_saying_whose(client_of_holder: Client) -> None:
    other = people.holder(first_name="Aline", last_name="Autre")
    typed = as_typed(client_of_holder.get(ADDRESS), national_id=other.profile.national_id)
    page = client_of_holder.post(ADDRESS, typed)
    assert "déjà rattaché à un compte" in error_of(page, "national_id")
    assert "Autre" not in words(page)


def test_people_without_open_account_see_their_account_only(
    browser_of: BrowserOf, applicant: User, region_administrator: User, holder: User
) -> None:
    desk.suspend(people.platform_operator(), holder.application.pk, "Vérification.")
    for user in (applicant, people.at_terms(), region_administrator, holder):
        client = browser_of(user)
        page = client.get(ADDRESS)
        assert page.status_code == 200
        assert user.email in words(page)
        assert "form" not in page.context
        assert "Rien n’a été enregistré" in words(client.post(ADDRESS, {"last_name": "Durand"}, follow=True))
        user.refresh_from_db()
        assert user.last_name != "Durand"


def test_a_stranger_changes_nothing_of_another(browser_of: BrowserOf, client_of_holder: Client, holder: User) -> None:
    """The page has no number in its address: everyone only ever reaches their own."""
    save(client_of_holder, last_name="Durand")
    stranger = people.holder(first_name="Aline", last_name="Autre")
    client = browser_of(stranger)
    assert "Durand" not in words(client.get(ADDRESS))
    client.post("/profil/demande/retirer/")
    assert holder.profile_changes.get().state == "waiting"

"""Settings of notifications and of display: kept, refused with a sentence, and nobody else's."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.accounts.queries import preferences_of
from medimail.notifications.queries import pace_of, quiet_of
from tests import people
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
DISPLAY = {
    "theme": "dark",
    "density": "compact",
    "reading_pane": "none",
    "conversations": "on",
    "undo_seconds": "20",
    "receipts": "never",
}


def page(user: User, name: str) -> str:
    return f"/boites/{user.mailboxes.get().pk}/reglages/{name}/"


@pytest.fixture
def browser(holder: User, browser_of: people.BrowserOf) -> Client:
    return browser_of(holder)


def test_display_is_kept_and_shows_on_every_page(holder: User, browser: Client) -> None:
    assert browser.post(page(holder, "affichage"), DISPLAY).status_code == 302
    kept = preferences_of(User.objects.get(pk=holder.pk))
    assert (kept.undo_seconds, kept.receipts, kept.conversations) == (20, "never", True)
    assert '<html lang="fr" class="theme-dark density-compact pane-none">' in browser.get("/profil/").content.decode()


def test_an_invented_choice_is_refused(holder: User, browser: Client) -> None:
    answer = browser.post(page(holder, "affichage"), DISPLAY | {"undo_seconds": "9000"})
    assert answer.status_code == 422
    assert "Ce choix n’est plus proposé" in words(answer)


def test_alerts_are_kept(holder: User, browser: Client) -> None:
    chosen = {"pace": "hourly", "starts": "20:00", "ends": "07:30", "days": ["5", "6"]}
    assert browser.post(page(holder, "notifications"), chosen).status_code == 302
    assert pace_of(holder, holder.mailboxes.get().address) == "hourly"
    assert (str(quiet_of(holder).starts), quiet_of(holder).days) == ("20:00:00", frozenset({5, 6}))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"starts": "20:00"}, "ends", "Indiquez les deux heures"),
        ({"starts": "20:00", "ends": "20:00"}, "ends", "sont les mêmes"),
        ({"starts": "25:99", "ends": "07:00"}, "starts", "Écrivez l’heure ainsi"),
        ({"days": list("0123456")}, "days", "jamais prévenu"),
    ],
)
def test_quiet_hours_that_cannot_be_are_told(
    holder: User, browser: Client, typed: dict[str, object], field: str, sentence: str
) -> None:
    answer = browser.post(page(holder, "notifications"), {"pace": "each", **typed})
    assert answer.status_code == 422
    assert sentence in error_of(answer, field)


def test_a_switch_turned_off_in_the_profile_is_told(holder: User, browser: Client) -> None:
    holder.profile.notify = False
    holder.profile.save()
    assert "coupées dans votre profil" in words(browser.get(page(holder, "notifications")))


@pytest.mark.parametrize("name", ["notifications", "affichage", "transfert"])
def test_settings_are_of_who_opens_the_box(
    holder: User, region_administrator: User, browser_of: people.BrowserOf, name: str
) -> None:
    assert browser_of(holder).get(page(holder, name)).status_code == 200
    for other in (people.holder(), region_administrator, people.platform_operator()):
        assert browser_of(other).get(page(holder, name)).status_code == 404

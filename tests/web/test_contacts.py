"""The book on its pages: « Mon carnet », its groups, the star of the directory, and the composer it opens."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.contacts import actions
from medimail.contacts.cards import Card
from medimail.contacts.models import FAVOURITES, Favourite, Group, Member
from medimail.directory.models import Entry
from tests import people
from tests.contacts.books import card, hides, leaves, listed, shared_box
from tests.people import BrowserOf
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db
BOOK = "/carnet/"
TYPED = Card("jean@elsewhere.example", "Jean Typé")
SCRIPTS = {"HX-Request": "true"}


@pytest.fixture
def browser(browser_of: BrowserOf, holder: User) -> Client:
    return browser_of(holder)


@pytest.fixture
def team(holder: User) -> Group:
    group, _ = actions.open_group(holder, "Équipe")
    return group


def followed(page: Page) -> str:
    assert page.redirect_chain, page.status_code
    return words(page)


def undo(browser: Client, page: Page) -> Page:
    found = re.search(r'name="kept" value="([^"]+)"', page.content.decode())
    assert found
    return browser.post("/carnet/remettre/", {"kept": html.unescape(found[1])}, follow=True)


def test_an_empty_book_leads_to_the_directory(browser: Client) -> None:
    page = browser.get(BOOK)
    assert "Ce carnet est vide" in words(page)
    assert 'href="/annuaire/"' in page.content.decode()


def test_the_star_goes_on_and_off(browser: Client) -> None:
    entry = listed()
    for _ in range(2):  # a second click changes nothing
        answer = browser.post("/carnet/favoris/", {"entry": entry.pk}, headers=SCRIPTS)
        assert 'aria-pressed="true"' in answer.content.decode()
    assert Favourite.objects.get().name == "Jeanne MARTIN"
    for _ in range(2):
        answer = browser.post("/carnet/favoris/", {"entry": entry.pk, "remove": "1"}, headers=SCRIPTS)
        assert 'aria-pressed="false"' in answer.content.decode()
    assert not Favourite.objects.exists()


def test_without_scripts_the_star_leads_back_where_it_stood_and_never_elsewhere(browser: Client) -> None:
    entry = listed()
    for target, place in (("/annuaire/?q=martin", "/annuaire/?q=martin"), ("//evil.example/", BOOK)):
        answer = browser.post("/carnet/favoris/", {"entry": entry.pk, "next": target})
        assert answer["Location"] == place


@pytest.mark.parametrize("said", ["", "x", "-1", "9" * 40])
def test_a_forged_star_breaks_nothing(browser: Client, said: str) -> None:
    assert browser.post("/carnet/favoris/", {"entry": said}).status_code == 302


def test_a_full_book_says_so_beside_the_star(browser: Client, holder: User) -> None:
    actions.keep(holder, [Card(f"a{rank}@elsewhere.example", "") for rank in range(FAVOURITES)])
    entry = listed()
    answer = browser.post("/carnet/favoris/", {"entry": entry.pk}, headers=SCRIPTS)
    assert 'aria-pressed="false"' in answer.content.decode()
    assert "Retirez-en un" in words(answer)
    assert "Retirez-en un" in words(browser.post("/carnet/favoris/", {"entry": entry.pk, "next": BOOK}, follow=True))


def test_a_person_on_the_red_list_has_no_star_to_press(browser: Client) -> None:
    entry = listed()
    hides(entry)
    assert browser.post("/carnet/favoris/", {"entry": entry.pk}).status_code == 404


def test_an_address_is_added_by_hand_in_lower_case_and_once(browser: Client) -> None:
    for sentence in ("est dans le carnet", "était déjà dans le carnet"):
        page = browser.post("/carnet/ajouter/", {"address": "Jean@Elsewhere.example", "name": "Jean"}, follow=True)
        assert f"Jean {sentence}" in followed(page)
    assert Favourite.objects.get().address == "jean@elsewhere.example"
    assert "Adresse saisie à la main" in words(browser.get(BOOK))


def test_a_wrong_address_is_said_beside_its_field_and_stays(browser: Client) -> None:
    page = browser.post("/carnet/ajouter/", {"address": "jean@", "name": "Jean"})
    assert page.status_code == 422
    assert "incomplète ou mal tapée" in words(page)
    assert 'value="Jean"' in page.content.decode()


def test_what_is_removed_is_put_back_as_it_was(browser: Client, holder: User) -> None:
    since = timezone.localdate()
    actions.keep(holder, [Card("gone@elsewhere.example", "Paul Parti", "directory", since)])
    page = browser.post("/carnet/retirer/", {"address": "gone@elsewhere.example"}, follow=True)
    assert "Paul Parti n’est plus dans le carnet" in followed(page)
    again = browser.post("/carnet/retirer/", {"address": "gone@elsewhere.example"}, follow=True)
    assert "n’est plus dans le carnet" not in words(again)
    assert "Paul Parti" in words(undo(browser, page))
    kept = Favourite.objects.get()
    assert (kept.came, kept.gone_since) == ("directory", since)


def test_what_another_removed_is_not_put_back(browser: Client, browser_of: BrowserOf, holder: User) -> None:
    actions.keep(holder, [TYPED])
    page = browser.post("/carnet/retirer/", {"address": TYPED.address}, follow=True)
    assert "trop tard" in words(undo(browser_of(people.holder()), page))
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("goes", [leaves, hides], ids=["left", "red list"])
def test_an_address_that_left_is_warned_about_everywhere(
    browser: Client,
    holder: User,
    team: Group,
    goes: Callable[[Entry], None],
) -> None:
    goer = listed("Été", "Zoé")
    actions.keep(holder, [card(goer)])
    actions.gather(holder, team.pk, [card(goer), TYPED])
    goes(goer)
    book = words(browser.get(BOOK))
    assert "Cette adresse n’est plus dans l’annuaire depuis peu" in book
    assert "1 adresse à revoir sur 2" in book
    actions.review()
    page = browser.get(f"/carnet/groupes/{team.pk}/")
    assert f"n’est plus dans l’annuaire depuis le {timezone.localdate().day}" in words(page).replace("1er", "1")
    assert 'href="/annuaire/?q=Zo%C3%A9%20%C3%89t%C3%A9"' in page.content.decode()
    box = holder.mailboxes.get()
    composer = browser.get(f"/boites/{box.pk}/ecrire/?groupe={team.pk}")
    assert f"N’est plus dans l’annuaire : {goer.address}." in words(composer)
    assert f"{TYPED.address}, {goer.address}" in composer.content.decode()
    favourite = Favourite.objects.get()
    assert "N’est plus dans l’annuaire" in words(browser.get(f"/boites/{box.pk}/ecrire/?favori={favourite.pk}"))


def test_a_group_is_opened_once_filled_named_and_given_up(browser: Client, holder: User) -> None:
    actions.keep(holder, [TYPED])
    first = browser.post("/carnet/groupes/", {"name": "Garde"}, follow=True)
    again = browser.post("/carnet/groupes/", {"name": "garde"}, follow=True)
    assert "Ce groupe est vide" in words(first)
    assert "Ce groupe existe déjà" in words(again)
    group = Group.objects.get()
    place = f"/carnet/groupes/{group.pk}/"
    pasted = "Eva Collée <EVA@elsewhere.example>; jean@elsewhere.example\nana@elsewhere.example"
    page = browser.post(place, {"to": pasted, "favourite": TYPED.address}, follow=True)
    assert "3 adresses ajoutées" in followed(page)
    assert set(Member.objects.values_list("address", "name")) == {
        ("eva@elsewhere.example", "Eva Collée"),
        ("ana@elsewhere.example", ""),
        (TYPED.address, TYPED.name),
    }
    page = browser.post(f"{place}retirer/", {"address": "ana@elsewhere.example"}, follow=True)
    assert "ana@elsewhere.example n’est plus dans le groupe" in followed(page)
    assert "3 adresses" in words(undo(browser, page))
    assert "« Nuit »" in words(browser.post(f"{place}nom/", {"name": "Nuit"}, follow=True))
    assert "liste de 3 adresses" in words(browser.get(f"{place}supprimer/"))
    assert Group.objects.exists()
    assert "« Nuit » est supprimé" in words(browser.post(f"{place}supprimer/", follow=True))
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "au moins une adresse"),
        ("pas une adresse", "Ceci n’est pas une adresse"),
        ("a@b.example\x00", "invisible"),
        ("a@b.example\u202e", "invisible"),
        (", ".join(f"a{rank}@b.example" for rank in range(201)), "200 adresses au plus"),
    ],
)
def test_a_wrong_list_adds_nobody(browser: Client, team: Group, typed: str, sentence: str) -> None:
    page = browser.post(f"/carnet/groupes/{team.pk}/", {"to": typed})
    assert page.status_code == 422
    assert sentence in words(page)
    assert not Member.objects.exists()


def test_a_name_of_another_group_is_refused(browser: Client, holder: User, team: Group) -> None:
    actions.open_group(holder, "Garde")
    page = browser.post(f"/carnet/groupes/{team.pk}/nom/", {"name": "GARDE"})
    assert page.status_code == 422
    assert "porte déjà ce nom" in words(page)
    assert browser.post("/carnet/groupes/", {"name": " "}).status_code == 422


def test_a_forged_favourite_joins_no_group(browser: Client, team: Group) -> None:
    secret = listed()
    hides(secret)
    browser.post(f"/carnet/groupes/{team.pk}/", {"to": "", "favourite": secret.address})
    assert not Member.objects.exists()


def test_search_holds_to_the_words(browser: Client, holder: User) -> None:
    actions.keep(holder, [TYPED, Card("paul@elsewhere.example", "Paul Autre")])
    page = words(browser.get(BOOK, {"q": "type"}))
    assert "Jean Typé" in page
    assert "Paul Autre" not in page
    assert "ne correspond" in words(browser.get(BOOK, {"q": "\0zz'%_"}))


def test_names_are_text(browser: Client, holder: User) -> None:
    actions.keep(holder, [Card("x@elsewhere.example", "<b>Gras</b>")])
    page = browser.post("/carnet/retirer/", {"address": "x@elsewhere.example"}, follow=True)
    assert "<b>Gras" not in page.content.decode()
    assert "&lt;b&gt;Gras" in page.content.decode()


def test_everyone_else_finds_nothing(
    browser_of: BrowserOf, holder: User, team: Group, region_administrator: User, other_administrator: User
) -> None:
    actions.keep(holder, [TYPED])
    box, favourite = shared_box(holder), Favourite.objects.get()
    places = [f"/carnet/groupes/{team.pk}/{part}" for part in ("", "nom/", "retirer/", "supprimer/")]
    colleague, stranger = people.holder(finess=people.FINESS), people.holder(region_code="53")
    for other in (colleague, stranger, region_administrator, other_administrator):
        client = browser_of(other)
        for place in [*places, f"/carnet/boites/{box.pk}/"]:
            assert client.get(place).status_code == 404, place
        for place in places:
            assert client.post(place, {"name": "x", "to": "a@b.example", "address": "a"}).status_code == 404, place
        assert client.post("/carnet/ajouter/", {"address": "a@b.example", "box": box.pk}).status_code == 404
        assert TYPED.name not in words(client.get(BOOK))
        if own := other.mailboxes.first():
            for query in (f"groupe={team.pk}", f"favori={favourite.pk}", f"favori={'9' * 30}"):
                assert client.get(f"/boites/{own.pk}/ecrire/?{query}").status_code == 404
    assert Group.objects.get() == team


def test_who_has_neither_a_box_nor_a_desk_has_no_book(browser_of: BrowserOf, applicant: User) -> None:
    entry, client = listed(), browser_of(applicant)
    assert client.get(BOOK).status_code == 404
    for place, typed in (
        ("favoris/", {"entry": entry.pk}),
        ("ajouter/", {"address": entry.address}),
        ("groupes/", {"name": "Équipe"}),
        ("retirer/", {"address": entry.address}),
    ):
        assert client.post(f"{BOOK}{place}", typed).status_code == 404, place
    assert not Group.objects.exists()


def test_the_book_of_a_shared_box_stands_beside_ones_own(browser: Client, holder: User) -> None:
    box = shared_box(holder)
    page = browser.post("/carnet/ajouter/", {"address": TYPED.address, "name": TYPED.name, "box": box.pk}, follow=True)
    assert page.redirect_chain[0][0] == f"/carnet/boites/{box.pk}/"
    assert "Jean Typé" in words(page)
    assert f"/boites/{box.pk}/ecrire/?favori=" in page.content.decode()
    own = browser.get(BOOK)
    assert "Ce carnet est vide" in words(own)
    assert box.address in words(own)


def test_administrators_without_a_box_keep_a_book_and_cannot_write(
    browser_of: BrowserOf, region_administrator: User
) -> None:
    actions.keep(region_administrator, [TYPED])
    page = browser_of(region_administrator).get(BOOK)
    assert "Jean Typé" in words(page)
    assert "/ecrire/" not in page.content.decode()


def test_adding_very_fast_is_slowed(browser: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "directory": "1/m/user"}
    browser.post("/carnet/ajouter/", {"address": "a@b.example"})
    page = browser.post("/carnet/ajouter/", {"address": "c@b.example"})
    assert "Vous ajoutez très vite" in words(page)
    assert Favourite.objects.count() == 1

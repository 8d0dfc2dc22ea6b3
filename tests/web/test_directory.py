"""The search page, by HTTP: what it says, to whom, and how much of it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.contacts.actions import gather, keep, open_group
from medimail.contacts.cards import Card
from medimail.contacts.queries import shelf
from medimail.directory.models import Activity, Entry, Import
from tests import people
from tests.people import BrowserOf
from tests.web.directory_entries import listed
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "section#results"}


@pytest.fixture
def seeker(holder: User, browser_of: BrowserOf) -> Client:
    return browser_of(holder)


def found(client: Client, text: str, **more: str) -> Page:
    return client.get("/annuaire/", {"q": text, **more})


def words_of_options(page: Page) -> list[str]:
    options = re.findall(r"<li[^>]*>(.*?)</li>", page.content.decode().replace("\u00a0", " "))
    return [" ".join(re.sub(r"<[^>]+>", " ", option).split()) for option in options]


def card_of(entry: Entry) -> str:
    return f"/annuaire/{entry.pk}/"


def own_entry(user: User) -> Entry:
    return Entry.objects.get(holder_id=user.pk)


def red_listed(**changes: object) -> User:
    """A colleague of Occitanie whom no directory shows."""
    user = people.holder(first_name="Odile", last_name="Secret", **changes)
    own = own_entry(user)
    own.in_medimail = own.in_mssante = False
    own.save()
    return user


def test_a_result_says_who_where_and_how_fresh(seeker: Client) -> None:
    Import.objects.create(kind=Import.Kind.MAILBOXES, state=Import.State.DONE, file_name="x", dated=timezone.now())
    listed("MARTIN", "Jeanne", title="M", preferred=True, paperless=True, company_name="CABINET DU PONT")
    page = words(found(seeker, "martin albi"))
    assert "M. Jeanne MARTIN" in page
    assert "Infirmier" in page
    assert "Albi (81) CABINET DU PONT" in page
    assert "Boîte personnelle Adresse préférée Sans papier Annuaire MSSanté du" in page
    assert "Compte Medimail, à jour" in words(found(seeker, "dupont"))


def test_words_come_in_any_order_and_without_accents(seeker: Client) -> None:
    listed("LEFÈVRE", "Zoé", town="SÈTE", department_code="34")
    for text in ("zoe sete lefevre", "Lefèvre SÈTE", "infirmier lefevre 34"):
        assert "Zoé LEFÈVRE" in words(found(seeker, text)), text


def test_the_tabs_and_filters_narrow(seeker: Client) -> None:
    listed("MARTIN", "Jeanne")
    assert "Jeanne MARTIN" in words(found(seeker, "martin", annuaire="mssante", profession="60", departement="81"))
    for narrowed in ({"annuaire": "medimail"}, {"profession": "10"}, {"departement": "31"}, {"boite": "ORG"}):
        assert "Jeanne MARTIN" not in words(found(seeker, "martin", **narrowed)), narrowed


def test_what_no_table_knows_is_no_filter(seeker: Client) -> None:
    listed("MARTIN", "Jeanne")
    strange = {"annuaire": "x", "profession": "\0", "specialite": "SM54", "departement": "99999", "boite": "PIR"}
    page = found(seeker, "martin\0", **strange, apres="x" * 5000)
    assert page.status_code == 200
    assert "Jeanne MARTIN" in words(page)


@pytest.mark.parametrize("key", ["x", "-1", "9" * 400, "é€", "martin|", "a" * 600, "%00", "0"])
def test_a_key_of_no_page_never_falls(seeker: Client, key: str) -> None:
    assert found(seeker, "martin", apres=key).status_code == 200


def test_results_come_in_pages_of_twenty_by_key(seeker: Client) -> None:
    for number in range(25):
        listed(f"Marchand{'abcdefghijklmnopqrstuvwxyz'[number]}")
    first = found(seeker, "marchand")
    assert first.content.decode().count('class="act"') == 20
    second = seeker.get(first.context["next"])
    assert second.content.decode().count('class="act"') == 5
    assert second.context["next"] == ""
    names = {entry.pk for page in (first, second) for entry in page.context["rows"]}
    assert len(names) == 25
    assert "Revenir au début" in words(second)


def test_nothing_found_says_what_to_do(seeker: Client) -> None:
    page = words(found(seeker, "zzyzx", departement="81"))
    assert "Personne ne correspond à « zzyzx »" in page
    assert "Chercher sans filtre" in page
    assert "centre de services" in page


def test_somebody_without_address_is_told_apart(seeker: Client) -> None:
    listed("SANSBOITE", "Luc", address="", kind="")
    page = found(seeker, "sansboite")
    assert "Aucune adresse ne correspond" in words(page)
    assert "Luc SANSBOITE" in words(page)
    assert "Écrire" not in words(page)


@pytest.mark.parametrize(
    ("practised", "listed_apart"), [(("ALBI CEDEX",), False), (("RODEZ",), True), (("ALBI", "RODEZ"), True)]
)
def test_a_card_says_a_place_once_and_every_other_one(
    seeker: Client, practised: tuple[str, ...], listed_apart: bool
) -> None:
    entry = listed(company_name="CABINET DU PONT")
    for town in practised:
        Activity.objects.create(
            digest=uuid4(),
            identifier_type="RPPS",
            national_id=entry.national_id,
            last_name="MARTIN",
            profession_code="60",
            company_name="CABINET DU PONT",
            town=town,
            phone="0561600203",
        )
    page = words(seeker.get(f"/annuaire/{entry.pk}/"))
    assert ("Tous les lieux d’exercice" in page) is listed_apart
    assert page.count("05 61 60 02 03") == len(practised)


def test_a_first_name_all_in_capitals_is_kept_as_people_write_it(seeker: Client) -> None:
    seeker.post("/carnet/favoris/", {"entry": listed("MARTIN", "JEAN-LUC").pk})
    assert "Jean-Luc MARTIN" in words(seeker.get("/carnet/"))


def test_the_start_explains_itself(seeker: Client) -> None:
    page = words(seeker.get("/annuaire/"))
    assert "Tapez deux lettres ou plus" in page
    assert "Tapez deux lettres ou plus" in words(found(seeker, "a"))


def test_while_typing_only_the_results_travel(seeker: Client) -> None:
    listed("MARTIN", "Jeanne")
    part = seeker.get("/annuaire/", {"q": "martin", "profession": "", "liste": ""}, headers=PART)
    assert "Jeanne MARTIN" in words(part)
    assert "<html" not in part.content.decode()
    assert part["HX-Replace-Url"] == "/annuaire/?q=martin"
    assert "specialities" not in part.content.decode()
    assert "no-store" in part["Cache-Control"]
    other = seeker.get("/annuaire/", {"q": "martin", "profession": "10", "liste": ""}, headers=PART)
    assert 'hx-swap-oob="true"' in other.content.decode()
    assert "Cardiologie" in words(other)


def test_what_was_typed_is_only_text(seeker: Client) -> None:
    page = found(seeker, '"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page


WRONG: dict[str, Callable[[], User]] = {"an applicant": people.applicant, "an account alone": people.account}
READ = ["", "?q=martin", "destinataires/?q=martin", "1/", "1/fiche.vcf"]


@pytest.mark.parametrize("wrong", WRONG)
def test_who_has_neither_box_nor_desk_finds_no_directory(browser_of: BrowserOf, wrong: str) -> None:
    client = browser_of(WRONG[wrong]())
    answers = {rest: client.get(f"/annuaire/{rest}").status_code for rest in READ}
    assert answers == dict.fromkeys(READ, 404)


SEES: dict[str, tuple[Callable[[User], User], bool]] = {
    "the holder": (lambda hidden: hidden, True),
    "a colleague": (lambda _: people.holder(first_name="Paul", last_name="Autre"), False),
    "the administrator of the region": (lambda _: people.region_administrator("76"), True),
    "the administrator of another region": (lambda _: people.region_administrator("53"), False),
    "the administrator of the structure": (lambda _: people.structure_administrator(people.FINESS), True),
    "the administrator of another structure": (lambda _: people.structure_administrator("310000021"), False),
    "the platform operator": (lambda _: people.platform_operator(), True),
}


@pytest.mark.parametrize("who", SEES)
def test_the_red_list_is_kept_on_every_page(browser_of: BrowserOf, who: str) -> None:
    hidden = red_listed(finess=people.FINESS)
    entry = own_entry(hidden)
    choose, sees = SEES[who]
    person = choose(hidden)
    client = browser_of(person)
    shown = {
        "search": "Odile SECRET" in words(found(client, "odile secret")),
        "by address": "Odile SECRET" in words(found(client, entry.address)),
        "by number": "Odile SECRET" in words(found(client, entry.national_id)),
        "recipients": entry.address in client.get("/annuaire/destinataires/?q=secret").content.decode(),
        "card": client.get(card_of(entry)).status_code == 200,
        "vcard": client.get(f"{card_of(entry)}fiche.vcf").status_code == 200,
    }
    for box in person.mailboxes.all():
        for way in ("pour", "fiche"):
            shown[way] = client.get(f"{reverse('compose', args=[box.pk])}?{way}={entry.pk}").status_code == 200
    assert shown == dict.fromkeys(shown, sees)


def test_a_hidden_entry_says_why(browser_of: BrowserOf) -> None:
    hidden = red_listed()
    assert "Liste rouge : seuls vous et vos administrateurs" in words(found(browser_of(hidden), "secret"))
    desk = browser_of(people.region_administrator("76"))
    assert "seuls son titulaire et ses administrateurs" in words(found(desk, "secret"))


def test_other_addresses_of_a_hidden_person_stay_hidden(seeker: Client) -> None:
    public = listed("MARTIN", "Jeanne")
    same = {"identifier_type": "RPPS", "national_id": public.national_id}
    listed("MARTIN", "Jeanne", address="jeanne.martin@hopital.mssante.fr", **same)
    listed("MARTIN", "Jeanne", address="cachee@hopital.mssante.fr", in_mssante=False, **same)
    page = words(seeker.get(card_of(public)))
    assert "Autres adresses de la même personne" in page
    assert "jeanne.martin@hopital.mssante.fr" in page
    assert "cachee@hopital.mssante.fr" not in page


def test_a_number_of_no_entry_is_not_found(seeker: Client) -> None:
    box = reverse("compose", args=[seeker.get("/annuaire/").context["seeker"].box])
    for address in ("/annuaire/0/", "/annuaire/999999999999/", f"{box}?pour=x", f"{box}?pour=-1", f"{box}?fiche=²"):
        assert seeker.get(address).status_code == 404, address
    assert seeker.get(f"/annuaire/{'9' * 40}/").status_code == 404


def test_a_card_can_be_taken_along(seeker: Client) -> None:
    entry = listed("LE GOFF; L'ÎLE", "Anne", company_name="CABINET A, B", street="1 rue Haute")
    file = seeker.get(f"{card_of(entry)}fiche.vcf")
    assert file["Content-Type"] == "text/vcard; charset=utf-8"
    assert file["Content-Disposition"].startswith("attachment")
    lines = file.content.decode().replace("\r\n ", "").split("\r\n")
    assert r"N:LE GOFF\; L'ÎLE;Anne;;;" in lines
    assert r"ORG:CABINET A\, B" in lines
    assert f"EMAIL;TYPE=work:{entry.address}" in lines


def test_the_composer_opens_for_a_result(seeker: Client) -> None:
    entry = listed('MARTIN, "DIT" <x@y.test>', "Jeanne")
    link = re.findall(r'href="([^"]*pour=[^"]*)"', found(seeker, "martin").content.decode())[0]
    assert entry.address not in link
    form = seeker.get(link).context["form"]
    assert form.initial["to"] == f"Jeanne MARTIN DIT x y.test <{entry.address}>", "a name is no address"
    shared = seeker.get(link.replace("pour", "fiche")).context["form"]
    assert entry.address in shared.initial["text"]
    assert not shared.initial.get("to")


def test_recipients_are_proposed_from_two_letters(seeker: Client) -> None:
    entry = listed("MARTIN", "Jeanne")
    assert seeker.get("/annuaire/destinataires/?q=m").content == b""
    options = seeker.get("/annuaire/destinataires/?q=mar").content.decode()
    assert options.count('role="option"') == 1
    assert f"Jeanne MARTIN &lt;{entry.address}&gt;" in options
    assert "Infirmier" in options
    assert "Albi (81)" in options


def test_the_book_comes_before_the_directory(holder: User, seeker: Client) -> None:
    kept, listed_too = listed("MARTIN", "Zoé"), listed("MARTIN", "Anne")
    team, _ = open_group(holder, "Marathon")
    gather(holder, team.pk, [Card.of_entry(listed_too), Card("partie@hopital.mssante.fr", "Partie", "directory")])
    keep(holder, [Card.of_entry(kept)])
    answer = words_of_options(seeker.get("/annuaire/destinataires/?q=mar"))
    assert answer[0].startswith("Marathon Groupe de 2 adresses")
    assert answer[1].startswith("Zoé MARTIN Favori")
    assert [option.startswith("Anne MARTIN Infirmier") for option in answer[2:]] == [True]
    options = seeker.get("/annuaire/destinataires/?q=mar").content.decode()
    assert 'data-gone="partie@hopital.mssante.fr"' in options
    assert f'data-value="{listed_too.address}, partie@hopital.mssante.fr"' in options
    assert f'data-value="Zoé MARTIN &lt;{kept.address}&gt;"' in options


def test_one_person_cannot_copy_the_directory(seeker: Client, settings: Settings) -> None:
    entry = listed("MARTIN", "Jeanne")
    limits = {"directory": "2/m/user", "directory_card": "1/m/user", "recipients": "1/m/user"}
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **limits}
    pages = ["/annuaire/?q=martin", card_of(entry), "/annuaire/destinataires/?q=martin"]
    for page in pages * 4:
        seeker.get(page)
    assert [seeker.get(page).status_code for page in pages] == [429] * 3
    refused = seeker.get(pages[0])
    assert "Vous avez consulté beaucoup de fiches" in words(refused)
    assert entry.address not in words(refused)
    assert seeker.get(pages[0], headers=PART).status_code == 429
    traces = Trace.objects.filter(action="directory.too_many")
    assert [trace.detail for trace in traces] == [{}], "once an hour, and nothing of what was looked for"
    # A colleague is counted apart.
    colleague = Client()
    colleague.force_login(people.holder(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert colleague.get(pages[0]).status_code == 200


def test_no_door_of_the_composer_or_of_the_book_goes_round_the_limit(
    holder: User, seeker: Client, settings: Settings
) -> None:
    """Numbers follow each other: whoever counts up would have the whole directory."""
    one, two = listed("MARTIN", "Jeanne"), listed("DURAND", "Zoé")
    compose = reverse("compose", args=[holder.mailboxes.get().pk])
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "directory_card": "2/m/user"}
    assert [seeker.get(compose, {way: one.pk}).status_code for way in ("pour", "fiche")] == [200, 200]
    for way in ("pour", "fiche"):
        refused = seeker.get(compose, {way: two.pk})
        assert refused.status_code == 429
        assert two.address not in refused.content.decode()
    star = seeker.post("/carnet/favoris/", {"entry": two.pk}, headers={"HX-Request": "true"})
    assert "Vous ajoutez très vite" in words(star)
    assert not shelf(holder).favourites
    assert seeker.get(compose).status_code == 200, "an empty message can be begun all the same"


def test_many_proposals_are_noted_too(seeker: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "recipients_much": "2/h/user"}
    for _ in range(2):
        seeker.get("/annuaire/destinataires/?q=martin")
    assert not Trace.objects.filter(action__startswith="directory.").exists()
    for _ in range(3):
        assert seeker.get("/annuaire/destinataires/?q=martin").status_code == 200
    assert Trace.objects.filter(action="directory.read_much").count() == 1


def test_reading_much_is_noted_once(seeker: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "directory_much": "2/h/user"}
    for _ in range(2):
        seeker.get("/annuaire/?q=martin")
    assert not Trace.objects.filter(action__startswith="directory.").exists()
    for _ in range(3):
        assert seeker.get("/annuaire/?q=martin").status_code == 200
    assert Trace.objects.filter(action="directory.read_much").count() == 1


def test_the_entrance_stands_beside_the_mail(holder: User, seeker: Client) -> None:
    page = seeker.get(reverse("compose", args=[holder.mailboxes.get().pk]))
    assert 'href="/annuaire/"' in page.content.decode()


def test_what_a_letter_typed_costs(
    seeker: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    """Session, person, box, desk, book; then the search, the only one that grows with anything."""
    listed("MARTIN", "Jeanne")
    with django_assert_max_num_queries(6):
        assert b"option" in seeker.get("/annuaire/destinataires/?q=mar").content

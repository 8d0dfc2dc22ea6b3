"""What someone at the door tries: names of accounts, keys, sessions, redirections, forged letters."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.notifications.models import Letter
from medimail.servicedesk import actions as desk
from tests import people
from tests.people import PASSWORD, BrowserOf
from tests.web.pages import ACCOUNT, Page, link_in_last_letter, signed_up, words

pytestmark = pytest.mark.django_db
NEW = "Nouveau2mots"
NOBODY = "personne@exemple.test"
# Each door that a visitor may knock at with an address, and what is typed beside it.
DOORS: dict[str, dict[str, str]] = {
    "/inscription/compte/": {name: value for name, value in ACCOUNT.items() if name != "email"},
    "/connexion/": {"password": "Faux1234"},
    "/mot-de-passe/oublie/": {},
    "/inscription/confirmer/renvoyer/": {},
}
FIELD = {"/connexion/": "login"}


def knock(door: str, address: str, client: Client | None = None, **headers: str) -> Page:
    typed = {**DOORS[door], FIELD.get(door, "email"): address}
    return (client or Client()).post(door, typed, follow=True, headers=headers)


def unconfirmed() -> User:
    signed_up(Client())
    return User.objects.get(email=ACCOUNT["email"])


def closed() -> User:
    user = people.holder()
    desk.leave(user)
    return user


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return str(super().encode(password, salt))


@pytest.mark.parametrize("someone", [people.holder, people.applicant, unconfirmed, closed])
@pytest.mark.parametrize("door", DOORS)
def test_no_door_tells_who_has_an_account(settings: Settings, door: str, someone: Callable[[], User]) -> None:
    """Same words, same path, same number of slow hashes: those are nine tenths of the time of an answer."""
    settings.ACCOUNT_RATE_LIMITS = {}
    address = someone().email
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    answers = []
    for knocked in (address, NOBODY):
        CountingHasher.hashed = 0
        page = knock(door, knocked)
        where = [path for path, _ in page.redirect_chain]
        answers.append((page.status_code, where, words(page).replace(knocked, "x"), CountingHasher.hashed))
    assert answers[0] == answers[1]


LIMITED = [
    ("/connexion/", "login", "/m/ip"),
    ("/inscription/compte/", "signup", "/m/ip"),
    ("/mot-de-passe/oublie/", "reset_password", "/m/ip"),
    ("/mot-de-passe/oublie/", "reset_password", "/m/key"),
    ("/inscription/confirmer/renvoyer/", "resend", "/m/ip"),
]


@pytest.mark.parametrize(("door", "action", "per"), LIMITED)
def test_too_much_is_refused_with_our_page_and_let_go_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, door: str, action: str, per: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {action: f"2{per}"}
    pages = [knock(door, NOBODY) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 200, 429]
    assert "Attendez" in words(pages[-1])
    later = time.time() + 61
    monkeypatch.setattr(ratelimit, "time", type("Clock", (), {"time": lambda: later, "monotonic": time.monotonic}))
    assert knock(door, NOBODY).status_code == 200


def test_a_limit_is_its_own_network_s_or_its_own_address_s(settings: Settings) -> None:
    door = "/mot-de-passe/oublie/"
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    assert [knock(door, NOBODY).status_code for _ in range(2)] == [200, 429]
    assert knock(door, NOBODY, Client(REMOTE_ADDR="198.51.100.7")).status_code == 200
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/h/key"}
    assert [knock(door, address).status_code for address in (NOBODY, "autre@exemple.test", NOBODY)] == [200, 200, 429]


def test_a_crowd_of_invented_addresses_wipes_out_no_count(settings: Settings) -> None:
    """The counts stand in a cache that forgets some when it is full; those of sign-ins would go first."""
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/5m/key", "reset_password": "5/h/key"}
    guesses = [words(knock("/connexion/", NOBODY)) for _ in range(2)]
    assert ["Trop d’essais" in page for page in guesses] == [False, True]
    for number in range(310):
        Client().post("/mot-de-passe/oublie/", {"email": f"n{number}@exemple.test"})
    assert "Trop d’essais" in words(knock("/connexion/", NOBODY))


def test_a_forged_proxy_header_opens_no_new_allowance(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    door = "/inscription/compte/"
    assert knock(door, NOBODY, **{"X-Forwarded-For": "198.51.100.1"}).status_code == 200
    assert knock(door, "autre@exemple.test", **{"X-Forwarded-For": "198.51.100.2"}).status_code == 429


def test_behind_a_known_proxy_each_visitor_has_their_own_allowance(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    door = "/inscription/compte/"
    forged = [f"{name}, 198.51.100.1" for name in ("1.1.1.1", "2.2.2.2")]
    pages = [knock(door, f"n{at}@exemple.test", **{"X-Forwarded-For": value}) for at, value in enumerate(forged)]
    assert [page.status_code for page in pages] == [200, 429]
    assert knock(door, NOBODY, **{"X-Forwarded-For": "198.51.100.2"}).status_code == 200


@pytest.mark.parametrize("door", ["/mot-de-passe/oublie/", "/inscription/confirmer/renvoyer/"])
def test_an_address_is_not_flooded_with_letters(settings: Settings, door: str) -> None:
    """The rates of the product, as they stand."""
    address = unconfirmed().email
    before = Letter.objects.filter(to=address).count()
    for number in range(30):
        knock(door, address, Client(REMOTE_ADDR=f"198.51.100.{number}"))
    assert Letter.objects.filter(to=address).count() - before <= 5


def test_a_confirmation_link_does_not_sign_in_whoever_holds_it(client: Client) -> None:
    signed_up(client)
    link = link_in_last_letter(ACCOUNT["email"])
    thief = Client()
    assert thief.post(link)["Location"] == "/connexion/"
    assert thief.get("/inscription/conditions/")["Location"].startswith("/connexion/")


def test_a_confirmation_link_of_another_person_confirms_only_theirs(browser_of: BrowserOf, client: Client) -> None:
    signed_up(client)
    mine = people.holder()
    browser = browser_of(mine)
    browser.post(link_in_last_letter(ACCOUNT["email"]))
    mine.refresh_from_db()
    assert mine.email != ACCOUNT["email"]
    assert User.objects.get(email=ACCOUNT["email"]).application.state == "terms_pending"


def choose(link: str) -> Page:
    client = Client()
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(where, {"password1": NEW, "password2": NEW}, follow=True)


def test_a_reset_link_is_one_person_s(client: Client) -> None:
    mine, theirs = people.holder(), people.holder()
    for user in (mine, theirs):
        knock("/mot-de-passe/oublie/", user.email)
    link, other = link_in_last_letter(mine.email), link_in_last_letter(theirs.email)
    crossed = re.sub(r"nouveau/[^-]+-", other[other.index("nouveau/") :].partition("-")[0] + "-", link)
    assert crossed != link
    for dead in (crossed, f"{link[:-3]}zz/"):
        assert "Ce lien ne sert plus" in words(choose(dead))
    assert "Votre mot de passe est changé" in words(choose(link))
    assert "Ce lien ne sert plus" in words(choose(link))


def test_a_reset_link_dies_with_time_and_with_the_address(settings: Settings, browser_of: BrowserOf) -> None:
    user = people.holder()
    knock("/mot-de-passe/oublie/", user.email)
    link = link_in_last_letter(user.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Ce lien ne sert plus" in words(choose(link))
    settings.PASSWORD_RESET_TIMEOUT = 3600
    browser = browser_of(user)
    browser.post("/profil/adresse/", {"email": "nouvelle@exemple.test"})
    browser.post(link_in_last_letter("nouvelle@exemple.test"))
    assert "Ce lien ne sert plus" in words(choose(link))


def test_every_letter_leads_to_us_whatever_host_was_asked(settings: Settings, browser_of: BrowserOf) -> None:
    """A forged `Host` in another's request would send that person, and the key in the link, elsewhere."""
    settings.ACCOUNT_RATE_LIMITS = {}
    forged = {"Host": "localhost:6666", "X-Forwarded-Host": "mechant.example"}
    waiting, holder = unconfirmed(), people.holder()
    Letter.objects.all().delete()
    for door in ("/mot-de-passe/oublie/", "/inscription/compte/", "/inscription/confirmer/renvoyer/"):
        for address in (waiting.email, holder.email, "x" + NOBODY):
            knock(door, address, **forged)
    client = browser_of(holder)
    client.post("/profil/adresse/", {"email": NOBODY}, headers=forged)
    client.post("/profil/mot-de-passe/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, headers=forged)
    client.post("/profil/fermer/", {"understood": "on"}, headers=forged)
    letters = list(Letter.objects.all())
    told = {"already_exists", "reset", "unknown_account", "confirm", "address_confirm", "address_asked"}
    assert {letter.kind for letter in letters} >= told | {"password_changed", "account_closed_by_you"}
    links = [link for letter in letters for link in re.findall(r"https?://[^\s\"<]+", letter.text + letter.html)]
    assert [link for link in links if not f"{link}/".startswith(f"{settings.PUBLIC_URL}/")] == []


def test_a_foreign_host_is_not_served(client: Client) -> None:
    assert client.get("/connexion/", headers={"Host": "mechant.example"}).status_code == 400


def test_a_planted_session_is_not_the_one_that_signs_in() -> None:
    user = people.holder()
    client = Client()
    knock("/inscription/compte/", NOBODY, client)  # a session of a visitor, with something in it
    planted = client.cookies["sessionid"].value
    client.post("/connexion/", {"login": user.email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/profil/")["Location"].startswith("/connexion/")
    invented = Client()
    invented.cookies["sessionid"] = "a" * 32
    invented.post("/connexion/", {"login": user.email, "password": PASSWORD})
    assert invented.cookies["sessionid"].value != "a" * 32


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    client = Client()
    client.post("/connexion/", {"login": people.holder().email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


ELSEWHERE = [
    "https://mechant.example/",
    "//mechant.example/",
    "/\\mechant.example/",
    "\\\\mechant.example",
    "http:///mechant.example",
    "javascript:alert(1)",
    " https://mechant.example/",
    "https:mechant.example",
]


@pytest.mark.parametrize("there", ELSEWHERE)
@pytest.mark.parametrize(
    "door", ["/connexion/", "/deconnexion/", "/region/", "/avis/1/fermer/", "/profil/mot-de-passe/"]
)
def test_no_door_sends_anyone_elsewhere(browser_of: BrowserOf, door: str, there: str) -> None:
    user = people.at_terms()
    client = Client() if door == "/connexion/" else browser_of(user)
    typed = {"login": user.email, "password": PASSWORD, "region": "76", "version": "1", "next": there}
    typed |= {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    answer = client.post(f"{door}?next={there}" if door != "/region/" else door, typed)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not re.match(r"/[/\\]", answer["Location"])
    assert "mechant" not in answer["Location"]

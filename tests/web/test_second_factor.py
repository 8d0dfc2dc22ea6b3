"""A password alone opens nothing to whoever has, or must have, a second factor."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.actions import remove_factor, set_password
from medimail.accounts.factors import factors_of
from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.notifications.models import Letter
from tests import people
from tests.factors import SECRET, code_at, mail_code, password_of, signed_in, type_code, with_app
from tests.people import PASSWORD, BrowserOf
from tests.web.pages import Page, error_of, link_in_last_letter, words

pytestmark = pytest.mark.django_db
NEW = "Nouveau2mots"


def reasons() -> list[str]:
    return [trace.detail["reason"] for trace in Trace.objects.filter(action="sign_in.refused").order_by("id")]


@pytest.fixture
def everyone(settings: Settings) -> None:
    settings.SECOND_FACTOR = "everyone"


@pytest.fixture
def with_codes(holder: User) -> list[str]:
    return with_app(holder)


def test_a_password_then_a_code_of_the_application(client: Client, holder: User, with_codes: list[str]) -> None:
    assert password_of(client, holder, next="/profil/")["Location"] == "/connexion/second-facteur/"
    assert not signed_in(client)
    assert "Votre mot de passe est bon" in words(client.get("/connexion/second-facteur/"))
    assert type_code(client, code_at())["Location"] == "/connexion/appareil/"
    assert not signed_in(client)
    assert client.post("/connexion/appareil/", {"trust": "no"})["Location"] == "/profil/"
    assert signed_in(client)


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (1, True), (2, True), (3, False), (4, False)])
def test_clocks_may_differ_by_a_minute(
    client: Client, holder: User, with_codes: list[str], steps: int, taken: bool
) -> None:
    """Step -2 is the one that linked the application."""
    password_of(client, holder)
    assert (type_code(client, code_at(steps)).status_code == 302) is taken


@pytest.mark.parametrize(("steps", "taken"), [(-2, True), (-4, False), (4, False)])
def test_a_late_clock_links_too(holder: User, steps: int, taken: bool) -> None:
    from medimail.accounts.actions import add_app

    assert add_app(holder, SECRET, code_at(steps)) is taken


def test_a_code_serves_once_even_when_memory_is_lost(client: Client, holder: User, with_codes: list[str]) -> None:
    """RFC 6238, 5.2. Here, and when asked again, and for the code that linked the application."""
    used = code_at()
    password_of(client, holder)
    assert type_code(client, used).status_code == 302
    cache.clear()
    other = Client()
    password_of(other, holder)
    for replayed in (used, code_at(-1), code_at(-2)):
        page = type_code(other, replayed)
        assert page.status_code == 422
        assert "il a déjà servi" in error_of(page, "code")
    assert type_code(other, code_at(1)).status_code == 302


def test_a_code_used_to_sign_in_does_not_confirm_again(client: Client, holder: User, with_codes: list[str]) -> None:
    password_of(client, holder)
    type_code(client, code_at())
    client.post("/connexion/appareil/")
    assert client.post("/securite/confirmer/", {"code": code_at(), "next": "/profil/"}).status_code == 422
    assert client.post("/securite/confirmer/", {"code": code_at(1), "next": "/profil/"})["Location"] == "/profil/"


def test_guesses_are_counted_by_person_across_sessions_and_networks(
    holder: User, with_codes: list[str], settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "second_factor": "3/5m/key"}
    pages = []
    for number in range(4):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        password_of(browser, holder)
        pages.append(type_code(browser, "000000" if number % 2 else "00000000"))
    assert ["Attendez cinq minutes" in words(page) for page in pages] == [False, False, False, True]
    last = Client(REMOTE_ADDR="192.0.2.99")
    password_of(last, holder)
    assert type_code(last, code_at()).status_code == 422  # the right one, too
    assert type_code(last, with_codes[0]).status_code == 422
    assert set(reasons()) == {"wrong_code", "too_many"}


def test_guesses_of_a_day_are_counted_too(
    client: Client, holder: User, with_codes: list[str], settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "second_factor_day": "1/d/key"}
    password_of(client, holder)
    type_code(client, "000000")
    assert "Réessayez demain" in error_of(type_code(client, code_at()), "code")


def test_a_right_code_is_not_counted_as_a_guess(holder: User, with_codes: list[str], settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "second_factor": "1/5m/key"}
    for steps in (-1, 0, 1):
        browser = Client()
        password_of(browser, holder)
        assert type_code(browser, code_at(steps)).status_code == 302


def test_a_recovery_code_works_once_and_the_person_is_told(holder: User, with_codes: list[str]) -> None:
    answers = []
    for _ in range(2):
        browser = Client()
        password_of(browser, holder)
        answers.append(type_code(browser, f"{with_codes[0][:4]} {with_codes[0][4:]}").status_code)
    assert answers == [302, 422]
    assert Letter.objects.filter(to=holder.email, kind="recovery_code_used").count() == 1
    assert factors_of(holder).codes_left == 9


@pytest.mark.parametrize("path", ["/", "/profil/", "/securite/", "/securite/bienvenue/", "/conditions/"])
def test_half_way_opens_no_page(client: Client, holder: User, with_codes: list[str], path: str) -> None:
    password_of(client, holder)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")


def test_the_second_step_belongs_to_the_session_of_the_first(
    client: Client, holder: User, with_codes: list[str]
) -> None:
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["sessionid"] = known = planted.session_key or ""
    password_of(client, holder)
    assert client.cookies["sessionid"].value != known
    thief = Client()
    thief.cookies["sessionid"] = known
    assert type_code(thief, code_at())["Location"] == "/connexion/"
    assert not signed_in(thief)
    half = client.cookies["sessionid"].value
    type_code(client, code_at())
    client.post("/connexion/appareil/")
    assert client.cookies["sessionid"].value != half


def test_a_password_changed_between_the_steps_ends_them(client: Client, holder: User, with_codes: list[str]) -> None:
    password_of(client, holder)
    set_password(holder, NEW)
    assert type_code(client, code_at())["Location"] == "/connexion/"
    assert not signed_in(client)


def test_no_policy_and_no_factor_ask_nothing(client: Client, holder: User) -> None:
    assert password_of(client, holder)["Location"] == "/"


def test_administrators_alone_when_the_policy_says_so(
    holder: User, region_administrator: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "administrators"
    assert password_of(Client(), holder)["Location"] == "/"
    assert password_of(Client(), region_administrator)["Location"] == "/connexion/code/"


def type_mailed(client: Client, code: str) -> Page:
    return client.post("/connexion/code/", {"code": code})


@pytest.mark.usefixtures("everyone")
def test_a_code_by_mail_is_the_lowest_step(client: Client, holder: User) -> None:
    assert password_of(client, holder)["Location"] == "/connexion/code/"
    assert not signed_in(client)
    page = words(client.get("/connexion/code/"))
    assert holder.email in page
    assert "Rien reçu ?" in page
    assert type_mailed(client, mail_code(holder))["Location"] == "/connexion/appareil/"
    client.post("/connexion/appareil/")
    assert signed_in(client)


@pytest.mark.usefixtures("everyone")
def test_three_wrong_mailed_codes_end_it_and_a_new_one_does_not_reset(
    client: Client, holder: User, settings: Settings
) -> None:
    password_of(client, holder)
    right = mail_code(holder)
    wrong = "000000" if right != "000000" else "111111"
    assert [type_mailed(client, wrong).status_code for _ in range(3)] == [422, 422, 302]
    assert type_mailed(client, right)["Location"] == "/connexion/"
    password_of(client, holder)
    assert [type_mailed(client, wrong).status_code for _ in range(2)] == [422, 422]
    assert "cinq minutes" in error_of(type_mailed(client, mail_code(holder)), "code")
    assert not signed_in(client)
    assert reasons().count("wrong_code") == 5


@pytest.mark.usefixtures("everyone")
def test_a_new_mailed_code_replaces_the_old_one_and_their_number_is_bounded(
    client: Client, holder: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "mail_code": "2/h/key"}
    password_of(client, holder)
    old = mail_code(holder)
    client.post("/connexion/code/", {"action": "resend"})
    if mail_code(holder) != old:
        assert type_mailed(client, old).status_code == 422
    client.post("/connexion/code/", {"action": "resend"})
    assert Letter.objects.filter(kind="login_code").count() == 2
    assert "Attendez une heure" in words(password_of(Client(), holder, next="/") and client.get("/connexion/code/"))
    assert Letter.objects.filter(kind="login_code").count() == 2


@pytest.mark.usefixtures("everyone")
def test_a_mailed_code_expires(client: Client, holder: User, settings: Settings) -> None:
    password_of(client, holder)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    page = client.post("/connexion/code/", {"code": mail_code(holder)}, follow=True)
    assert "Ce code a expiré" in words(page)
    assert reasons() == ["code_expired"]


@pytest.mark.usefixtures("everyone")
def test_no_code_by_mail_for_whoever_has_better(client: Client, holder: User, with_codes: list[str]) -> None:
    assert password_of(client, holder)["Location"] == "/connexion/second-facteur/"
    assert client.get("/connexion/code/")["Location"] == "/connexion/"
    assert not Letter.objects.filter(kind="login_code").exists()


@pytest.mark.usefixtures("everyone")
def test_a_code_by_mail_is_never_a_way_in_alone(client: Client) -> None:
    assert client.get("/connexion/code/")["Location"] == "/connexion/"
    assert type_mailed(client, "123456")["Location"] == "/connexion/"


def trust(client: Client, user: User) -> None:
    password_of(client, user)
    type_code(client, code_at())
    client.post("/connexion/appareil/", {"trust": "yes"})
    client.post("/deconnexion/")


def _new_password(user: User) -> None:
    set_password(user, PASSWORD)


def _fewer_factors(user: User) -> None:
    app = factors_of(user).app
    assert app
    remove_factor(user, app.pk)
    with_app(user)


@pytest.mark.parametrize("ending", [_new_password, _fewer_factors])
def test_a_trusted_device_until_something_changes(
    client: Client, holder: User, with_codes: list[str], ending: Callable[[User], None]
) -> None:
    trust(client, holder)
    assert password_of(client, holder)["Location"] == "/"
    assert password_of(Client(), holder)["Location"] == "/connexion/second-facteur/"
    client.post("/deconnexion/")
    ending(holder)
    assert password_of(client, holder)["Location"] == "/connexion/second-facteur/"


def test_a_trusted_device_is_trusted_for_its_person_alone(client: Client, holder: User, with_codes: list[str]) -> None:
    other = people.holder(first_name="Aline")
    with_app(other)
    trust(client, holder)
    assert password_of(client, other)["Location"] == "/connexion/second-facteur/"


def test_a_new_password_by_mail_lifts_nothing(client: Client, holder: User, with_codes: list[str]) -> None:
    elsewhere = Client()
    trust(elsewhere, holder)
    password_of(elsewhere, holder)
    assert signed_in(elsewhere)
    client.post("/mot-de-passe/oublie/", {"email": holder.email})
    form = client.get(link_in_last_letter(holder.email), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not signed_in(client)
    assert not signed_in(elsewhere)
    for browser in (client, elsewhere):
        answer = browser.post("/connexion/", {"login": holder.email, "password": NEW})
        assert answer["Location"] == "/connexion/second-facteur/"
    assert not Letter.objects.filter(kind="login_code").exists()


def test_no_reset_link_where_no_password_opens(client: Client, holder: User) -> None:
    holder.set_unusable_password()
    holder.save()
    client.post("/mot-de-passe/oublie/", {"email": holder.email})
    letter = Letter.objects.filter(to=holder.email).latest("id")
    assert letter.kind == "no_password"
    assert "Pro Santé Connect" in letter.text
    assert "/mot-de-passe/" not in letter.text + letter.html


def test_no_reset_link_to_an_unconfirmed_address(client: Client) -> None:
    from tests.web.pages import ACCOUNT, signed_up

    signed_up(Client())
    client.post("/mot-de-passe/oublie/", {"email": ACCOUNT["email"]})
    assert not Letter.objects.filter(kind="reset").exists()


def test_secrets_are_sealed_and_told_nowhere(
    holder: User, browser_of: BrowserOf, with_codes: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    from allauth.mfa.models import Authenticator

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    told = caplog.text + str(list(Trace.objects.values_list("detail", flat=True)))
    assert not any(secret in told + kept for secret in (*with_codes, SECRET, code_at(-2)))


def test_the_secret_being_shown_is_sealed_in_the_session(holder: User) -> None:
    client = Client()
    password_of(client, holder)
    page = words(client.get("/securite/application/"))
    shown = page.split("Tapez cette clé : ")[1].split(" 2. ")[0].replace(" ", "")
    assert len(shown) == 32
    assert shown not in str(dict(client.session))
    typed = client.post("/securite/application/", {"code": code_at(secret=shown)})
    assert typed["Location"] == "/securite/codes/"


@pytest.mark.parametrize(
    ("login", "password", "reason"),
    [("", "Autrement1", "wrong_password"), ("personne@exemple.test", PASSWORD, "unknown_address")],
)
def test_refusals_are_traced_without_what_was_typed(
    client: Client, holder: User, login: str, password: str, reason: str
) -> None:
    client.post("/connexion/", {"login": login or holder.email, "password": password})
    [trace] = Trace.objects.filter(action="sign_in.refused")
    assert trace.detail["reason"] == reason
    assert set(trace.detail) == {"reason", "means", "network", "place"}
    assert password not in str(trace.detail)
    assert bool(trace.subject) is (reason == "wrong_password")


def test_a_closed_account_and_too_many_tries_are_traced(client: Client, holder: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/5m/key"}
    holder.is_active = False
    holder.save()
    password_of(client, holder)
    for _ in range(2):
        client.post("/connexion/", {"login": holder.email, "password": "Autrement1"})
    assert reasons() == ["inactive", "wrong_password", "too_many"]


@pytest.mark.usefixtures("everyone")
def test_it_is_explained_once_and_never_in_the_way(client: Client, holder: User) -> None:
    def enter(**more: str) -> str:
        password_of(client, holder, **more)
        type_mailed(client, mail_code(holder))
        return str(client.post("/connexion/appareil/")["Location"])

    assert enter(next="/profil/") == "/securite/bienvenue/?next=%2Fprofil%2F"
    assert "Une preuve de plus" in words(client.get("/securite/bienvenue/?next=/profil/"))
    chosen = client.post("/securite/bienvenue/", {"choice": "app", "next": "/profil/"})
    assert chosen["Location"] == "/securite/application/?next=%2Fprofil%2F"
    client.post("/deconnexion/")
    assert enter(next="/profil/") == "/profil/"
    evil = client.post("/securite/bienvenue/", {"choice": "mail", "next": "//pirate.test/"})
    assert evil["Location"] == "/"

"""Each address of the house, found in the house itself: closed unless written here, deaf to other sites."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
# What a visitor may see. A new page is closed until it is written here, with a reason to be open.
PUBLIC = {
    *("home", "help", "choose_region", "close_notice", "goodbye"),
    *("account_login", "account_logout", "account_inactive"),
    "join",  # a visitor with a card; without one it leads to the sign-in page
    *("signup_choice", "signup_organisation", "account_signup", "account_email_verification_sent"),
    *("resend_confirmation", "account_confirm_email"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("terms_download", "terms_file"),
    # Who holds the key of an appointment is its visitor.
    *("booking", "appointment", "appointment_move", "appointment_cancel", "appointment_calendar"),
    *("demo_mail", "demo_letter", "demo_letter_page", "demo_letter_calendar"),
    # On the way to a provider and back; for none that is known, not found.
    *("openid_connect_login", "openid_connect_callback"),
    *("saml_login", "saml_acs", "saml_finish_acs", "saml_sls", "saml_metadata"),
    # Between a password and a session: each sends a visitor who typed none to the sign-in page.
    *("mfa_authenticate", "account_confirm_login_code", "mfa_trust", "mfa_login_webauthn"),
    # Tells the browser to load its page again, which leads to signing in.
    *("tracker_news", "lock_left", "healthz"),
}
# Asked by a machine, which shows its own key.
BY_KEY = {"told_deliveries"}
# The form of a portal comes from another site: what it brings proves itself (tests/web/test_portal_saml_attacks.py).
FROM_ELSEWHERE = {"saml_acs"}
SAMPLES: dict[str, object] = {
    **dict.fromkeys(("pk", "box", "uid", "part"), 1),
    **dict.fromkeys(("key", "link"), "abc"),
    "uidb36": "1",
    **dict.fromkeys(("provider", "provider_id"), "psc"),
    **dict.fromkeys(("slug", "organization_slug"), "occitanie"),
    "protocol": "saml",
    "folder": "reception",
    "version": "2026-12",
    "place": "76",
    **dict.fromkeys(("outbox", "paper"), 1),
    "what": "monter",
    "number": 1,
    "administrator": 1,
    "token": "0" * 32 + ":abc",
}


def addresses(found: URLResolver, within: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(name, a sample path) of every page; a new kind of part fails here until it has a sample."""
    for one in found.url_patterns:
        parts = within | set(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from addresses(one, parts)
        else:
            assert one.name, f"{one.pattern} has no name"
            yield one.name, reverse(one.name, kwargs={name: SAMPLES[name] for name in parts})


ADDRESSES = dict(addresses(get_resolver()))


def test_all_addresses_were_found() -> None:
    assert len(ADDRESSES) > 60
    assert len(ADDRESSES) == len(list(addresses(get_resolver()))), "two pages of one name"
    assert set(ADDRESSES) >= PUBLIC | BY_KEY


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - PUBLIC - BY_KEY))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_sign_in(client: Client, name: str, method: str) -> None:
    answer = getattr(client, method)(ADDRESSES[name])
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/?next=")


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_never_fall(client: Client, name: str, settings: Settings) -> None:
    settings.DEMO = True
    answer = client.get(ADDRESSES[name])
    assert answer.status_code in {200, 302, 404, 405, 503}
    assert not answer.headers.get("Location", "").startswith("/connexion/?next="), "take it out of the list"


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - BY_KEY - FROM_ELSEWHERE))
def test_no_other_site_can_post_for_a_visitor(name: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(ADDRESSES[name], {"next": "/"})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", sorted(BY_KEY))
def test_a_machine_without_its_key_finds_nothing(name: str) -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESSES[name], {}).status_code == 404

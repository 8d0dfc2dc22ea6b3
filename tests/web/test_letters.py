"""Every letter to an ordinary address, in both its forms: polite, French, readable on a phone, silent about health."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

import medimail
from medimail.notifications.actions import notify
from medimail.notifications.models import Letter

pytestmark = pytest.mark.django_db
TEMPLATES = Path(medimail.__file__).parent / "web/templates/notifications"
OURS = "https://medimail.exemple.test"
WORDS = "Depuis quand exercez-vous à Castres ?"
CONFIRM = f"{OURS}/inscription/confirmer/MTc:1abc:def/"
RESET = f"{OURS}/mot-de-passe/nouveau/1-abc-def/"
BOX = "claire.dupont@pharmacien.oc.mssante.fr"
SHARED = "accueil.tilleuls@org.oc.mssante.fr"
RIGHT = {"name": "Accueil", "by": "Sonia Le Goff"}
TODAY = timezone.now().date()

# (kind, its context, the words of its subject, the one link in it)
LETTERS: list[tuple[str, dict[str, object], str, str]] = [
    ("confirm", {"activate_url": CONFIRM}, "Confirmez votre adresse mail", CONFIRM),
    ("confirm_again", {"activate_url": CONFIRM}, "Votre nouveau lien de confirmation", CONFIRM),
    ("link_expired", {}, "Votre lien de confirmation a expiré", f"{OURS}/inscription/confirmer/"),
    ("account_open", {"address": BOX, "kind": "PER"}, "Votre compte Medimail est validé", OURS),
    ("account_open", {"address": BOX, "kind": "MED"}, "Votre compte Medimail est validé", OURS),
    ("arrival", {"address": BOX}, "Nouveau message dans votre boîte Medimail", OURS),
    (
        "delivery_trouble",
        {"address": BOX, "mailbox_id": 7},
        "Un de vos messages demande votre attention",
        f"{OURS}/boites/7/suivi/",
    ),
    (
        "sending_refused",
        {"address": BOX, "mailbox_id": 7},
        "Un de vos messages n’est pas parti",
        f"{OURS}/boites/7/envois/",
    ),
    ("reset", {"password_reset_url": RESET}, "Choisissez un nouveau mot de passe", RESET),
    ("already_exists", {"password_reset_url": RESET}, "Vous avez déjà un compte Medimail", RESET),
    ("unknown_account", {"signup_url": f"{OURS}/inscription/"}, "Aucun compte Medimail", f"{OURS}/inscription/"),
    ("refused", {"reason": WORDS}, "n’a pas été acceptée", OURS),
    ("question", {"question": WORDS}, "Une précision est demandée", OURS),
    ("word", {}, "Un message du centre de services", OURS),
    ("suspended", {"reason": WORDS}, "suspendu", OURS),
    ("reactivated", {"reason": ""}, "réactivé", OURS),
    ("closed", {"reason": WORDS}, "fermé", f"{OURS}/aide/"),
    ("change_decided", {"accepted": True, "reason": "", "address": ""}, "à jour", OURS),
    ("change_decided", {"accepted": True, "reason": "", "address": BOX}, "à jour", OURS),
    ("change_decided", {"accepted": False, "reason": WORDS, "address": ""}, "pas été acceptée", f"{OURS}/profil/"),
    ("queue", {"new": 1, "waiting": 1, "oldest_hours": 0}, "Une nouvelle demande", f"{OURS}/demandes/"),
    ("queue", {"new": 30, "waiting": 41, "oldest_hours": 26}, "30 nouvelles demandes", f"{OURS}/demandes/"),
    ("address_asked", {}, "Un changement d’adresse est demandé", f"{OURS}/profil/"),
    ("address_changed", {}, "Votre adresse de connexion à Medimail a changé", f"{OURS}/aide/"),
    (
        "address_confirm",
        {"link": f"{OURS}/profil/adresse/a:b/"},
        "Confirmez votre nouvelle",
        f"{OURS}/profil/adresse/a:b/",
    ),
    ("address_taken", {}, "Cette adresse a déjà un compte", OURS),
    (
        "signed_in",
        {"device": "Firefox sur Windows", "place": "Toulouse, France", "at": timezone.now()},
        "Nouvelle connexion",
        f"{OURS}/securite/appareils/",
    ),
    ("password_changed", {}, "Le mot de passe de votre compte", f"{OURS}/mot-de-passe/oublie/"),
    ("login_code", {"code": "012345"}, "Votre code de connexion", f"{OURS}/mot-de-passe/oublie/"),
    ("factor_added", {"type": "webauthn"}, "Un second facteur est ajouté", f"{OURS}/securite/"),
    ("factor_added", {"type": "totp"}, "Un second facteur est ajouté", f"{OURS}/securite/"),
    ("factor_removed", {"type": "webauthn"}, "Un second facteur est retiré", f"{OURS}/securite/"),
    ("factor_removed", {"type": "totp"}, "Un second facteur est retiré", f"{OURS}/securite/"),
    ("recovery_codes_renewed", {}, "Vos codes de secours", f"{OURS}/securite/"),
    ("recovery_code_used", {}, "Un code de secours vient de servir", f"{OURS}/securite/"),
    ("no_password", {}, "n’a pas de mot de passe", f"{OURS}/connexion/"),
    ("transfer_export", {"address": BOX, "box": 7}, "est prête", f"{OURS}/boites/7/reglages/transfert/"),
    ("transfer_import", {"address": BOX, "box": 7}, "est terminée", f"{OURS}/boites/7/reglages/transfert/"),
    ("digest", {"boxes": [BOX]}, "Nouveau message dans votre boîte Medimail", OURS),
    ("digest", {"boxes": [BOX, "b@x.example"]}, "Nouveaux messages dans vos boîtes Medimail", OURS),
    ("administrator", {"structure": "EHPAD", "what": "appointed"}, "Vous administrez une structure", f"{OURS}/"),
    ("administrator", {"structure": "EHPAD", "what": "removed"}, "Vous n’administrez plus", f"{OURS}/"),
    ("box_manager", {"address": SHARED, "box": 7}, "Vous gérez une boîte partagée", f"{OURS}/boites/7/reception/"),
    ("box_open", {"address": SHARED, "request": 3}, "est ouverte", f"{OURS}/boites-partagees/demandes/3/"),
    ("box_question", {"reason": WORDS, "request": 3}, "Une précision", f"{OURS}/boites-partagees/demandes/3/"),
    ("box_refused", {"reason": WORDS, "request": 3}, "pas acceptée", f"{OURS}/boites-partagees/demandes/3/"),
    ("box_standing", {"address": SHARED, "state": "suspended", "reason": WORDS}, "suspendue", f"{OURS}/aide/"),
    ("box_standing", {"address": SHARED, "state": "active", "reason": ""}, "rouverte", f"{OURS}/aide/"),
    ("box_standing", {"address": SHARED, "state": "closing", "closes_on": TODAY}, "va fermer", f"{OURS}/aide/"),
    ("box_standing", {"address": SHARED, "state": "kept"}, "reste ouverte", f"{OURS}/aide/"),
    ("box_standing", {"address": SHARED, "state": "closed"}, "est fermée", f"{OURS}/aide/"),
    ("right_given", RIGHT | {"address": SHARED, "reads": True, "until": TODAY}, "Vous pouvez ouvrir", OURS),
    ("right_given", RIGHT | {"address": SHARED, "reads": False, "until": None}, "Vous pouvez ouvrir", OURS),
    ("right_asked", RIGHT | {"box": 7}, "Une demande d’accès", f"{OURS}/boites/7/membres/"),
    ("right_offered", RIGHT, "vous attend sur Medimail", f"{OURS}/inscription/"),
    ("idle", {"stage": "warned", "suspends_on": TODAY, "addresses": [BOX]}, "sera suspendu le", f"{OURS}/connexion/"),
    (
        "idle",
        {"stage": "warned_again", "suspends_on": TODAY, "addresses": []},
        "sera suspendu le",
        f"{OURS}/connexion/",
    ),
    ("idle", {"stage": "suspended", "suspends_on": TODAY, "addresses": [BOX]}, "est suspendu", f"{OURS}/connexion/"),
    ("asked_back", {"who": "Luc Girard", "request": 3}, "réactivation est demandée", f"{OURS}/demandes/3/"),
    ("domain_asked", {"structure": "EHPAD", "name": "ehpad.mssante.fr"}, "domaine est demandé", f"{OURS}/domaines/"),
    (
        "domain_decided",
        {"state": "accepted", "name": "ehpad.mssante.fr", "structure": 3},
        "domaine est ouvert",
        f"{OURS}/console/structures/3/",
    ),
    (
        "domain_decided",
        {"state": "refused", "name": "ehpad.mssante.fr", "structure": 3, "reason": WORDS},
        "pas été acceptée",
        f"{OURS}/console/structures/3/",
    ),
    ("account_closed_by_you", {"boxes": True}, "Votre compte Medimail est fermé", f"{OURS}/aide/"),
]
BOOKINGS = "appointment_"  # E8 needs an appointment: tests/appointments
FOREIGN = re.compile(
    r"\b(account|password|click|here|hello|your|please|link|none|true|false|undefined)\b", re.IGNORECASE
)
HEALTH = re.compile(r"\b(patients?|ordonnances?|diagnostic|traitement|objet)\b", re.IGNORECASE)
LOOSE = re.compile(r"\w [:;!?»]|« ")  # a plain space where French ties


@pytest.fixture(params=LETTERS, ids=lambda one: one[0])
def sample(request: pytest.FixtureRequest, settings: Settings) -> tuple[Letter, str, str]:
    settings.PUBLIC_URL = OURS
    kind, context, subject, link = request.param
    return notify("aicha@exemple.test", kind, {"first_name": "Aïcha", **context}), subject, link


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html.partition("<body")[2]))


def test_it_says_hello_and_what_it_is_about(sample: tuple[Letter, str, str]) -> None:
    letter, subject, _ = sample
    assert subject in letter.subject
    assert "\n" not in letter.subject
    for text in (letter.text, _words(letter.html)):
        assert "Bonjour Aïcha," in text
        assert "sans donnée de santé" in text or "aucune donnée de santé" in text


def test_it_has_one_link_and_it_is_ours(sample: tuple[Letter, str, str]) -> None:
    letter, _, link = sample
    assert re.findall(r"https?://\S+", letter.text) == [link]
    assert [unescape(found) for found in re.findall(r'href="([^"]+)"', letter.html)] == [link]
    assert re.findall(r"src=|url\(|<img|<link|<script", letter.html) == []


def test_both_forms_tell_the_same_in_french(sample: tuple[Letter, str, str]) -> None:
    letter, _, _ = sample
    assert '<html lang="fr">' in letter.html
    for text in (letter.subject, letter.text, _words(letter.html)):
        plain = re.sub(r"https?://\S+|\S+@\S+", "", text)
        assert FOREIGN.findall(plain) == []
        assert LOOSE.findall(plain.replace(WORDS, "")) == []
        assert HEALTH.findall(plain) == []
        assert not re.search(r"\{[{%]|%\}|\}\}|\bNone\b", text)
    told = {WORDS in letter.text, WORDS in _words(letter.html)}
    assert len(told) == 1


def test_it_fits_on_a_phone(sample: tuple[Letter, str, str]) -> None:
    html = sample[0].html
    assert 'name="viewport" content="width=device-width' in html
    assert re.findall(r"(?<!max-)width:\s*\d+px|width=\"\d+\"|<table", html) == []
    [bound] = re.findall(r"max-width:(\d+)rem", html)
    assert int(bound) * 16 <= 600
    assert "overflow-wrap:anywhere" in html


@pytest.mark.parametrize("kind", ["question", "refused", "suspended"])
def test_what_an_administrator_typed_is_never_markup(kind: str) -> None:
    hostile = '<a href="https://pirate.test">ici</a>'
    letter = notify("aicha@exemple.test", kind, {"first_name": "Aïcha", "reason": hostile, "question": hostile})
    assert 'href="https://pirate.test"' not in letter.html
    assert hostile in _words(letter.html)


def test_every_letter_of_the_house_is_in_the_table() -> None:
    kinds = {path.name.removesuffix(".subject.txt") for path in TEMPLATES.glob("*.subject.txt")}
    assert {kind for kind in kinds if not kind.startswith(BOOKINGS)} == {kind for kind, *_ in LETTERS}
    for kind in kinds:
        assert (TEMPLATES / f"{kind}.txt").exists()
        assert (TEMPLATES / f"{kind}.html").exists()

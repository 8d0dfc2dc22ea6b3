"""What traces say in codes, in sentences for the person they are about."""

from collections.abc import Mapping

MEANS = {
    "password": "mot de passe",
    "totp": "application d’authentification",
    "passkey": "clé d’accès",
    "recovery_codes": "code de secours",
    "code": "code reçu par mail",
    "mail_code": "code reçu par mail",
    "second_factor": "second facteur",
    "psc": "Pro Santé Connect",
    "link": "lien de confirmation",
    "webmail": "webmail",
}
REASONS = {
    "wrong_password": "mot de passe faux",
    "too_many": "trop d’essais",
    "inactive": "compte fermé",
    "unconfirmed": "adresse mail pas encore confirmée",
    "wrong_code": "code faux",
    "code_expired": "code expiré",
    "wrong_passkey": "clé d’accès refusée",
    "provider_down": "le service ne répondait pas",
    "cancelled": "abandonnée",
    "other_number": "numéro d’un autre professionnel",
    "other_identity": "identité d’une autre personne",
    "unlinked": "moyen de connexion pas encore lié",
    "weak_proof": "identité pas assez vérifiée",
}
PORTAL = "un portail régional"  # closed since
_UNCLEAR = "réponse refusée"


def means(codes: str, portals: Mapping[str, str]) -> str:
    """`password+totp` → « mot de passe et application d’authentification »; `portals`: their names by slug."""
    named = {**portals, **MEANS}
    return " et ".join(named.get(code, PORTAL) for code in codes.split("+") if code)


def reason(code: str) -> str:
    return REASONS.get(code, _UNCLEAR)

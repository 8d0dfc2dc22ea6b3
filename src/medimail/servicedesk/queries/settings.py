"""How this house is set, for the platform's eyes. Named one by one, so that no secret can slip in."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.template.defaultfilters import filesizeformat

Said = Callable[[object], str]


def _plain(value: object) -> str:
    return {True: "oui", False: "non"}.get(value, str(value)) if isinstance(value, bool) else str(value) or "aucun"


def _days(value: object) -> str:
    return f"{value}\u00a0jours" if value else "jamais"


def _size(value: object) -> str:
    return filesizeformat(str(value))


def _choice(words: Mapping[str, str]) -> Said:
    return lambda value: words.get(str(value), str(value))


_SECOND_FACTOR = _choice({"nobody": "personne", "administrators": "les administrateurs", "everyone": "tout le monde"})
_PUBLICATION = _choice({"none": "aucune", "file": "un fichier par jour", "fhir": "chaque changement"})
_GROUPS: dict[str, list[tuple[str, str, str, Said]]] = {
    "Connexion": [
        ("Second facteur demandé à", "SECOND_FACTOR", "MEDIMAIL_SECOND_FACTOR", _SECOND_FACTOR),
        ("Session verrouillée après (minutes)", "SESSION_IDLE_MINUTES", "MEDIMAIL_SESSION_IDLE_MINUTES", _plain),
        ("Durée d’une session (heures)", "SESSION_HOURS", "MEDIMAIL_SESSION_HOURS", _plain),
    ],
    "Comptes et boîtes": [
        ("Premier rappel sans connexion", "IDLE_FIRST_DAYS", "MEDIMAIL_IDLE_FIRST_DAYS", _days),
        ("Second rappel", "IDLE_SECOND_DAYS", "MEDIMAIL_IDLE_SECOND_DAYS", _days),
        ("Suspension faute de connexion", "IDLE_SUSPEND_DAYS", "MEDIMAIL_IDLE_SUSPEND_DAYS", _days),
        ("Boîte partagée signalée sans ouverture", "IDLE_BOX_DAYS", "MEDIMAIL_IDLE_BOX_DAYS", _days),
        ("Délai avant fermeture d’une boîte", "SHARED_BOX_CLOSING_DAYS", "MEDIMAIL_SHARED_BOX_CLOSING_DAYS", _days),
        ("Taille d’une boîte", "MAILBOX_QUOTA_BYTES", "MEDIMAIL_MAILBOX_QUOTA_BYTES", _size),
        ("BAL PER réservée au numéro RPPS", "PER_NEEDS_RPPS", "MEDIMAIL_PER_NEEDS_RPPS", _plain),
    ],
    "Messages": [
        (
            "Pièces jointes d’un message",
            "MEDIMAIL_MAX_ATTACHMENTS_BYTES",
            "MEDIMAIL_MAX_ATTACHMENTS_BYTES",
            _size,
        ),
        ("Destinataires d’un message", "MEDIMAIL_MAX_RECIPIENTS", "MEDIMAIL_MAX_RECIPIENTS", _plain),
        ("Annulation d’un envoi (secondes)", "MEDIMAIL_UNDO_SECONDS", "MEDIMAIL_UNDO_SECONDS", _plain),
        ("Archive d’une boîte entière", "TRANSFER_MAX_BYTES", "MEDIMAIL_TRANSFER_MAX_BYTES", _size),
    ],
    "Conservation": [
        ("Traces", "TRACES_KEPT_DAYS", "MEDIMAIL_TRACES_KEPT_DAYS", _days),
        ("Suivi d’équipe", "MEDIMAIL_TEAMWORK_KEPT_DAYS", "MEDIMAIL_TEAMWORK_KEPT_DAYS", _days),
        ("Rendez-vous", "APPOINTMENTS_KEPT_DAYS", "MEDIMAIL_APPOINTMENTS_KEPT_DAYS", _days),
    ],
    "Annuaire national": [("Publication de nos boîtes", "PUBLICATION", "MEDIMAIL_PUBLICATION", _PUBLICATION)],
}


def settings_in_force() -> dict[str, list[tuple[str, str, str]]]:
    """By group: (what it says, its value, the name of its variable)."""
    return {
        group: [(label, say(getattr(settings, name)), variable) for label, name, variable, say in lines]
        for group, lines in _GROUPS.items()
    }

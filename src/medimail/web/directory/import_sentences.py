"""What became of each national file, in words."""

from medimail.directory.models import Import
from medimail.lib.national_files.reasons import Reason
from medimail.web.templatetags.mail_words import grouped

KINDS = {
    Import.Kind.MAILBOXES: "Boîtes aux lettres MSSanté",
    Import.Kind.ACTIVITIES: "Professionnels et lieux d’exercice",
    Import.Kind.SKILLS: "Spécialités et compétences",
}
STATES = {
    Import.State.RUNNING: ("En cours", "warn"),
    Import.State.DONE: ("Importé", "accent"),
    Import.State.REFUSED: ("Refusé", "danger"),
    Import.State.FAILED: ("Arrêté", "danger"),
}
REASONS = {
    Reason.COLUMNS: "colonnes en trop ou manquantes",
    Reason.ENCODING: "caractères illisibles (hors UTF-8)",
    Reason.CONTROL: "caractère interdit",
    Reason.TOO_LONG: "ligne trop longue",
    Reason.NUMBER: "numéro national dont la clé est fausse",
    Reason.PROFESSION: "profession inconnue",
    Reason.KIND: "type de boîte inconnu",
    Reason.ADDRESS: "adresse mal formée",
    Reason.NAME: "aucun nom",
}
_FETCH = "Téléchargez-le à nouveau, puis relancez l’import."
_CHECK = "Vérifiez qu’il vient bien de l’annuaire national."
_WHY = {
    "columns": (
        "Les colonnes ne sont pas celles attendues",
        f"{_CHECK} S’il a changé de forme, mettez Medimail à jour.",
    ),
    "unknown": ("Ce n’est pas un fichier de l’annuaire national", _CHECK),
    "encoding": ("Les caractères sont illisibles", "Il doit être en UTF-8, tel que l’annuaire national le publie."),
    "truncated": ("Le fichier est incomplet ou abîmé", _FETCH),
    "unreachable": (
        "Le fichier ne peut pas être lu",
        "Vérifiez son adresse ou son chemin et les droits de lecture, puis relancez l’import.",
    ),
    "unsafe": ("L’adresse n’est pas en https", "Donnez une adresse qui commence par https://."),
    "too_large": ("Le fichier est bien trop grand", _CHECK),
    "older": ("Le fichier est plus ancien que le dernier importé", "Prenez le plus récent."),
    "ahead": ("Le fichier porte une date à venir", "Vérifiez son nom et l’horloge du serveur."),
    "twice": ("Un autre fichier du même import dit la même chose", "Ne donnez qu’un fichier de chaque sorte."),
    "empty": ("Le fichier n’a aucune ligne", _FETCH),
    "unfit": ("Plus de 5\u00a0% des lignes sont fautives", f"{_CHECK} Les raisons sont ci-contre."),
    "shrunk": (
        "Plus de 5\u00a0% des lignes disparaîtraient",
        "Si c’est voulu, relancez l’import avec l’option --accept-shrink.",
    ),
    "interrupted": ("L’import a été interrompu", "Relancez-le\u00a0: il reprend du début sans risque."),
}
_UNEXPECTED = (
    "Une erreur inattendue a arrêté l’import",
    "Relancez-le\u00a0; si elle revient, le journal du serveur en dit plus.",
)


def why(report: Import) -> tuple[str, str]:
    """What went wrong and what to do; empty for a file that was taken in."""
    if not report.problem:
        return "", ""
    said, advice = _WHY.get(report.problem, _UNEXPECTED)
    if report.problem == "columns" and report.detail:
        return f"{said}\u00a0; il manque\u00a0: {report.detail}", advice
    if report.problem == "shrunk" and report.detail:
        gone, _, before = report.detail.partition(" / ")
        return f"{said} ({grouped(int(gone))} sur {grouped(int(before))})", advice
    return said, advice

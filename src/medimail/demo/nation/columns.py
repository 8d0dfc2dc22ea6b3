"""Headers, as the national agency writes them."""

from medimail.lib import mss_file

_IDENTITY = ("Type d'identifiant PP", "Identifiant PP", "Identification nationale PP")
_NAME = ("Nom d'exercice", "Prénom d'exercice")
_PROFESSION = (
    *("Code profession", "Libellé profession"),
    *("Code catégorie professionnelle", "Libellé catégorie professionnelle"),
    *("Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire"),
)

MAILBOXES = mss_file.COLUMNS
ACTIVITIES = (
    *_IDENTITY,
    *("Code civilité d'exercice", "Libellé civilité d'exercice", "Code civilité", "Libellé civilité"),
    *_NAME,
    *_PROFESSION,
    *("Code mode exercice", "Libellé mode exercice"),
    *("Numéro SIRET site", "Numéro SIREN site", "Numéro FINESS site", "Numéro FINESS établissement juridique"),
    *("Identifiant technique de la structure", "Raison sociale site", "Enseigne commerciale site"),
    *(
        f"{name} (coord. structure)"
        for name in (
            *("Complément destinataire", "Complément point géographique", "Numéro Voie", "Indice répétition voie"),
            *("Code type de voie", "Libellé type de voie", "Libellé Voie", "Mention distribution", "Bureau cedex"),
            *("Code postal", "Code commune", "Libellé commune", "Code pays", "Libellé pays"),
            *("Téléphone", "Téléphone 2", "Télécopie", "Adresse e-mail"),
        )
    ),
    *("Code Département (structure)", "Libellé Département (structure)", "Ancien identifiant de la structure"),
    *("Autorité d'enregistrement", "Code secteur d'activité", "Libellé secteur d'activité"),
    *("Code section tableau pharmaciens", "Libellé section tableau pharmaciens"),
    *("Code rôle", "Libellé rôle", "Code genre activité", "Libellé genre activité"),
)

SPECIALITIES = (*_IDENTITY, *_NAME, *_PROFESSION)

DIPLOMAS = (
    *_IDENTITY,
    *_NAME,
    *("Code type diplôme obtenu", "Libellé type diplôme obtenu", "Code diplôme obtenu", "Libellé diplôme obtenu"),
    *("Code type autorisation", "Libellé type autorisation"),
    *("Code discipline autorisation", "Libellé discipline autorisation"),
)

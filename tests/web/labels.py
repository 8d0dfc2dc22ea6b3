"""The labels of every sign-up screen, as the product's how-to prints them. One table: `test_labels.py` asserts it all.

In our typography: ’ for the apostrophe, no shouting capitals where the how-to only lost its accents.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    label: str
    required: bool = False
    placeholder: str = ""
    help: str = ""
    on: bool | None = None
    """For a switch: how it stands at first."""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    texts: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


HELP_CALL = "Une question ? Besoin d’aide ? Contactez le centre de services du GRADeS Occitanie !"
BOOKING_CALL = "Prenez RDV en ligne !"
PASSWORD_RULES = "8 caractères minimum Une lettre majuscule Une lettre minuscule Un chiffre"

S1 = Screen(
    "S1 connexion",
    texts=(
        "Bonjour, pour accéder au service de messagerie sécurisée de santé medimail merci de vous connecter",
        "Connectez-vous à Medimail",
        "Vous n’avez pas de compte ? Inscrivez-vous ici",
        "Information de connexion",
        "OU",
    ),
    fields=(
        Field("Adresse mail", placeholder="adresse@exemple.com"),
        Field("Mot de passe", placeholder="Mot de passe"),
        Field("Choisissez votre région", options=("Guyane",)),
    ),
    # The last once Guyane is chosen.
    buttons=("Connexion", "Pro Santé Connect", "PORTAIL CCS GUYASIS - Guyane"),
    links=("Mot de passe oublié ?", "Inscrivez-vous ici"),
)
S2 = Screen(
    "S2 choix de la demande",
    texts=(
        "Je souhaite créer un compte Medimail personnel",
        "Je souhaite demander une boîte aux lettres organisationnelle (BAL ORG)",
    ),
    buttons=("Enregistrer",),
)
S3 = Screen(
    "S3 compte",
    fields=(
        Field("Nom", required=True, placeholder="DUPONT"),
        Field("Prénom", required=True, placeholder="Pierre"),
        Field(
            "Adresse mail",
            required=True,
            placeholder="adresse@exemple.com",
            help="Nous ne partagerons jamais votre adresse avec un tiers.",
        ),
        Field("Mot de passe", required=True, help=PASSWORD_RULES),
        Field("Confirmer le mot de passe", required=True),
    ),
    buttons=("Créer mon compte Medimail",),
)
S4 = Screen("S4 adresse", texts=("Confirmer l’adresse mail",))
S5 = Screen(
    "S5 conditions",
    texts=("Validation", "Veuillez valider les CGU afin de pouvoir vous connecter à Medimail :"),
    buttons=("Accepter",),
    links=("Télécharger les CGU",),
)
S5_CONTENTS = (
    "Table des matières",
    "Préambule",
    "Article 1. Définitions",
    "Article 2. Objet",
    "Article 3. Entrée en vigueur - Durée",
    "Article 4. Description de Medimail",
    "Article 4.1 Description du Webmail",
    "Article 4.2 Description de l’application Medimail mobile",
    "Article 4.3 Annuaires",
)
S5_TERMS = ("Conditions générales d’utilisation (C.G.U)", "Medimail", *S5_CONTENTS)
# « 1 sur N » is written by the viewer itself: tests/journeys/test_terms.py reads it there.
S5_VIEWER = (Field("Page"), Field("Rechercher dans le document"), Field("Zoom", options=("Zoom automatique",)))
S6 = Screen(
    "S6 identification",
    texts=("Finaliser l’inscription", "Identification professionnelle", "(RPPS ou ADELI) ?"),
    fields=(Field("Oui"), Field("Non")),
    buttons=("Enregistrer",),
)
S7 = Screen(
    "S7 profil",
    texts=(
        "Remplir ce formulaire pour finaliser votre inscription",
        "Les champs marqués * sont obligatoires",
        "Nom contact",
        "Activité",
        "Localisation",
        "Visibilité dans les annuaires",
        "Dématérialisation",
        "Gestion des notifications",
    ),
    fields=(
        Field("Adresse Mail"),
        Field("Nom", required=True),
        Field("Prénom", required=True),
        Field("Téléphone 1"),
        Field("Téléphone 2"),
        Field("Activité libérale", on=False),
        Field("Profession", required=True, options=("Pharmacien",)),
        Field("Spécialité"),
        Field("Type d’identifiant national", required=True, options=("RPPS", "ADELI")),
        Field("Numéro d’identifiant national", required=True),
        Field("Raison sociale", placeholder="PHARMACIE DU CENTRE"),
        Field("Service de rattachement"),
        Field("Adresse"),
        Field("Code postal"),
        Field("Ville"),
        Field("Département", options=("Haute-Garonne (31)",)),
        Field("Région", required=True, options=("Occitanie",)),
        Field("Je souhaite apparaître dans l’annuaire Medimail", on=True),
        Field("Je souhaite apparaître dans l’annuaire MSSanté", on=True),
        Field("Je souhaite dématérialiser tous mes échanges et ne plus recevoir de papier.", on=True),
        Field("Je souhaite recevoir une notification à chaque réception de Medimail", on=True),
    ),
    buttons=("Enregistrer",),
)
S8 = Screen(
    "S8 attente",
    texts=(
        "Votre compte est en attente de validation",
        "Un administrateur Medimail de votre région ou de votre structure doit vérifier votre compte avant validation.",
        "Réponse promise",  # the how-to's « 24 h à 48 h », as a day and an hour
    ),
)
S9 = Screen(
    "S9 aide et rendez-vous",
    texts=(
        HELP_CALL,
        BOOKING_CALL,
        "Service d’accompagnement à la création d’une BAL individuelle et organisationnelle",
        "Vous pouvez réserver en ligne.",
    ),
    links=("Réservation assistance Medimail",),
)
S9_BOOKING = Screen(
    "S9 réservation",
    texts=(BOOKING_CALL, "Réservation assistance Medimail", *S9.texts[2:]),
)
# Everything typed at sign-up can be changed: the fields of S7 again, and how they are kept.
S10 = Screen("S10 profil plus tard", texts=S7.texts[1:], fields=S7.fields, buttons=("Enregistrer",))

UNTRANSLATED = ("Nothing selected", "Choose File", "No results", "Select an option", "This field is required")

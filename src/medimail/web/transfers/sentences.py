"""Why a transfer did not go, what is safe, and what to do."""

from medimail.transfers.models import Transfer
from medimail.web.mail.sentences import weight

UNDER_WAY = "Un transfert est déjà en cours pour cette boîte. Attendez sa fin ou arrêtez-le, puis recommencez."
NO_ROOM = (
    "Il n’y a pas assez de place sur le serveur pour l’instant. Rien n’a changé dans votre boîte. Réessayez demain ; "
    "si cela se répète, appelez le centre de services."
)
NO_FILE = "Choisissez d’abord un fichier EML, MBOX ou ZIP."
LOST = "L’envoi a été interrompu. Choisissez à nouveau le même fichier : il reprendra là où il s’est arrêté."
STOPPED = "Le transfert est arrêté."
REMOVED = "Le fichier est supprimé du serveur."
ASKED = "La copie se prépare. Vous pouvez quitter cette page : un mail vous préviendra."
BROUGHT = "Le fichier est arrivé. Ses messages entrent dans votre boîte ; vous pouvez quitter cette page."
_PROBLEMS = {
    "disk": NO_ROOM,
    "silent": "Le travail a été interrompu. Rien n’est perdu dans votre boîte : recommencez.",
    "full": (
        "Votre boîte est pleine. Les messages déjà importés y restent. Faites de la place ou faites agrandir la boîte "
        "par le centre de services, puis touchez Continuer : rien ne sera importé deux fois."
    ),
    "empty": "Ce fichier est vide. Choisissez-en un autre.",
    "unknown": "Ce fichier n’est ni un message (EML), ni un fichier MBOX, ni une archive ZIP. Choisissez-en un autre.",
    "broken": "Cette archive ZIP est abîmée ou incomplète. Refaites-la ou téléchargez-la à nouveau, puis recommencez.",
    "encrypted": "Cette archive ZIP est protégée par un mot de passe. Refaites-la sans mot de passe, puis recommencez.",
    "entries": "Cette archive contient plus de 100 000 fichiers. Partagez-la en plusieurs archives, puis recommencez.",
    "bomb": (
        "Cette archive contient bien plus de données qu’une boîte ne peut en recevoir. Refaites-la avec vos seuls "
        "messages, puis recommencez."
    ),
    "file": "Le fichier n’est plus sur le serveur. Choisissez-le à nouveau.",
}


def problem(transfer: Transfer | None) -> str:
    return _PROBLEMS.get(transfer.problem, "") if transfer else ""


def too_big(limit: int) -> str:
    return f"Ce fichier dépasse {weight(limit)}. Partagez-le en plusieurs fichiers, puis recommencez."

"""What stands in braces is filled in when the text is used."""

from django.utils.timezone import localtime

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox

VARIABLES = {
    "{nom}": "votre nom",
    "{boite}": "le nom de la boîte",
    "{adresse}": "l’adresse de la boîte",
    "{date}": "la date du jour",
}


def filled(text: str, person: User, mailbox: Mailbox) -> str:
    values = {
        "{nom}": f"{person.first_name} {person.last_name}".strip(),
        "{boite}": mailbox.display_name,
        "{adresse}": mailbox.address,
        "{date}": f"{localtime():%d/%m/%Y}",
    }
    for variable, value in values.items():
        text = text.replace(variable, value)
    return text

"""Who wrote, as the directory knows them, and a warning when the name shown and the address disagree."""

import unicodedata
from dataclasses import dataclass

from django.conf import settings

from medimail.accounts.models import User
from medimail.directory.models import Entry
from medimail.directory.queries import bearers, correspondent
from medimail.lib.mail_domains import domain_of
from medimail.lib.person_names import plain, words
from medimail.mail.queries import MessageView
from medimail.mailboxes.models import Mailbox
from medimail.web.directory.sentences import calling, name_of

# Patients write from « Mon espace santé » under their own names, which a professional may bear too.
_PATIENTS = "patient.mssante.fr"
_HOUSE = {"medimail"}
_TITLES = {"dr", "docteur", "pr", "professeur", "m", "mme", "mlle", "monsieur", "madame", "me"}


@dataclass(frozen=True, slots=True)
class Sender:
    entry: Entry | None = None
    is_patient: bool = False
    warning: str = ""

    @property
    def known_as(self) -> str:
        """« Dr Claire MARTIN · médecin · Foix (09) »."""
        if self.entry is None:
            return "Patient, par Mon espace santé" if self.is_patient else ""
        return " · ".join(filter(None, (name_of(self.entry), calling(self.entry), self.entry.place)))


def sender_of(person: User, mailbox: Mailbox, message: MessageView) -> Sender:
    address, claimed = message.sender_address.lower(), message.claimed_name
    if not address or address == mailbox.address.lower():
        return Sender()
    if domain_of(address) == _PATIENTS:
        return Sender(is_patient=True, warning=_other_address(claimed, address))
    # The person reads their own box: what any holder of a box may see, without asking who administers what.
    entry = correspondent(person.pk, address)
    warning = _other_address(claimed, address)
    if not warning and entry is None and claimed:
        warning = _house(mailbox, claimed, address) or _bearer(person, claimed, address)
    return Sender(entry, warning=warning)


def _other_address(claimed: str, address: str) -> str:
    if "@" not in unicodedata.normalize("NFKC", claimed) or claimed.strip("<>()'\" ").lower() == address:
        return ""
    return (
        f"Le nom affiché, «\u00a0{claimed[:120]}\u00a0», cite une autre adresse que celle d’où vient ce "
        f"message, {address}. Ne répondez qu’après avoir vérifié auprès de cette personne."
    )


def _house(mailbox: Mailbox, claimed: str, address: str) -> str:
    ours = {domain_of(mailbox.address), settings.INTERNAL_DOMAIN, domain_of(settings.DEFAULT_FROM_EMAIL.rstrip(">"))}
    if not _HOUSE & set(words(claimed)) or domain_of(address) in ours:
        return ""
    return (
        "Ce message se dit de Medimail, mais son adresse n’est pas la nôtre. Nous ne demandons jamais de mot de passe "
        "par message : n’ouvrez aucun lien et prévenez le centre de services."
    )


def _bearer(person: User, claimed: str, address: str) -> str:
    """The name of somebody listed, an address no directory knows, and nothing of the name in it."""
    known = [word for word in words(claimed) if word not in _TITLES]
    local = plain(address.rpartition("@")[0]).replace(" ", "")
    if not 2 <= len(known) <= 5 or any(word in local for word in known if len(word) > 2):
        return ""
    found = bearers(person.pk, " ".join(known))
    if not found:
        return ""
    return (
        f"Ce message est signé {claimed[:80]}, mais son adresse n’est dans aucun annuaire. "
        f"{name_of(found[0])} y figure avec {found[0].address}\u00a0: vérifiez avant de répondre."
    )

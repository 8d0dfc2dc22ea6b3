"""« X demande un accusé de lecture »: the question, and the two answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from medimail.accounts.models import Preferences, User
from medimail.accounts.queries import preferences_of
from medimail.mail.confirming import ANSWERED, confirm_reading, confirm_soon, decline_reading
from medimail.mail.errors import NoReceiptWanted
from medimail.mail.queries import MessageView
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, of_written

Receipts = Preferences.Receipts
_NOT_OF = {"brouillons", "envoyes", "indesirables", "accuses"}


def asked_by(mailbox: Mailbox, message: MessageView) -> str:
    """The address that waits for an answer; empty when there is no question."""
    to = [address for _, address in message.receipt_to]
    known = message.inside or message.folder in _NOT_OF or ANSWERED.lower() in {flag.lower() for flag in message.flags}
    return to[0] if len(to) == 1 and not known and to[0].lower() != mailbox.address else ""


def question(person: User, mailbox: Mailbox, message: MessageView) -> str:
    """As `asked_by`, of who wants to be asked, or confirms always but not to another address (RFC 8098, 2.1)."""
    to = asked_by(mailbox, message) if mailbox.may_write else ""
    wanted = preferences_of(person).receipts if to else Receipts.ASK
    if wanted == Receipts.ALWAYS and to.lower() == message.sender_address.lower():
        confirm_soon(mailbox, person, message.folder, message.uid)
        return ""
    return "" if wanted == Receipts.NEVER else to


@of_written
@require_POST
def answer(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    if request.POST.get("reponse") == "non":
        decline_reading(mailbox, request.user, folder, uid)
        messages.info(request, "Aucun accusé de lecture n’est parti.")
        return redirect("message", mailbox.pk, folder, uid)
    try:
        confirm_reading(mailbox, request.user, folder, uid)
        messages.success(request, "Accusé de lecture envoyé.")
    except NoReceiptWanted:
        messages.warning(request, "Cet accusé ne peut pas partir\N{NO-BREAK SPACE}: son adresse n’est pas joignable.")
    return redirect("message", mailbox.pk, folder, uid)

"""« Accepter », « Peut-être », « Refuser »."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from medimail.mail.errors import MailboxFull, MailUnavailable, NoAnswerWanted, RecipientsRefused
from medimail.mail.invitations import Answer
from medimail.mail.invitations import answer as send_answer
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, of_written

_REFUSED = "La réponse n’est pas partie\u00a0: {} Écrivez à l’expéditeur de l’invitation."
_DOWN = "La réponse n’est pas partie\u00a0: la messagerie ne répond pas pour l’instant. Réessayez dans une minute."
_FULL = (
    "La réponse n’est pas partie\u00a0: votre boîte est pleine. Videz la corbeille ou supprimez d’anciens messages, "
    "puis réessayez."
)
_NONE = "Cette invitation n’attend plus de réponse. Relisez-la, ou écrivez à l’expéditeur."


@of_written
@require_POST
def answer(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    said = request.POST.get("reponse", "")
    back = redirect("message", mailbox.pk, folder, uid)
    if said not in set(Answer):
        return back
    try:
        to = send_answer(mailbox, request.user, folder, uid, Answer(said))
        messages.success(request, f"Réponse envoyée à {to}.")
    except RecipientsRefused as refusal:
        messages.warning(request, _REFUSED.format(" ".join(refusal.reasons.values())))
    except NoAnswerWanted:
        messages.warning(request, _NONE)
    except MailboxFull:
        messages.warning(request, _FULL)
    except MailUnavailable:
        messages.warning(request, _DOWN)
    return back

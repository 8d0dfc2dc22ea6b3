"""The composer. A refused post answers 422 with everything still in place, engines down 503, a success redirects."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from medimail.mailboxes.models import Mailbox
from medimail.web.directory.limits import may_read, too_many
from medimail.web.mail import sentences
from medimail.web.mail.attempt import Attempt
from medimail.web.mail.forms import ComposeForm
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.starts import Start, names_entry, start
from medimail.web.mail.thread import Thread, new_thread, seal, unseal
from medimail.web.methods import get_or_post


@of_mailbox
@get_or_post
def compose(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    if request.method == "POST":
        return _posted(request, mailbox)
    if names_entry(request.GET) and not may_read(request, "directory_card"):
        return too_many(request, mailbox=mailbox)
    begun = start(mailbox, request.user, request.GET)
    form = ComposeForm(initial=begun.values)
    form.fields["text" if begun.values.get("to") else "to"].widget.attrs["data-focus"] = True
    if begun.gone:
        form.fields["to"].help_text = sentences.gone(begun.gone)
    return _page(request, mailbox, form, begun)


def _posted(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    form = ComposeForm(request.POST, request.FILES)
    thread = unseal(mailbox, request.POST.get("state", ""))
    if thread is None:
        thread = new_thread(mailbox)
        form.add_error(None, sentences.STALE)
    kept = [int(part) for part in request.POST.getlist("kept") if part.isascii() and part.isdigit() and len(part) < 5]
    attempt = Attempt(mailbox, request.user, form, thread, kept)
    saving = request.POST.get("act") == "brouillon"
    if attempt.save() if saving else attempt.send():
        return _saved(request, mailbox, attempt.thread) if saving else _sent(request, mailbox, thread)
    return _refused(request, mailbox, attempt)


def _saved(request: MailRequest, mailbox: Mailbox, thread: Thread) -> HttpResponse:
    if not thread.draft_uid:
        messages.info(request, "Ce message était déjà parti : sa copie est dans Envoyés.")
        return _go(request, reverse("folder", args=[mailbox.pk, "envoyes"]))
    messages.success(request, "Brouillon enregistré.")
    return _go(request, f"{reverse('compose', args=[mailbox.pk])}?brouillon={thread.draft_uid}")


def _sent(request: MailRequest, mailbox: Mailbox, thread: Thread) -> HttpResponse:
    messages.success(request, "Message envoyé.")
    folder = thread.answered[0] if thread.answered else "reception"
    return _go(request, reverse("folder", args=[mailbox.pk, folder]))


def _go(request: MailRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _refused(request: MailRequest, mailbox: Mailbox, attempt: Attempt) -> HttpResponse:
    parts = attempt.parts()
    # What a draft has just stored was wanted; before that, only the boxes still ticked were.
    unticked = [] if attempt.thread.draft_uid else [part.part for part in parts if part.part not in attempt.kept]
    again = Start("Message à corriger", attempt.thread, parts=parts)
    return _page(request, mailbox, attempt.form, again, status=503 if attempt.down else 422, unticked=unticked)


def _page(
    request: MailRequest,
    mailbox: Mailbox,
    form: ComposeForm,
    begun: Start,
    *,
    status: int = 200,
    unticked: list[int] | None = None,
) -> HttpResponse:
    context = frame(request, mailbox, "") | {
        "form": form,
        "state": seal(mailbox, begun.thread),
        "parts": begun.parts,
        "unticked": unticked or [],
        "title": begun.title,
        "limit": settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES,
    }
    return render(request, "mail/compose.html", context, status=status)

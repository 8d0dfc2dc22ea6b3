"""The composer. A refused post answers 422 with everything still in place, engines down 503, a success redirects."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from medimail.mail import reopening
from medimail.mailboxes.models import Mailbox
from medimail.stationery.queries import papers_for
from medimail.web.directory.limits import may_read, too_many
from medimail.web.mail import keeping, paper, sentences
from medimail.web.mail.attempt import Attempt
from medimail.web.mail.forms import ComposeForm
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, frame, of_written
from medimail.web.mail.starts import Start, names_entry, start
from medimail.web.mail.thread import Thread, new_thread, seal, unseal
from medimail.web.methods import get_or_post
from medimail.web.moments import spoken
from medimail.web.teamwork import answering


@of_written
@get_or_post
def compose(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    if request.method == "POST":
        return _posted(request, mailbox)
    if names_entry(request.GET) and not may_read(request, "directory_card"):
        return too_many(request, mailbox=mailbox)
    if (uid := imap_number(request.GET.get("brouillon"))) and reopening.planned(mailbox, uid):
        messages.info(
            request, "Ce message attend son heure d’envoi\u00a0: choisissez «\u00a0Modifier\u00a0» pour le reprendre."
        )
        return redirect("sendings", mailbox.pk)
    begun = start(mailbox, request.user, request.GET)
    values = paper.signed(begun.values, mailbox, request.user, fresh=not begun.thread.draft_uid)
    form = ComposeForm(initial=dict(values))
    form.fields["text" if begun.values.get("to") else "to"].widget.attrs["data-focus"] = True
    if begun.gone:
        form.fields["to"].help_text = sentences.gone(begun.gone)
    return _page(request, mailbox, form, begun, beside=answering.noted(request, mailbox, begun.thread))


def _posted(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    form = ComposeForm(request.POST, request.FILES)
    thread = unseal(mailbox, request.POST.get("state", ""))
    act = request.POST.get("act")
    if thread is None:
        thread = new_thread(mailbox)
        form.add_error(None, sentences.STALE)
    if act in {"auto", "fichier", "retirer"}:
        return keeping.kept(request, mailbox, form, thread)
    attempt = Attempt(mailbox, request.user, form, thread, _ticked(request))
    if act == "modele":
        return _with_model(request, mailbox, attempt)
    if act == "boite":
        return _from_another(request, mailbox, attempt)
    saving = act == "brouillon"
    if attempt.save() if saving else attempt.send(sure="sur" in request.POST):
        return _saved(request, mailbox, attempt.thread) if saving else _sent(request, mailbox, attempt)
    return _refused(request, mailbox, attempt)


def _ticked(request: MailRequest) -> list[int]:
    numbers = request.POST.getlist("kept")
    return [int(part) for part in numbers if part.isascii() and part.isdigit() and len(part) < 5]


def _saved(request: MailRequest, mailbox: Mailbox, thread: Thread) -> HttpResponse:
    if not thread.draft_uid:
        messages.info(request, "Ce message était déjà parti\u00a0: sa copie est dans Envoyés.")
        return _go(request, reverse("folder", args=[mailbox.pk, "envoyes"]))
    messages.success(request, "Brouillon enregistré.")
    return _go(request, f"{reverse('compose', args=[mailbox.pk])}?brouillon={thread.draft_uid}")


def _sent(request: MailRequest, mailbox: Mailbox, attempt: Attempt) -> HttpResponse:
    answering.ended(request, mailbox, attempt.thread)
    sending, planned = attempt.sending, attempt.form.cleaned_data.get("send_at")
    held = ""
    if sending and sending.leaves_at:
        seconds = max(0, int((sending.leaves_at - timezone.now()).total_seconds()))
        held = f"undo:{mailbox.pk}:{sending.outbox_id}:{seconds}"
    told = f"Le message partira le {spoken(planned)}." if held and planned else "Message envoyé."
    messages.success(request, told, extra_tags=held if not planned else "")
    folder = attempt.thread.answered[0] if attempt.thread.answered else "reception"
    return _go(request, reverse("folder", args=[mailbox.pk, folder]))


def _go(request: MailRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _with_model(request: MailRequest, mailbox: Mailbox, attempt: Attempt) -> HttpResponse:
    """What was written stays, the model follows it; nothing is sent or refused."""
    attempt.keep()
    data = request.POST.copy()
    paper.add_model(data, mailbox, request.user)
    again = Start("Nouveau message", attempt.thread, parts=attempt.parts())
    return _page(request, mailbox, ComposeForm(initial=data.dict()), again)


def _from_another(request: MailRequest, mailbox: Mailbox, attempt: Attempt) -> HttpResponse:
    """The draft goes to the box it will be sent from, with its files."""
    address = keeping.moved(request, mailbox, attempt)
    return _go(request, address) if address else _refused(request, mailbox, attempt)


def _refused(request: MailRequest, mailbox: Mailbox, attempt: Attempt) -> HttpResponse:
    parts = attempt.parts()
    # What a draft has just stored was wanted; before that, only the boxes still ticked were.
    kept = attempt.kept or []
    unticked = [] if attempt.thread.draft_uid else [part.part for part in parts if part.part not in kept]
    again = Start("Message à corriger" if not attempt.doubts else "Nouveau message", attempt.thread, parts=parts)
    status = 503 if attempt.down else 422
    return _page(request, mailbox, attempt.form, again, status=status, unticked=unticked, doubts=attempt.doubts)


def _page(
    request: MailRequest,
    mailbox: Mailbox,
    form: ComposeForm,
    begun: Start,
    *,
    status: int = 200,
    unticked: list[int] | None = None,
    doubts: list[str] | None = None,
    beside: list[str] | None = None,
) -> HttpResponse:
    for name in ("to", "cc", "bcc"):
        form.fields[name].widget.attrs["data-box"] = mailbox.pk
        if mailbox.kind == Mailbox.Kind.ORG:
            form.fields[name].widget.attrs["data-shared"] = "1"
    context = frame(request, mailbox, "") | {
        "form": form,
        "state": seal(mailbox, begun.thread),
        "parts": begun.parts,
        "unticked": unticked or [],
        "title": begun.title,
        "limit": settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES,
        "doubts": doubts or [],
        "beside": beside or [],
        "boxes": [box for box in request.boxes if box.may_write],
        "models": [one for one in papers_for(request.user, mailbox) if not one.is_signature],
        "open": begun.thread.draft_uid is not None,
    }
    return render(request, "mail/compose.html", context, status=status)

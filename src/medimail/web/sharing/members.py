"""Who opens a box: the members of a shared one, the delegates of a personal one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from medimail.mailboxes import actions
from medimail.mailboxes.errors import HasRight, LastManager, WrongRight
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import invited_to, members_of
from medimail.web.mail.opening import MailRequest, frame, of_mailbox, of_managed
from medimail.web.methods import get_or_post
from medimail.web.moments import spoken_date
from medimail.web.sharing.forms import MemberForm, RightForm

LAST = "Vous êtes le seul gestionnaire : passez d’abord la gestion à un autre membre."
KNOWN = "Cette personne ouvre déjà cette boîte, ou y est déjà invitée. Modifiez sa ligne dans la liste."
REASONS = {
    "role": "Un gestionnaire n’a pas de dernier jour. Laissez cette date vide, ou choisissez « Lire et écrire ».",
    "dates": "Ce dernier jour est passé. Choisissez aujourd’hui ou un jour à venir.",
    "start": "Ce premier jour est trop loin. Choisissez-le dans un an au plus.",
    "long": "Une délégation dure un an au plus. Choisissez un jour plus proche.",
    "nobody": "Aucune personne n’a cette adresse chez Medimail. Cherchez-la par son nom, ou tapez son adresse mail.",
}


@of_mailbox
@get_or_post
def members(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    """Every member of a shared box knows who else is; of a personal one its holder alone."""
    if not mailbox.may_manage and (mailbox.holder_id or request.method == "POST"):
        raise Mailbox.DoesNotExist
    form = MemberForm(request.POST if request.method == "POST" else None, mailbox)
    if form.is_bound and form.is_valid() and _added(request, mailbox, form):
        return _back(mailbox)
    shared = mailbox.holder_id is None
    context = {
        "title": "Membres" if shared else "Délégation",
        "shared": shared,
        "form": form,
        "members": members_of(mailbox),
        "invited": invited_to(mailbox),
        "person": request.user,
        "today": timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "sharing/members.html", frame(request, mailbox, "") | context, status=status)


def _back(mailbox: Mailbox) -> HttpResponseRedirect:
    return redirect("delegation" if mailbox.holder_id else "members", mailbox.pk)


_PLACES = {"nobody": "to", "start": "starts_on"}


def _days(said: dict[str, Any]) -> dict[str, date | None]:
    """A first day that is over is today."""
    starts_on = said["starts_on"] if said["starts_on"] and said["starts_on"] > timezone.localdate() else None
    return {"starts_on": starts_on, "ends_on": said["ends_on"]}


def _added(request: MailRequest, mailbox: Mailbox, form: MemberForm) -> bool:
    said = form.cleaned_data
    try:
        grant = actions.invite(request.user, mailbox, said["to"], said["role"], **_days(said))
    except HasRight:
        form.add_error("to", KNOWN)
        return False
    except WrongRight as wrong:
        form.add_error(_PLACES.get(wrong.reason, "ends_on"), REASONS[wrong.reason])
        return False
    if grant and grant.starts_on > timezone.localdate():
        first = spoken_date(grant.starts_on)
        messages.success(request, f"{grant.person.full_name} pourra ouvrir cette boîte à partir du {first}.")
    elif grant:
        messages.success(request, f"{grant.person.full_name} peut ouvrir cette boîte.")
    else:
        messages.success(request, f"Invitation envoyée à {said['to']}. Elle vaut trente jours.")
    return True


@of_managed
@get_or_post
def member(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    """One right: changed, taken back, handed over to."""
    found = next((one for one in members_of(mailbox) if one.pk == pk), None)
    if found is None:
        raise Mailbox.DoesNotExist
    posted = request.POST if request.method == "POST" else None
    form = RightForm(posted, mailbox, role=found.role, ends_on=found.ends_on)
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            actions.change(request.user, mailbox, pk, said["role"], ends_on=said["ends_on"])
        except WrongRight as wrong:
            form.add_error("ends_on", REASONS[wrong.reason])
        except LastManager:
            form.add_error("role", LAST)
        else:
            messages.success(request, f"Le droit de {found.person.full_name} est modifié.")
            return _back(mailbox)
    title = found.person.full_name
    context = {"title": title, "form": form, "one": found, "shared": mailbox.holder_id is None}
    context["oneself"] = found.person_id == request.user.pk
    status = 422 if form.errors else 200
    return render(request, "sharing/member.html", frame(request, mailbox, "") | context, status=status)


@of_managed
@require_POST
def end(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    try:
        actions.end(request.user, mailbox, pk)
    except LastManager:
        messages.error(request, LAST)
    else:
        messages.success(request, "Cette personne n’ouvre plus cette boîte.")
    return _back(mailbox)


@of_managed
@require_POST
def hand_over(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    actions.hand_over(request.user, mailbox, pk)
    messages.success(request, f"La gestion de {mailbox.display_name} est passée. Vous n’ouvrez plus cette boîte.")
    return redirect("my_rights")


@of_managed
@require_POST
def withdraw(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    actions.withdraw(request.user, mailbox, pk)
    messages.success(request, "L’invitation est retirée.")
    return _back(mailbox)

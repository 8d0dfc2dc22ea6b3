"""The labels of a box: whoever opens it sees them, whoever writes in it changes them."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from medimail.labels import actions
from medimail.labels.errors import BadLabel, NoSuchLabel
from medimail.labels.models import Label
from medimail.labels.queries import KnownLabel, labels_of
from medimail.mailboxes.models import Mailbox
from medimail.web.fields import Words
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.methods import get_or_post

_REASONS = {
    "empty": "Donnez un nom à l’étiquette.",
    "long": f"Ce nom est trop long : {actions.LONGEST} signes au plus.",
    "signs": "Ce nom contient un signe qui ne s’affiche pas : écrivez-le autrement.",
    "taken": "Une étiquette porte déjà ce nom : choisissez-en un autre.",
    "many": f"Une boîte a {actions.MOST} étiquettes au plus : supprimez-en une d’abord.",
}
_GONE = "Cette étiquette vient d’être supprimée."


class LabelForm(forms.Form):
    name = Words(label="Nom", required=False, max_length=200, strip=True)
    colour = forms.ChoiceField(label="Couleur", required=False, choices=Label.Colour.choices)


@of_mailbox
@get_or_post
def labels(request: MailRequest, mailbox: Mailbox, number: int | None = None) -> HttpResponse:
    known = labels_of(mailbox)
    changed = next((label for label in known.values() if label.number == number), None)
    if number and changed is None:
        raise Http404
    form = LabelForm(request.POST if request.method == "POST" else None, initial=_of(changed))
    if form.is_bound and form.is_valid() and _written(request, mailbox, form, number):
        messages.success(request, "L’étiquette est enregistrée.")
        return redirect("labels", mailbox.pk)
    context = {"title": "Étiquettes", "form": form, "changed": changed, "most": actions.MOST}
    return render(
        request, "labels/labels.html", frame(request, mailbox, "") | context, status=422 if form.errors else 200
    )


@of_mailbox
@require_POST
def remove(request: MailRequest, mailbox: Mailbox, number: int) -> HttpResponse:
    try:
        actions.remove(mailbox, request.user, number)
    except NoSuchLabel:
        messages.info(request, _GONE)
    else:
        messages.success(request, "L’étiquette est supprimée. Les messages restent, sans elle.")
    return redirect("labels", mailbox.pk)


def _of(label: KnownLabel | None) -> dict[str, object]:
    return {"name": label.name, "colour": label.colour} if label else {}


def _written(request: MailRequest, mailbox: Mailbox, form: LabelForm, number: int | None) -> bool:
    name, colour = form.cleaned_data["name"], form.cleaned_data["colour"]
    try:
        if number:
            actions.change(mailbox, request.user, number, name, colour)
        else:
            actions.make(mailbox, request.user, name, colour)
    except BadLabel as refusal:
        form.add_error("name", _REASONS[refusal.reason])
    except NoSuchLabel:
        form.add_error(None, _GONE)
    return not form.errors

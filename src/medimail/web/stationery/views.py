"""Signatures and models of a box and of a person, on one page."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from medimail.mailboxes.models import Mailbox
from medimail.stationery import actions
from medimail.stationery.access import paper_to_change
from medimail.stationery.models import Paper
from medimail.stationery.queries import papers_for
from medimail.stationery.words import VARIABLES
from medimail.web.fields import Words
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.methods import get_or_post

_MOST = 20_000
_EXAMPLE = "Par exemple pour accuser réception d’un courrier. N’y écrivez aucun nom de patient."


class PaperForm(forms.Form):
    kind = forms.ChoiceField(
        label="Ce que vous écrivez", choices=[("signature", "Une signature"), ("model", "Un modèle de message")]
    )
    name = Words(label="Nom", max_length=80, help_text="Pour le retrouver. C’est aussi l’objet proposé d’un modèle.")
    text = Words(label="Texte", max_length=_MOST, strip=False, widget=forms.Textarea(attrs={"rows": 7}))
    by_default = forms.BooleanField(label="Signature ajoutée à chaque nouveau message", required=False)
    shared = forms.BooleanField(
        label="Pour tous ceux qui écrivent depuis cette boîte", required=False, help_text="Sinon, pour vous seul."
    )


@of_mailbox
@get_or_post
def papers(request: MailRequest, mailbox: Mailbox, paper: int | None = None) -> HttpResponse:
    changed = paper_to_change(request.user, mailbox, paper) if paper else None
    form = PaperForm(request.POST if request.method == "POST" else None, initial=_of(changed))
    form.fields["text"].help_text = _EXAMPLE
    if not mailbox.may_write:
        del form.fields["shared"]
    if request.method == "POST" and form.is_valid() and _written(request, mailbox, form, paper):
        messages.success(request, "C’est enregistré.")
        return redirect("papers", mailbox.pk)
    found = papers_for(request.user, mailbox)
    context = frame(request, mailbox, "") | {
        "title": "Signatures et modèles",
        "form": form,
        "changed": changed,
        "papers": found,
        "variables": VARIABLES.items(),
    }
    return render(request, "stationery/papers.html", context, status=422 if form.errors else 200)


@of_mailbox
@require_POST
def remove(request: MailRequest, mailbox: Mailbox, paper: int) -> HttpResponse:
    actions.remove(mailbox, request.user, paper)
    messages.success(request, "C’est supprimé.")
    return redirect("papers", mailbox.pk)


def _of(paper: Paper | None) -> dict[str, object]:
    if paper is None:
        return {"by_default": True}
    return {
        "kind": paper.kind,
        "name": paper.name,
        "text": paper.text,
        "by_default": paper.by_default,
        "shared": paper.mailbox_id is not None,
    }


def _written(request: MailRequest, mailbox: Mailbox, form: PaperForm, paper: int | None) -> bool:
    try:
        actions.write(mailbox, request.user, actions.Written(**{"shared": False} | form.cleaned_data), paper)
    except actions.TooManyPapers:
        form.add_error(None, f"Vous en avez déjà {actions.MOST} : supprimez-en un avant d’en écrire un autre.")
        return False
    return True

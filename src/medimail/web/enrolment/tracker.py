"""Screen S8: the page of a request, its news, and the thread with the service desk."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from medimail.accounts.models import User
from medimail.enrolment import actions
from medimail.enrolment.access import application_of
from medimail.enrolment.errors import WrongState
from medimail.mailboxes.access import mailboxes_of
from medimail.web.done import done
from medimail.web.enrolment.at_step import ALREADY, take
from medimail.web.enrolment.standing import SHOWN, standing
from medimail.web.fields import Paragraph
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.sessions.age import quiet

SENT = "Message envoyé au centre de services."
TOO_MANY = (
    "Vous avez envoyé beaucoup de messages. Réunissez la suite en un seul, qui est gardé ci-dessous, et envoyez-le "
    "dans une heure."
)


class WordForm(forms.Form):
    text = Paragraph(
        "Votre message",
        2000,
        rows=4,
        needed="Écrivez votre message avant de l’envoyer.",
        help_text="N’y mettez aucune donnée de santé.",
    )


@never_cache
@get_or_post
def waiting(request: HttpRequest) -> HttpResponse:
    """POST takes the request back to correct it."""
    if request.method == "POST":
        return take(request, lambda: actions.correct(person(request)))
    return _page(request, WordForm())


@never_cache
@get_or_post
def answer(request: HttpRequest) -> HttpResponse:
    form = WordForm(request.POST)
    if request.method != "POST":
        return redirect("waiting")
    if form.is_valid() and not ratelimit.consume(request, action="word"):
        form.add_error("text", TOO_MANY)
    if not form.is_valid():
        return _page(request, form)
    try:
        actions.write(person(request), form.cleaned_data["text"])
    except WrongState:
        messages.info(request, ALREADY)
        return redirect("home")
    messages.success(request, SENT)
    return done("waiting", 1)


@never_cache
@require_safe
@login_not_required
def news(request: HttpRequest) -> HttpResponse:
    """What changed since the page was read (`vu`); nothing at all when nothing did."""
    quiet(request)
    user = request.user
    if not isinstance(user, User):
        return HttpResponseClientRefresh()
    application = application_of(user)
    if not application or application.state not in SHOWN:
        return HttpResponseClientRedirect(reverse("home"))
    context = standing(application)
    if request.GET.get("vu") == context["stamp"]:
        return HttpResponse(status=204)
    return render(request, "enrolment/news.html", context)


def _page(request: HttpRequest, form: WordForm) -> HttpResponse:
    application = application_of(person(request))
    if not application or application.state not in SHOWN or mailboxes_of(person(request)):
        return redirect("home")
    context = {**standing(application), "form": form}
    return render(request, "enrolment/waiting.html", context, status=422 if form.is_bound else 200)

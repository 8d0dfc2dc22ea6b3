"""Password and address, changed by their owner."""

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from medimail.accounts import actions, address_link
from medimail.accounts.errors import AddressTaken
from medimail.web.errors import too_many
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.profile.address import send_link
from medimail.web.profile.forms import FirstPassword, NewAddress, NewPassword
from medimail.web.security.again import asks_again

ASKED = (
    "Un message vient de partir vers {}. Suivez son lien dans la journée pour confirmer\u00a0: "
    "jusque-là, votre adresse actuelle continue de servir. Pensez aux indésirables."
)
CHANGED = "Votre adresse de connexion est maintenant {}."
TAKEN = (
    "Cette adresse sert à un autre compte. Votre adresse de connexion n’a pas changé\u00a0: choisissez-en une autre."
)

NEEDS_ADDRESS = "Ajoutez d’abord une adresse mail\u00a0: le mot de passe ne sert qu’avec elle."
CHOSEN = "Votre mot de passe est choisi. Il ouvre votre compte avec votre adresse mail."


class ChangePassword(allauth.PasswordChangeView):
    form_class = NewPassword

    def get_default_success_url(self) -> str:
        return reverse("my_profile")


@never_cache
@get_or_post
@sensitive_post_parameters()
@asks_again
def choose_password(request: HttpRequest) -> HttpResponse:
    """A first one, for people who came by Pro Santé Connect or a portal."""
    user = person(request)
    if user.has_usable_password():
        return redirect("account_change_password")
    if not user.email:
        messages.warning(request, NEEDS_ADDRESS)
        return redirect("change_address")
    form = FirstPassword(data=request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "account/password_set.html", {"form": form}, status=422 if form.is_bound else 200)
    get_adapter().set_password(user, form.cleaned_data["password1"])
    update_session_auth_hash(request, user)
    messages.success(request, CHOSEN)
    return redirect("mfa_index")


@never_cache
@get_or_post
@asks_again
def change_address(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = NewAddress(request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "account/email_change.html", {"form": form}, status=422 if form.is_bound else 200)
    address = form.cleaned_data["email"]
    if not send_link(request, user, address):
        return too_many(request)
    messages.info(request, ASKED.format(address))
    return redirect("my_profile")


@never_cache
@get_or_post
def confirm_address(request: HttpRequest, link: str) -> HttpResponse:
    """Asks for a session of the account itself: a mistyped address gives its owner nothing."""
    user = person(request)
    try:
        address = address_link.read(user, link)
    except signing.BadSignature:
        return render(request, "account/email_confirm_change.html")
    if request.method != "POST":
        return render(request, "account/email_confirm_change.html", {"address": address, "link": link})
    try:
        actions.change_address(user, address, keep=request.session.session_key or "")
    except AddressTaken:
        messages.error(request, TAKEN)
    else:
        messages.success(request, CHANGED.format(address))
    return redirect("my_profile")

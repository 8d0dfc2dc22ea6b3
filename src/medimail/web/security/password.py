"""A first password, for people who came by Pro Santé Connect or a portal."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.security.again import asks_again
from medimail.web.security.forms import FirstPassword

NEEDS_ADDRESS = "Ajoutez d’abord une adresse mail\u00a0: le mot de passe ne sert qu’avec elle."
CHOSEN = "Votre mot de passe est choisi. Il ouvre votre compte avec votre adresse mail."


@never_cache
@get_or_post
@sensitive_post_parameters()
@asks_again
def choose(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user.has_usable_password():
        return redirect("account_change_password")
    if not user.email:
        messages.warning(request, NEEDS_ADDRESS)
        return redirect("change_address")
    form = FirstPassword(data=request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "security/first_password.html", {"form": form}, status=422 if form.is_bound else 200)
    get_adapter().set_password(user, form.cleaned_data["password1"])
    update_session_auth_hash(request, user)
    messages.success(request, CHOSEN)
    return redirect("mfa_index")

"""Screen S4: the link in the confirmation mail, and what a dead link says."""

from allauth.account import app_settings
from allauth.account.internal.flows import email_verification
from allauth.account.internal.stagekit import unstash_login
from allauth.account.utils import filter_users_by_email
from allauth.account.views import ConfirmEmailView, EmailVerificationSentView, LoginView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from medimail.accounts.models import User
from medimail.enrolment import actions
from medimail.web.accounts.forms import AskReset, SignIn
from medimail.web.accounts.ways import ways
from medimail.web.enrolment import steps
from medimail.web.errors import too_many

SENT_AGAIN = "Si une inscription attend à cette adresse, un nouveau message vient de partir. Pensez aux indésirables."


def why_dead(key: str) -> str:
    """`used`, `expired` or `altered`: a signed link tells them apart without asking the database."""
    try:
        signing.loads(key, salt=app_settings.SALT, max_age=86400 * app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
    except signing.SignatureExpired:
        return "expired"
    except signing.BadSignature:
        return "altered"
    return "used"


class Confirm(ConfirmEmailView):
    """GET asks for a click, because mail scanners open every link; POST confirms."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        if not self.object:
            context |= {"why": why_dead(self.kwargs["key"]), "form": AskReset()}
        return context

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(*args, **kwargs)
                address = self.object.email_address
                if address.verified:
                    actions.confirm_email(address.user)
        except Http404:
            self.object = None
            return self.render_to_response(self.get_context_data())
        return response


class Enter(LoginView):
    """Signing in with an address not yet confirmed sends a new link, which gives an expired application new time."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), **ways(self.request.GET.get("region", ""))}

    def form_valid(self, form: SignIn) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        waiting = unstash_login(self.request, peek=True)
        if (
            waiting
            and isinstance(waiting.user, User)
            and response.headers.get("Location") == reverse("account_email_verification_sent")
        ):
            actions.send_link_again(waiting.user)
        return response


@method_decorator(login_not_required, name="dispatch")
class Sent(EmailVerificationSentView):
    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        login = unstash_login(self.request, peek=True)
        address = (login.email or getattr(login.user, "email", "")) if login else ""
        return {**super().get_context_data(**kwargs), "address": address, "form": AskReset(initial={"email": address})}


@login_not_required
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Same answer whether or not someone waits at that address."""
    form = AskReset(request.POST)
    if not form.is_valid():
        return render(request, Sent.template_name, {**steps.at(steps.ADDRESS), "form": form}, status=422)
    if not ratelimit.consume(request, action="resend"):
        return too_many(request)
    for user in filter_users_by_email(form.cleaned_data["email"]):
        address = email_verification.get_address_for_user(user)
        if address and not address.verified and actions.send_link_again(user):
            email_verification.send_verification_email_to_address(request, address)
    messages.info(request, SENT_AGAIN)
    return redirect("account_email_verification_sent")

from allauth.account.views import LogoutView
from django.http import HttpRequest, HttpResponse

from medimail.web.federation.leaving import leaving
from medimail.web.federation.oidc.sign_out import end_address
from medimail.web.providers import PSC_NAME

ENDED = f"Vous êtes déconnecté de Medimail. {PSC_NAME} va fermer aussi sa propre session."


class SignOut(LogoutView):
    """Our session ends first and for sure; then Pro Santé Connect's, when it opened ours."""

    request: HttpRequest

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        elsewhere = end_address(self.request)
        response: HttpResponse = super().post(*args, **kwargs)
        return leaving(self.request, elsewhere, PSC_NAME, said=ENDED) if elsewhere else response

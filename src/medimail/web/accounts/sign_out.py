from allauth.account.views import LogoutView
from django.http import HttpRequest, HttpResponse

from medimail.web.federation.leaving import leaving
from medimail.web.federation.oidc.sign_out import end_address

ENDED = "Vous êtes déconnecté de Medimail. Pro Santé Connect va fermer aussi sa propre session."


class SignOut(LogoutView):
    """Our session ends first and for sure; then Pro Santé Connect's, when it opened ours."""

    request: HttpRequest

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        elsewhere = end_address(self.request)
        response: HttpResponse = super().post(*args, **kwargs)
        return leaving(self.request, elsewhere, "Pro Santé Connect", said=ENDED) if elsewhere else response

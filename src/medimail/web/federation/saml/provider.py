"""A portal by SAML, as django-allauth sees it."""

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from medimail.lib.saml import metadata, parties


def service_for(slug: str) -> parties.Service:
    """Our addresses, whatever `Host` the browser sent."""
    names = ("saml_metadata", "saml_acs", "saml_sls")
    return parties.Service(*(f"{settings.PUBLIC_URL}{reverse(name, args=[slug])}" for name in names))


class Saml(SAMLProvider):
    @property
    def service(self) -> parties.Service:
        return service_for(self.app.client_id)

    @property
    def portal(self) -> parties.Provider:
        return metadata.read(self.app.settings["metadata"])

    def leave(self, request: HttpRequest, process: str, next_url: str) -> str:
        asked, url = parties.question(self.service, self.portal, prove_again=process == AuthProcess.REDIRECT)
        self.stash_redirect_state(request, process, next_url or None, state_id=asked)
        return url

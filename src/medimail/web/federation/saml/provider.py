"""Portals by SAML, as django-allauth sees them."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from medimail.accounts.identity import Identity
from medimail.accounts.models import Portal
from medimail.lib.saml import metadata, parties
from medimail.lib.saml.answer import Answer
from medimail.web.federation.leaving import leaving


def app_of(portal: Portal) -> SocialApp:
    return SocialApp(
        provider="saml",
        provider_id=portal.slug,
        client_id=portal.slug,
        name=portal.name,
        settings={"issuer": portal.issuer, "metadata": portal.metadata},
    )


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

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,  # noqa: ANN401 (allauth's signature)
        **kwargs: Any,  # noqa: ANN401
    ) -> HttpResponse:
        # A link or a new proof is asked by somebody who is signed in.
        chosen = process if request.user.is_authenticated and process in _SIGNED_IN else AuthProcess.LOGIN
        asked, url = parties.question(self.service, self.portal, prove_again=chosen == AuthProcess.REDIRECT)
        self.stash_redirect_state(request, chosen, next_url, data, state_id=asked, **kwargs)
        return leaving(request, url, self.name)

    def account(self, answer: Answer) -> SocialAccount:
        """Nothing else of a portal's answer is kept."""
        identity = Identity(self.app.provider_id, self.app.settings["issuer"], answer.subject)
        known = {"issuer": identity.issuer, "subject": identity.subject}
        return SocialAccount(provider=identity.provider, uid=identity.uid, extra_data=known)


_SIGNED_IN = {AuthProcess.CONNECT, AuthProcess.REDIRECT}

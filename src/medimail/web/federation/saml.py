"""Portals by SAML."""

from allauth.socialaccount.providers.saml.provider import SAMLProvider


class Saml(SAMLProvider):
    pass

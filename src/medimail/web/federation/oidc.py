"""OpenID Connect as Pro Santé Connect speaks it, and as portals do."""

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider


class OpenIDConnect(OpenIDConnectProvider):
    pass

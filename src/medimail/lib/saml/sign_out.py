"""A portal's request to sign out (SAML 2.0 Single Logout, redirect binding)."""

from urllib.parse import parse_qs, urlsplit

from onelogin.saml2.auth import OneLogin_Saml2_Auth as Auth
from onelogin.saml2.errors import OneLogin_Saml2_Error

from medimail.lib.saml.parties import Provider, Service, settings_of

_LONGEST = 20_000


def read(query: str, service: Service, provider: Provider) -> str:
    """Where to send the browser with our answer; empty when the portal takes none.

    Raises `ValueError` unless the portal signed it, for us, and it is still valid.
    """
    if len(query) > _LONGEST or not provider.sign_out_url:
        raise ValueError("too long, or from a portal without sign-out")
    ours = urlsplit(service.leaving_at)
    asked = {
        "https": "on" if ours.scheme == "https" else "off",
        "http_host": ours.netloc,
        "script_name": ours.path,
        "get_data": {name: values[0] for name, values in parse_qs(query).items()},
        "query_string": query,
        "validate_signature_from_qs": True,
    }
    auth = Auth(asked, settings_of(service, provider, strict=True))
    try:
        back = auth.process_slo(keep_local_session=True)
    except OneLogin_Saml2_Error as error:
        raise ValueError("no request to sign out") from error
    if auth.get_errors() or not back:
        raise ValueError("not signed by the portal, or not for us")
    return str(back)

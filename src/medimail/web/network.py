from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def network(request: HttpRequest) -> str:
    """The address asked from, believed from our own proxies alone."""
    return str(get_adapter().get_client_ip(request))

"""Who asks, in the query that reads the session."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from medimail.accounts.models import User
from medimail.web.sessions.session import row_of


class PersonMiddleware(AuthenticationMiddleware):
    """Django's own asks for the person apart, at each request."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]


def person_of(request: HttpRequest) -> User | AnonymousUser:
    session = row_of(request)
    person = session.user if session else None
    known = request.session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    if person is None or not known or not person.is_active:
        return AnonymousUser()
    # It changes with the password: every other session then ends.
    if not constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        request.session.flush()
        return AnonymousUser()
    return person

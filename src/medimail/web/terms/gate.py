"""Who signed in while new terms wait reads them before anything else."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from medimail.web.accounts.adapter import OWES_TERMS
from medimail.web.sessions import age

# Home only points elsewhere; an applicant meets the terms as a step of the sign-up. A locked session is unlocked first.
OPEN = {"home", "terms", "new_terms", "terms_download", "terms_file", "account_logout", "help", "healthz"} | {
    "account_confirm_email",  # a link followed twice says so
    *age.OPEN,
    *age.STARTS,
}
Next = Callable[[HttpRequest], HttpResponse]


class NewTermsMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """The session, already read to know who asks, says it: no query."""
        named = request.resolver_match.view_name if request.resolver_match else ""
        if named in OPEN or OWES_TERMS not in request.session:
            return None
        # What was posted cannot be posted again by a redirection: the person starts at home.
        query = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        page = reverse("new_terms") + query
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("new_terms")})
        return HttpResponseRedirect(page)

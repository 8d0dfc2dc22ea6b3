from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def done(page: str, what: object, *, args: tuple[object, ...] = ()) -> HttpResponse:
    """To the page that follows a success; it tells the browser which typed words to forget (`data-done`, keep.js)."""
    return redirect(f"{reverse(page, args=args)}?{urlencode({'fait': what})}")

"""Pages for people, contracts for machines."""

from django.urls import include, path

urlpatterns = [
    path("", include("medimail.web.urls")),
    path("", include("medimail.api.urls")),
]

handler400 = "medimail.web.errors.bad_request"
handler403 = "medimail.web.errors.forbidden"
handler404 = "medimail.web.errors.not_found"
handler429 = "medimail.web.errors.too_many"  # asked for by django-allauth
handler500 = "medimail.web.errors.server_error"

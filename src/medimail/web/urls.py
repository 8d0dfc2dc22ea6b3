"""Every page for people, on French paths."""

from django.urls import include, path

urlpatterns = [
    # First, since Django tries one after the other: most of what people ask for is mail, then correspondents.
    path("", include("medimail.web.mail.urls")),
    path("annuaire/", include("medimail.web.directory.urls")),
    path("", include("medimail.web.accounts.urls")),
    path("connexion/", include("medimail.web.federation.oidc.urls")),
    path("connexion/", include("medimail.web.federation.saml.urls")),
    path("", include("medimail.web.security.urls")),
    path("", include("medimail.web.sessions.urls")),
    path("", include("medimail.web.joining.urls")),
    path("", include("medimail.web.portals.urls")),
    path("", include("medimail.web.enrolment.urls")),
    path("", include("medimail.web.terms.urls")),
    path("", include("medimail.web.profile.urls")),
    path("", include("medimail.web.regions.urls")),
    path("", include("medimail.web.appointments.urls")),
    path("", include("medimail.web.desk.urls")),
    path("", include("medimail.web.silence.urls")),
    path("", include("medimail.web.shared_boxes.urls")),
    path("carnet/", include("medimail.web.contacts.urls")),
    path("console/", include("medimail.web.structures.urls")),
    path("console/traces/", include("medimail.web.audit_pages.urls")),
    path("console/annuaire/", include("medimail.web.directory.console_urls")),
    path("console/publication/", include("medimail.web.publication.urls")),
    path("", include("medimail.web.demo.urls")),
    path("", include("medimail.web.rules_pages.urls")),
    path("", include("medimail.web.labels_pages.urls")),
    path("", include("medimail.web.deliveries.urls")),
    path("", include("medimail.web.preferences.urls")),
    path("", include("medimail.web.transfers.urls")),
    path("", include("medimail.web.stationery.urls")),
    path("", include("medimail.web.sharing.urls")),
]

from django.urls import path

from medimail.web.enrolment import choice, profile, views

urlpatterns = [
    path("inscription/", choice.choice, name="signup_choice"),
    path("inscription/organisation/", choice.organisation, name="signup_organisation"),
    path("inscription/identification/", views.identification, name="identification"),
    path("inscription/profil/", profile.profile, name="profile"),
    path("inscription/profil/numero/", profile.number_check, name="number_check"),
    path("inscription/profil/brouillon/", profile.profile_draft, name="profile_draft"),
    path("inscription/attente/", views.waiting, name="waiting"),
]

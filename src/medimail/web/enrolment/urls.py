from django.urls import path

from medimail.web.enrolment import choice, views

urlpatterns = [
    path("inscription/", choice.choice, name="signup_choice"),
    path("inscription/organisation/", choice.organisation, name="signup_organisation"),
    path("inscription/identification/", views.identification, name="identification"),
    path("inscription/profil/", views.profile, name="profile"),
    path("inscription/attente/", views.waiting, name="waiting"),
]

from django.urls import path

from medimail.web.enrolment import choice, profile, tracker, views

urlpatterns = [
    path("inscription/", choice.choice, name="signup_choice"),
    path("inscription/organisation/", choice.organisation, name="signup_organisation"),
    path("inscription/identification/", views.identification, name="identification"),
    path("inscription/profil/", profile.profile, name="profile"),
    path("inscription/profil/numero/", profile.number_check, name="number_check"),
    path("inscription/profil/brouillon/", profile.profile_draft, name="profile_draft"),
    path("inscription/attente/", tracker.waiting, name="waiting"),
    path("inscription/attente/ecrire/", tracker.answer, name="tracker_answer"),
    path("inscription/attente/nouvelles/", tracker.news, name="tracker_news"),
]

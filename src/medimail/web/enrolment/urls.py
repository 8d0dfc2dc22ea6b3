from django.urls import path

from medimail.web.enrolment import views

urlpatterns = [
    path("inscription/", views.choice, name="signup_choice"),
    path("inscription/conditions/", views.terms, name="terms"),
    path("inscription/conditions/telecharger/", views.terms_download, name="terms_download"),
    path("inscription/identification/", views.identification, name="identification"),
    path("inscription/profil/", views.profile, name="profile"),
    path("inscription/attente/", views.waiting, name="waiting"),
]

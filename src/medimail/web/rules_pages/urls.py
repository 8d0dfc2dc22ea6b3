"""Settings of a box that Dovecot carries out: absence, filing rules."""

from django.urls import path

from medimail.web.rules_pages import absence, rules

urlpatterns = [
    path("boites/<int:box>/reglages/", absence.first, name="box_settings"),
    path("boites/<int:box>/reglages/absence/", absence.absence, name="absence"),
    path("boites/<int:box>/reglages/regles/", rules.rules, name="rules"),
]

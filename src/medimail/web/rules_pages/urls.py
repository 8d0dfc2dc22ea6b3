"""Settings of a box that Dovecot carries out: absence, filing rules."""

from django.urls import path

from medimail.web.rules_pages import absence, applying, rules

urlpatterns = [
    path("boites/<int:box>/reglages/", absence.first, name="box_settings"),
    path("boites/<int:box>/reglages/absence/", absence.absence, name="absence"),
    path("boites/<int:box>/reglages/absence/retour/", absence.back, name="absence_back"),
    path("boites/<int:box>/reglages/regles/", rules.rules, name="rules"),
    path("boites/<int:box>/reglages/regles/appliquer/", applying.apply, name="rules_apply"),
    path("boites/<int:box>/reglages/regles/appliquer/etat/", applying.shown, name="rules_applied"),
    path("boites/<int:box>/reglages/regles/appliquer/arreter/", applying.halt, name="rules_halt"),
    path("boites/<int:box>/reglages/regles/<int:pk>/", rules.rule, name="rule"),
    path("boites/<int:box>/reglages/regles/<int:pk>/<slug:what>/", rules.act, name="rule_act"),
]

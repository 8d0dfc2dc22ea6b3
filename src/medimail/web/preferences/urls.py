"""How a person likes to be told, and to read."""

from django.urls import path

from medimail.web.preferences import alerts, display

urlpatterns = [
    path("boites/<int:box>/reglages/notifications/", alerts.alerts, name="alerts"),
    path("boites/<int:box>/reglages/affichage/", display.display, name="display"),
]

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "medimail.appointments"

from django.apps import AppConfig


class IdlenessConfig(AppConfig):
    name = "medimail.idleness"

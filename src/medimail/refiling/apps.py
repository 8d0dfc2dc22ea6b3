from django.apps import AppConfig


class RefilingConfig(AppConfig):
    name = "medimail.refiling"

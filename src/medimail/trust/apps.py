from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "medimail.trust"

from django.apps import AppConfig


class StationeryConfig(AppConfig):
    name = "medimail.stationery"

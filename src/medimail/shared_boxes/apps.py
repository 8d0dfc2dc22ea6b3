from django.apps import AppConfig


class SharedBoxesConfig(AppConfig):
    name = "medimail.shared_boxes"

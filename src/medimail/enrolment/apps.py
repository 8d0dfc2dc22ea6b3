from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "medimail.enrolment"

"""The part of screen S3 that is ours; django-allauth builds its sign-up form on it (see `forms.py`)."""

from django import forms
from django.http import HttpRequest

from medimail.accounts.models import User
from medimail.enrolment import actions
from medimail.web.fields import PersonName
from medimail.web.shared_boxes.wishing import hand_over


class Names(forms.Form):
    last_name = PersonName(
        "Nom", 80, hint="DUPONT", fill="family-name", error_messages={"required": "Indiquez votre nom."}
    )
    first_name = PersonName(
        "Prénom", 80, hint="Pierre", fill="given-name", error_messages={"required": "Indiquez votre prénom."}
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        actions.open_application(user)
        hand_over(request, user)

"""Where django-allauth asks this house about second factors."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from medimail.lib.sealing import Sealed


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return Sealed(settings.SEALING_KEY).seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return Sealed(settings.SEALING_KEY).open(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's signature)
        return "Clé d’accès"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Medimail"}

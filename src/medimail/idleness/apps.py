from django.apps import AppConfig


class IdlenessConfig(AppConfig):
    name = "medimail.idleness"

    def ready(self) -> None:
        """Django's own note of a sign-in is written with ours (`actions.be_seen`): a statement less for each."""
        from django.contrib.auth import user_logged_in  # noqa: PLC0415 (its models are loaded by now)

        user_logged_in.disconnect(dispatch_uid="update_last_login")

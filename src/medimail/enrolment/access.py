from medimail.accounts.models import User
from medimail.enrolment.models import Application, ProfileChange, Word


def application_of(user: User) -> Application | None:
    """The person's own application; None for people who came another way (administrators)."""
    return Application.objects.filter(user=user).first()


def lock(pk: int) -> Application:
    """The application, held until the transaction ends, so that two decisions never cross."""
    return Application.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)


def lock_change(pk: int) -> ProfileChange:
    """The change, held until the transaction ends, and before it the account: its state must not change meanwhile."""
    Application.objects.select_for_update(of=("self",)).get(user__profile_changes=pk)
    return ProfileChange.objects.select_for_update(of=("self",)).select_related("user__profile").get(pk=pk)


def change_of(user: User) -> ProfileChange | None:
    """The person's own latest change, waiting or decided."""
    return ProfileChange.objects.filter(user=user).select_related("decided_by").order_by("-id").first()


def thread_of(application: Application) -> list[Word]:
    """Oldest first."""
    return list(application.words.select_related("author").order_by("id"))

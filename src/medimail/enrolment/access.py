from medimail.accounts.models import User
from medimail.enrolment.models import Application


def application_of(user: User) -> Application | None:
    """The person's own application; None for people who came another way (administrators)."""
    return Application.objects.filter(user=user).first()


def lock(pk: int) -> Application:
    """The application, held until the transaction ends, so that two decisions never cross."""
    return Application.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)

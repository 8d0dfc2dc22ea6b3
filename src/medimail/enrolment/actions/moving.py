"""How an application goes from one state to the next: locked, checked, traced."""

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application


def at(user: User, *states: Application.State) -> Application:
    """The person's application, held until the transaction ends. Raises `WrongState`."""
    application = Application.objects.select_for_update(of=("self",)).select_related("user").get(user=user)
    stands(application, *states)
    return application


def stands(application: Application, *states: Application.State) -> None:
    if application.state not in states:
        raise WrongState(application.state)


def move(application: Application, state: Application.State, act: str, by: User | None = None) -> None:
    application.state = state
    application.save()
    trace(by or application.user, act, application)

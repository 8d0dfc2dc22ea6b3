"""Accept, refuse, ask, write: from the queue and from the page of a request."""

from django.http import HttpRequest, HttpResponse

from medimail.servicedesk import actions
from medimail.web.desk.attempt import Said, answered, read
from medimail.web.desk.forms import QuestionForm, RefusalForm, WordForm
from medimail.web.methods import get_or_post
from medimail.web.person import person


@get_or_post
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    def act(name: str, _said: Said) -> str:
        box = actions.accept(person(request), pk, read=read(request))
        return f"La boîte {box.address} est ouverte. Un message prévient {name}."

    return answered(request, pk, act, then="queue")


@get_or_post
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    def act(name: str, said: Said) -> str:
        actions.refuse(person(request), pk, said["reason"], read=read(request))
        return f"La demande de {name} est refusée. La personne reçoit vos explications par mail."

    return answered(request, pk, act, then="queue", slot="refusal", form=RefusalForm)


@get_or_post
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    def act(name: str, said: Said) -> str:
        actions.ask(person(request), pk, said["question"], read=read(request))
        return f"Votre question part vers {name}. La demande reviendra dans la file, à sa place, avec la réponse."

    return answered(request, pk, act, then="queue", slot="question", form=QuestionForm)


@get_or_post
def write(request: HttpRequest, pk: int) -> HttpResponse:
    def act(name: str, said: Said) -> str:
        actions.write(person(request), pk, said["text"])
        return f"Message envoyé. Un mail en prévient {name}."

    return answered(request, pk, act, then="application", slot="word", form=WordForm)

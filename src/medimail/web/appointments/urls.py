from django.urls import path, re_path

from medimail.web.appointments import agenda, booking, visit

_TOKEN = r"^rendez-vous/(?P<token>[0-9a-f]{32}:[-\w]+)/"  # noqa: S105 (the shape of one)

urlpatterns = [
    path("rendez-vous/", booking.booking, name="booking"),
    path("rendez-vous/agenda/", agenda.agenda, name="agenda"),
    path("rendez-vous/agenda/fermetures/", agenda.close, name="agenda_close"),
    path("rendez-vous/agenda/fermetures/<int:pk>/retirer/", agenda.reopen, name="agenda_reopen"),
    path("rendez-vous/agenda/<int:pk>/", agenda.appointment, name="agenda_appointment"),
    re_path(_TOKEN + r"$", visit.appointment, name="appointment"),
    re_path(_TOKEN + r"deplacer/$", visit.move, name="appointment_move"),
    re_path(_TOKEN + r"annuler/$", visit.cancel, name="appointment_cancel"),
    re_path(_TOKEN + r"rendez-vous-medimail\.ics$", visit.calendar, name="appointment_calendar"),
]

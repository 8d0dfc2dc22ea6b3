"""« Télécharger mes données »: made on the fly, since it is small."""

import json
import zipfile
from io import BytesIO

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from medimail.accounts import export as accounts
from medimail.accounts.models import User
from medimail.appointments import export as appointments
from medimail.audit import export as audit
from medimail.contacts import export as contacts
from medimail.enrolment import export as enrolment
from medimail.idleness import export as idleness
from medimail.mailboxes import export as mailboxes
from medimail.notifications import export as notifications
from medimail.shared_boxes import export as shared_boxes


def archive(user: User) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("LISEZ-MOI.txt", render_to_string("profile/readme.txt", {"now": timezone.now(), "user": user}))
        bundle.writestr("mes-donnees.json", _json(user))
    return made.getvalue()


def _json(user: User) -> str:
    data = {
        **accounts.personal_data(user),
        **enrolment.personal_data(user),
        **idleness.personal_data(user),
        **mailboxes.personal_data(user),
        **shared_boxes.personal_data(user),
        **appointments.personal_data(user),
        **contacts.personal_data(user),
        **notifications.letters_to(user.email),
        **audit.acts_of(user),
    }
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)

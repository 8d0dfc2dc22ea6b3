import logging
import smtplib
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from medimail.lib.passes import each_while_answered
from medimail.notifications.models import CALENDAR_NAME, Letter

_TIMEOUT = 30
_PER_PASS = 200
_TOO_LATE = timedelta(days=3)  # the life of a confirmation link
_OF_ONE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)

log = logging.getLogger(__name__)


@app.task(name="notifications.send_letter")
def send_letter(letter_id: int) -> None:
    """Hand one letter to the operator's relay; what fails now waits for `send_waiting`."""
    _answered(letter_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="notifications.send_waiting", queueing_lock="send-waiting", lock="send-waiting")
def send_waiting(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Oldest first, as long as the relay answers. After three days a letter is given up and says so."""
    if settings.DEMO:
        return
    waiting = Letter.objects.filter(state=Letter.State.QUEUED)
    late = waiting.filter(created_at__lt=timezone.now() - _TOO_LATE)
    late.update(state=Letter.State.FAILED, failure="given up after three days", text="", html="", calendar="")
    each_while_answered(waiting.order_by("id").values_list("pk", flat=True)[:_PER_PASS], _answered)


def _answered(letter_id: int) -> bool:
    """False when the relay itself fails; an address that must wait says nothing about the next one."""
    try:
        _send(letter_id)
    except Exception as error:  # noqa: BLE001 (an address that breaks the writing of its letter holds back no other)
        log.warning("letter %s waits: %s", letter_id, type(error).__name__)
        return isinstance(error, _OF_ONE_LETTER) or not isinstance(error, OSError)
    return True


def _send(letter_id: int) -> None:
    """Run twice, it sends once: the row lock holds the second back."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter_id)
        if letter.state != Letter.State.QUEUED:
            return
        if refusal := _relay(letter):
            letter.state, letter.failure = Letter.State.FAILED, refusal
        else:
            letter.state, letter.sent_at = Letter.State.SENT, timezone.now()
        letter.text = letter.html = letter.calendar = ""
        letter.save(update_fields=["state", "failure", "sent_at", "text", "html", "calendar"])


def _relay(letter: Letter) -> str:
    """Empty when accepted, the code when refused for good; anything unknown raises and is retried."""
    if not settings.RELAY:
        raise OSError("MEDIMAIL_RELAY is not set")
    host, _, port = settings.RELAY.rpartition(":")
    try:
        with smtplib.SMTP(host, int(port), timeout=_TIMEOUT) as relay:
            relay.send_message(_message(letter))
    except smtplib.SMTPRecipientsRefused as error:
        [(code, _)] = error.recipients.values()
        if 500 <= code < 600:
            return str(code)
        raise
    return ""


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.NOTICE_FROM
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(
        idstring=str(letter.pk), domain=settings.NOTICE_FROM.rpartition("@")[2].strip(">")
    )
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence reply comes back
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in letter.calendar else "PUBLISH"
        message.add_attachment(
            letter.calendar,
            subtype="calendar",
            cte="base64",  # its line ends are part of the format
            params={"method": method},
            filename=CALENDAR_NAME,
        )
    return message

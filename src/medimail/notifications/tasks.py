import smtplib
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.notifications.models import Letter

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=6, retry_exceptions={smtplib.SMTPException, OSError})
_TIMEOUT = 30


@app.task(name="notifications.send_letter", retry=_RETRY)
def send_letter(letter_id: int) -> None:
    """Hand one letter to the operator's relay. Run twice, it sends once: the row lock holds the second back."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter_id)
        if letter.state != Letter.State.QUEUED:
            return
        if refusal := _relay(letter):
            letter.state, letter.failure = Letter.State.FAILED, refusal
        else:
            letter.state, letter.sent_at = Letter.State.SENT, timezone.now()
        letter.text = letter.html = ""
        letter.save(update_fields=["state", "failure", "sent_at", "text", "html"])


def _relay(letter: Letter) -> str:
    """Empty when accepted, the code when refused for good; anything unknown raises and is retried."""
    if not settings.RELAY:
        raise OSError("MEDIMAIL_RELAY is not set")
    host, _, port = settings.RELAY.rpartition(":")
    try:
        with smtplib.SMTP(host, int(port), timeout=_TIMEOUT) as relay:
            relay.send_message(_message(letter))
    except smtplib.SMTPRecipientsRefused as error:
        code = error.recipients[letter.to][0]
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
    return message

"""From submission to the mailbox, and every refusal at RCPT, before anything is accepted."""

import smtplib

import pytest

from medimail.engines.site import Site
from tests.engines import wire


def _lmtp(site: Site) -> smtplib.LMTP:
    return smtplib.LMTP(str(site.lmtp_socket))


def _submit(site: Site, sender: str, recipients: list[str], subject: str, signed_in: str | None = None) -> None:
    with wire.submission(site, signed_in or sender) as link:
        link.sendmail(sender, recipients, wire.letter(sender, recipients[0], subject), mail_options=["BODY=8BITMIME"])


def test_lmtp_delivers_to_a_mailbox(site: Site) -> None:
    with _lmtp(site) as link:
        link.sendmail("x@example.org", [wire.ANNE], wire.letter("x@example.org", wire.ANNE, "lmtp-known"))
    assert "lmtp-known" in wire.subjects(site, wire.ANNE)


def test_lmtp_refuses_an_unknown_mailbox_for_good(site: Site) -> None:
    with _lmtp(site) as link, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        link.sendmail("x@example.org", ["nul@pharmacien.example"], b"Subject: x\r\n\r\n")
    assert refused.value.recipients["nul@pharmacien.example"][0] == 550


def test_lmtp_refuses_what_exceeds_the_quota(site: Site) -> None:
    with _lmtp(site) as link, pytest.raises(smtplib.SMTPDataError, match=r"(?i)quota"):
        link.sendmail("x@example.org", [wire.SMALL], wire.letter("x@example.org", wire.SMALL, "big", size=30000))


def test_submission_reaches_the_inbox(site: Site) -> None:
    _submit(site, wire.ANNE, [wire.LUC], "submitted")
    assert wire.eventually(lambda: "submitted" in wire.subjects(site, wire.LUC))


def test_submission_as_another_sender_is_refused(site: Site) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        _submit(site, wire.LUC, [wire.ANNE], "forged", signed_in=wire.ANNE)
    assert refused.value.recipients[wire.ANNE][0] == 553


def test_submission_without_sender_is_refused(site: Site) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _submit(site, "", [wire.ANNE], "anonymous", signed_in=wire.ANNE)


def test_submission_to_an_unknown_recipient_is_refused_by_name(site: Site) -> None:
    with wire.submission(site, wire.ANNE) as link:
        link.mail(wire.ANNE)
        assert link.rcpt(wire.LUC)[0] == 250
        code, text = link.rcpt("nul@pharmacien.example")
        assert (code, b"5.1.1" in text, b"nul@pharmacien.example" in text) == (550, True, True)


def test_submission_outside_is_refused(site: Site) -> None:
    with wire.submission(site, wire.ANNE) as link:
        link.mail(wire.ANNE)
        code, text = link.rcpt("someone@example.org")
    assert (code, b"5.7.1" in text, b"hors de l'espace de confiance" in text) == (550, True, True)


def test_submission_without_token_is_refused(site: Site) -> None:
    with smtplib.SMTP("127.0.0.1", site.submission_port, timeout=20) as link:
        link.ehlo("test.example")
        link.mail(wire.ANNE)
        assert link.rcpt(wire.LUC)[0] == 553


def test_the_peers_port_waits_for_the_policy_service(site: Site) -> None:
    with smtplib.SMTP("127.0.0.1", site.smtp_port, timeout=20) as link:
        link.ehlo("peer.example")
        link.mail("x@example.org")
        assert link.rcpt("nul@pharmacien.example")[0] == 550
        assert link.rcpt("someone@example.org")[0] == 554
        assert link.rcpt(wire.SAM)[0] == 554  # a BAL MED is internal
        assert link.rcpt(wire.ANNE)[0] == 451


def test_the_peers_port_offers_tls(site: Site) -> None:
    with smtplib.SMTP("127.0.0.1", site.smtp_port, timeout=20) as link:
        link.ehlo("peer.example")
        assert link.has_extn("starttls")
        assert link.starttls()[0] == 220


def test_a_smuggled_second_message_stays_text(site: Site) -> None:
    """SMTP smuggling: a lone line feed around the dot must not end the first message."""
    second = f"MAIL FROM:<{wire.ANNE}>\r\nRCPT TO:<{wire.SAM}>\r\nDATA\r\nSubject: smuggled\r\n\r\n.\r\n"
    with wire.submission(site, wire.ANNE) as link:
        link.mail(wire.ANNE)
        link.rcpt(wire.SAM)
        link.docmd("DATA")
        link.send(f"Subject: carrier\r\n\r\nhello\n.\n{second}")
        assert link.getreply()[0] == 250
    assert wire.eventually(lambda: "carrier" in wire.subjects(site, wire.SAM))
    _submit(site, wire.ANNE, [wire.SAM], "last")
    assert wire.eventually(lambda: "last" in wire.subjects(site, wire.SAM))
    assert wire.subjects(site, wire.SAM) == ["carrier", "last"]


def test_who_writes_to_a_full_mailbox_is_told_in_french(site: Site) -> None:
    with wire.submission(site, wire.LUC) as link:
        link.sendmail(wire.LUC, [wire.SMALL], wire.letter(wire.LUC, wire.SMALL, "too-big", size=30000))
    told = "=?utf-8?Q?Votre_message_n=E2=80=99a_pas_pu_=C3=AAtre_remis?="
    assert wire.eventually(lambda: told in wire.subjects(site, wire.LUC))

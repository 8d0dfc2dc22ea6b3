"""Reports as servers write them, and the headers our own servers put above them."""

BOX = "amelie.fabre@medecin.oc.mssante.fr"
TO = "claire.dupont@pharmacien.oc.mssante.fr"
AWAY = "luc@peer.example"
ENVELOPE = "0123456789abcdef0123456789abcdef"
ABOUT = "<un.message@medecin.oc.mssante.fr>"
_LMTP = (
    "Received: from house.test\n\tby house.test with LMTP\n\tid EMJHHX (envelope-from <{sender}>)\n"
    "\tfor <{box}>; Mon, 23 Nov 2026 18:35:43 +0000\n"
)
OWN = "Received: by house.test (Postfix)\n\tid 7752D23828A; Mon, 23 Nov 2026 18:35:43 +0000 (UTC)\n"
SUBMITTED = (
    "Received: from [127.0.0.1] (unknown [127.0.0.1])\n\tby house.test (Postfix) with ESMTPA id 710A12\n"
    "\tfor <{box}>; Mon, 23 Nov 2026\n"
)
PEER = (
    "Received: from mx.peer.example (unknown [127.0.0.1])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)\n"
    '\t(Client CN "{name}", Issuer "Autorité locale Medimail" (verified OK))\n'
    "\tby house.test (Postfix) with ESMTPS id 8A\n\tfor <{box}>; Mon, 23 Nov 2026\n"
)


def brought(by: str, *, sender: str = "", box: str = BOX, name: str = "peer.example") -> str:
    """The headers above a message that came by this way."""
    received = by.format(box=box, name=name)
    return f"Return-Path: <{sender}>\nDelivered-To: {box}\n{_LMTP.format(sender=sender, box=box)}{received}"


def delivery(
    action: str,
    *,
    top: str = "",
    recipient: str = TO,
    code: str = "5.1.1",
    envelope: str = ENVELOPE,
    about: str = ABOUT,
) -> bytes:
    """RFC 3464, as Postfix writes it."""
    return f"""{top or brought(OWN)}From: MAILER-DAEMON@house.test (Service de distribution)
Subject: Rapport
To: {BOX}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="710A.1795/house.test"

This is a MIME-encapsulated message.

--710A.1795/house.test
Content-Type: text/plain; charset=utf-8

Votre message.

--710A.1795/house.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; house.test
Original-Envelope-Id: {envelope}

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient.replace("+", "+2B")}
Action: {action}
Status: {code}
Diagnostic-Code: smtp; 550 {code} <{recipient}> User doesn't
    exist

--710A.1795/house.test
Content-Type: text/rfc822-headers

From: {BOX}
Subject: Patient Untel
Message-ID: {about}

--710A.1795/house.test--
""".encode()


def reading(
    disposition: str = "displayed", *, top: str = "", recipient: str = TO, sender: str = TO, about: str = ABOUT
) -> bytes:
    """RFC 8098."""
    return f"""{top or brought(SUBMITTED, sender=recipient)}From: Claire Dupont <{sender}>
To: {BOX}
Subject: Lu : Patient Untel
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary=abc

--abc
Content-Type: text/plain

Lu.
--abc
Content-Type: message/disposition-notification

Reporting-UA: house.test; Medimail
Final-Recipient: rfc822; {recipient}
Original-Message-ID: {about}
Disposition: manual-action/MDN-sent-manually; {disposition}

--abc--
""".encode()

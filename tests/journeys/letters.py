"""Messages laid straight into a mailbox, as an unknown program could have written them."""

import imaplib
from email.message import EmailMessage
from pathlib import Path

from tests.house_fixture import House


def lay(house: House, mailbox: str, message: bytes, folder: str = "INBOX") -> None:
    token = house.token(mailbox)
    answer = f"n,a={mailbox},\x01auth=Bearer {token}\x01\x01".encode()
    with imaplib.IMAP4(*house.imap) as session:
        session.authenticate("OAUTHBEARER", lambda _: answer)
        assert session.append(folder, "", "", message)[0] == "OK"


def letter(mailbox: str, subject: str, text: str = "Bonjour", page: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Dr Amélie Fabre <amelie.fabre@medecin.oc.mssante.fr>"
    message["To"] = f"{mailbox}, Karim Benali <karim.benali@infirmier.oc.mssante.fr>"
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash((subject, text)))}@medecin.oc.mssante.fr>"
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    return message


HOSTILE = (Path(__file__).parent / "hostile.html").read_text()

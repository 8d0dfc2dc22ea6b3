"""Varied messages, each told by its number alone: text, HTML, a picture inside, attachments, one of 300 kB."""

import base64
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header

WORDS = """
bonjour patient traitement ordonnance bilan tension dossier consultation résultat analyse hospitalisation sortie
suivi confrère kinésithérapeute radiographie prescription allergie dosage rendez-vous semaine domicile infirmière
créatinine hémoglobine glycémie compte-rendu opératoire cicatrisation pansement antalgique surveillance contrôle
""".split()  # noqa: SIM905 (a text reads better)
SUBJECT_WORD, BODY_WORD = "thrombophilie", "spirographie"
RECENT = 1_000
"""The newest ones hold more of what is opened by the measure."""
LARGE = 300_000
_NAMES = [f"{first} {last}" for first in ("Élise", "Jean", "Maëlle", "Paul") for last in ("Fabre", "Dupont", "Noël")]
_NOISE = random.Random(6).randbytes(LARGE)  # noqa: S311
_EPOCH = datetime(2024, 11, 1, 8, tzinfo=UTC)


def _lines(blob: bytes) -> str:
    return base64.encodebytes(blob).decode("ascii").replace("\n", "\r\n")


_SMALL, _BIG, _DOT = _lines(_NOISE[:12_000]), _lines(_NOISE), _lines(_NOISE[:900])
_PAPER = (
    'Content-Type: application/pdf; name="compte-rendu.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
    'Content-Disposition: attachment; filename="compte-rendu.pdf"\r\n\r\n'
)
_IMAGE = (
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <logo>\r\n"
    "Content-Disposition: inline\r\n\r\n"
)


@dataclass(frozen=True)
class Letter:
    raw: bytes
    seen: bool
    arrived: datetime


def kind(number: int, total: int) -> str:
    if number % 10 == 3 and (total - number < RECENT or number % 500 == 3):
        return "large"
    return ("text", "text", "html", "text", "html", "attached", "text", "inline", "encoded", "html")[number % 10]


def letter(number: int, total: int, address: str) -> Letter:
    chance = random.Random(number)  # noqa: S311
    name, arrived = chance.choice(_NAMES), _EPOCH + timedelta(seconds=number * (63_000_000 // total))
    domain = "patient.mssante.fr" if number % 7 == 0 else "medecin.oc.mssante.fr"
    subject = f"{' '.join(chance.choices(WORDS, k=4))} {number}{f' {SUBJECT_WORD}' if number % 100 == 0 else ''}"
    heading = [
        f"From: {Header(name, 'utf-8').encode()} <{name.split()[0][0].lower()}.{number % 400}@{domain}>",
        f"To: <{address}>",
        f"Subject: {Header(subject, 'iso-8859-1' if number % 10 == 8 else 'utf-8').encode()}",
        f"Date: {arrived:%a, %d %b %Y %H:%M:%S} +0000",
        f"Message-ID: <{number}@bench.example>",
        "MIME-Version: 1.0",
    ]
    text = _text(chance, number)
    return Letter("\r\n".join([*heading, _body(kind(number, total), text)]).encode(), chance.random() > 0.1, arrived)


def attached(address: str, blob: bytes) -> Letter:
    """With one file."""
    plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\nBien cordialement\r\n"
    heading = f"From: <{address}>\r\nTo: <{address}>\r\nSubject: lourd\r\nMIME-Version: 1.0\r\n"
    return Letter((heading + _parts("mixed", plain, _PAPER + _lines(blob))).encode(), seen=True, arrived=_EPOCH)


def _text(chance: random.Random, number: int) -> str:
    lines = [" ".join(chance.choices(WORDS, k=12)) for _ in range(chance.randint(4, 16))]
    return "\r\n".join([*lines, BODY_WORD if number % 100 == 50 else "", "Bien cordialement"])


def _body(what: str, text: str) -> str:
    plain = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    rows = text.replace("\r\n", "</td></tr>\r\n<tr><td style='color:#123456;padding:2px'>")
    markup = f"<html><body><table><tr><td>{rows}</td></tr></table><a href='https://ans.example/'>lien</a></body></html>"
    html = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{markup}\r\n"
    both = _parts("alternative", plain, html)
    match what:
        case "html":
            return both
        case "inline":
            picture = html.replace("<table>", "<img src='cid:logo' alt=''><table>")
            return _parts("related", _parts("alternative", plain, picture), _IMAGE + _DOT)
        case "attached":
            return _parts("mixed", plain, _PAPER + _SMALL)
        case "large":
            return _parts("mixed", both, _PAPER + _BIG)
    return plain


def _parts(subtype: str, *parts: str) -> str:
    edge = f"edge-{subtype}"
    inside = "".join(f"--{edge}\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{subtype}; boundary="{edge}"\r\n\r\n{inside}--{edge}--\r\n'

"""Who wrote, as the directory knows them; a warning when name and address disagree, and none on ordinary mail."""

import pytest

from medimail.accounts.models import User
from medimail.lib import mime
from medimail.mail.queries import UNCERTAIN, MessageView
from medimail.web.mail.sender import Sender, sender_of
from tests.web.directory_entries import listed

pytestmark = pytest.mark.django_db


def seen(holder: User, header: str) -> Sender:
    parsed = mime.headers(f"From: {header}\r\n\r\n".encode())
    name, address = next(iter(mime.sender(parsed)), (UNCERTAIN, ""))
    claimed = mime.claimed_name(parsed)
    message = MessageView(1, "reception", "", "", name, address, [], [], None, "", False, [], "", [], False, claimed)
    return sender_of(holder, holder.mailboxes.get(), message)


def test_a_listed_sender_is_named_as_the_directory_does(holder: User) -> None:
    entry = listed()
    assert "Jeanne MARTIN" in seen(holder, f"J. Martin <{entry.address.upper()}>").known_as
    assert "Albi" in seen(holder, entry.address).known_as


def test_a_hidden_entry_stays_hidden(holder: User) -> None:
    entry = listed(in_mssante=False)
    assert seen(holder, entry.address).known_as == ""


@pytest.mark.parametrize(
    "header",
    [
        "Jeanne Martin <{address}>",
        '"{address}" <{address}>',
        "Secrétariat de cardiologie <cardio@chu.mssante.fr>",
        "Jeanne Martin <jeanne.martin@chu.mssante.fr>",
        "Dr Martin <cabinet.martin@medecin.mssante.fr>",
        "Jeanne Martin <169018100000000@patient.mssante.fr>",
        "Paul Inconnu <x99@laposte.example>",
    ],
)
def test_ordinary_mail_raises_no_alarm(holder: User, header: str) -> None:
    assert seen(holder, header.format(address=listed().address)).warning == ""


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ('"{address}" <x@evil.example>', "cite une autre adresse"),
        ('"martin\uff20medecin.mssante.fr" <x@evil.example>', "cite une autre adresse"),
        ("Jeanne Martin <x99@evil.example>", "n’est dans aucun annuaire"),
        ("Dr MARTIN Jeanne <x99@evil.example>", "n’est dans aucun annuaire"),
        ("Support Medimail <x99@evil.example>", "n’est pas la nôtre"),
    ],
)
def test_a_name_that_disagrees_with_its_address_is_told(holder: User, header: str, words: str) -> None:
    assert words in seen(holder, header.format(address=listed().address)).warning


def test_one_s_own_message_is_not_doubted(holder: User) -> None:
    listed("Dupont", "Claire")
    assert seen(holder, f"Claire Dupont <{holder.mailboxes.get().address}>") == Sender()

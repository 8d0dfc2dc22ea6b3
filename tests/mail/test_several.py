"""Several boxes asked at once: nobody waits for the one that is slow."""

import threading

from medimail.mail.errors import MailBusy, MailUnavailable
from medimail.mail.several import AT_ONCE, ask_each, read, written
from medimail.mailboxes.models import Mailbox

BOXES = [Mailbox(pk=number, address=f"b{number}@pro.oc.mssante.fr") for number in range(1, 5)]


def test_each_answers_for_itself() -> None:
    never = threading.Event()

    def ask(box: Mailbox) -> str:
        if box.pk == 2:
            raise MailUnavailable
        if box.pk == 3:
            raise MailBusy
        if box.pk == 4:
            never.wait(60)
        return box.address

    try:
        answers = ask_each(BOXES, ask, patience=0.5)
    finally:
        never.set()
    assert answers.given == [(BOXES[0], BOXES[0].address)]
    assert (answers.silent, answers.busy) == ([BOXES[3], BOXES[1]], [BOXES[2]])


def test_they_are_asked_at_once() -> None:
    """Each waits until all are there: one after the other would never end."""
    all_there = threading.Barrier(len(BOXES))
    assert len(ask_each(BOXES, lambda _: all_there.wait(60)).given) == len(BOXES)


def test_many_boxes_do_not_start_as_many_threads() -> None:
    many = [Mailbox(pk=number) for number in range(5 * AT_ONCE)]
    threads = {threading_id for _, threading_id in ask_each(many, lambda _: threading.get_ident()).given}
    assert len(threads) <= AT_ONCE


def test_places_are_read_as_they_were_written() -> None:
    assert read(written({12: 340, 13: 0})) == {12: 340, 13: 0}
    assert read("") == read("-.-") == read("1.x-y.2-1.²-1.99999999999") == {}

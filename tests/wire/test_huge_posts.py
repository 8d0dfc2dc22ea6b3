"""Nobody can fill the disk by posting, and whoever attaches too much is told so by the composer."""

import http.client
import os
from collections.abc import Iterator

from tests.house_fixture import House
from tests.wire.browsing import Person
from tests.wire.site import subject

MEGABYTE = 1024 * 1024


def free_on_disk() -> int:
    found = os.statvfs("/tmp")
    return found.f_bavail * found.f_frsize


def test_a_visitor_cannot_fill_the_disk(house: House) -> None:
    before, used = free_on_disk(), []

    def body() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * MEGABYTE
        used.append(before - free_on_disk())

    host = house.url.removeprefix("http://")
    link = http.client.HTTPConnection(host, timeout=60)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(200 * MEGABYTE)}
    link.request("POST", "/connexion/", body(), kind)
    answer = link.getresponse()
    assert answer.status == 403
    assert "Cette page a expiré" in answer.read().decode()
    assert used[0] < 120 * MEGABYTE


def test_heavy_files_are_told_and_no_message_leaves_without_them(house: House) -> None:
    doctor, title = Person(house, house.accounts["doctor"]), subject()
    values = {"to": house.accounts["pharmacist"].mailbox or "", "subject": title, "text": "Voir la radio jointe"}
    for size, status, sentence in ((40, 422, "la limite est de 25"), (80, 413, "dépasse la taille permise")):
        files = [("radio.dcm", "application/dicom", b"x" * size * MEGABYTE)]
        page = doctor.send(doctor.composer(), values, files)
        assert (page.status, sentence in page.text) == (status, True)
    assert doctor.uid_of("envoyes", title) == 0
    assert doctor.send(doctor.composer(), values).status == 200
    assert doctor.uid_of("envoyes", title) > 0

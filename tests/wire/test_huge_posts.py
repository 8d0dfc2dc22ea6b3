"""Nobody can fill the disk by posting, and whoever attaches too much is told so by the composer."""

import http.client
from collections.abc import Iterator
from pathlib import Path

from tests.house_fixture import House
from tests.wire.browsing import Person
from tests.wire.site import subject

MEGABYTE = 1024 * 1024


def written(house: House) -> int:
    """Bytes the web server has written to files so far (proc(5)), deleted ones too."""
    lines = Path(f"/proc/{house.part('web').pid}/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])


def test_a_visitor_cannot_fill_the_disk(house: House) -> None:
    before = written(house)

    def body() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * MEGABYTE

    host = house.url.removeprefix("http://")
    link = http.client.HTTPConnection(host, timeout=60)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(200 * MEGABYTE)}
    link.request("POST", "/connexion/", body(), kind)
    answer = link.getresponse()
    assert answer.status == 403
    assert "Cette page a expiré" in answer.read().decode()
    assert written(house) - before < 120 * MEGABYTE


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

"""Bad lines beside the good ones: a reader that refuses them all holds what the clean files say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medimail.demo.nation import columns, numbers

EACH = 3
_FRESH = 60_000_000  # indices of people that no file has: if one of them is found, a bad line was kept
_HUGE = 100_000


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a line."""

    number: int
    name: int
    profession: int
    address: int | None = None


def _with(place: str, text: str) -> Callable[[list[str], _At], str]:
    def spoil(cells: list[str], at: _At) -> str:
        cells[getattr(at, place)] = text
        return "|".join(cells)

    return spoil


def _cut(cells: list[str], _: _At) -> str:
    return "|".join(cells[:8]) + "\n"


def _wrong_key(cells: list[str], at: _At) -> str:
    number = cells[at.number]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    cells[at.number : at.number + 2] = [wrong, f"8{wrong}"]
    return "|".join(cells)


_LONE_BYTE = "\udce9"  # Latin-1's é, as surrogateescape writes it
_EVERYWHERE: dict[str, Callable[[list[str], _At], str]] = {
    "missing columns": _cut,
    "separator in a name": _with("name", "LE|BRAS"),
    "NUL": _with("name", "LE\0BRAS"),
    "huge field": _with("name", "A" * _HUGE),
    "not UTF-8": _with("name", f"B{_LONE_BYTE}NARD"),
    "wrong check digit": _wrong_key,
    "unknown profession": _with("profession", "00"),
}
_KINDS = {
    "mailboxes": {**_EVERYWHERE, "no at sign": _with("address", "jean.martin.medecin.mssante.example")},
    "activities": _EVERYWHERE,
    "specialities": _EVERYWHERE,
}
SPOILED = {file: tuple(kinds) for file, kinds in _KINDS.items()}
"""The kinds in each file; `EACH` lines of each."""


def _at(header: tuple[str, ...]) -> _At:
    profession = "Code Profession" if "Code Profession" in header else "Code profession"
    return _At(
        header.index("Identifiant PP"),
        header.index("Nom d'exercice"),
        header.index(profession),
        header.index("Adresse BAL") if "Adresse BAL" in header else None,
    )


_PLACES = {
    "mailboxes": _at(columns.MAILBOXES),
    "activities": _at(columns.ACTIVITIES),
    "specialities": _at(columns.SPECIALITIES),
}


class Spoiler:
    """Hands out its bad lines every `step` lines, and the rest at the end."""

    def __init__(self, file: str, step: int) -> None:
        self._at, self._step = _PLACES[file], max(1, step)
        self._left = [spoil for spoil in _KINDS[file].values() for _ in range(EACH)]
        self._lines, self._model = 0, ""

    def after(self, line: str) -> Iterator[bytes]:
        if not line.startswith("ORG"):
            self._model = line
        self._lines += 1
        if self._left and self._model and not self._lines % self._step:
            yield self._spoil()

    def rest(self) -> Iterator[bytes]:
        while self._left and self._model:
            yield self._spoil()

    def _spoil(self) -> bytes:
        cells, at = self._model.split("|"), self._at
        number = numbers.rpps(_FRESH + len(self._left), 0)
        cells[at.number - 1 : at.number + 2] = ["8", number, f"8{number}"]
        if at.address is not None:
            cells[at.address] = f"ligne.fautive{len(self._left)}@medecin.mssante.example"
        return self._left.pop(0)(cells, at).encode(errors="surrogateescape")

"""One file being written."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from medimail.demo.nation.spoiling import Spoiler

_BUFFER = 1 << 20


class Output:
    def __init__(self, path: Path, columns: tuple[str, ...], *, closed_lines: bool, spoiler: Spoiler | None) -> None:
        self.path = path
        self._file = path.open("wb", buffering=_BUFFER)
        self._file.write(("|".join(columns) + ("|\n" if closed_lines else "\n")).encode())
        self._spoiler = spoiler

    def add(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._file.write(line.encode())
            if self._spoiler:
                self._file.writelines(self._spoiler.after(line))

    def __enter__(self) -> "Output":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        if self._spoiler and not kind:
            self._file.writelines(self._spoiler.rest())
        self._file.close()

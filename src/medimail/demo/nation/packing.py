"""As the agency hands them out: one archive of the mailboxes, one of all about the professionals."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from medimail.demo.nation import columns

_DIPLOMAS = (
    "8|99000000019|899000000019|MARTIN|JEAN|DE|Diplôme d'Etat français|DE09|DE Docteur en médecine|||||\n",
    "8|99000000027|899000000027|LE BRAS|GWENAELLE|DE|Diplôme d'Etat français|DE01|DE Infirmier|||||\n",
)


def pack(paths: Sequence[Path], date: str) -> list[Path]:
    """Take the place of these files by two archives. Their bytes too depend on nothing else."""
    mailboxes, *others = paths
    folder = mailboxes.parent
    diplomas = folder / f"PS_LibreAcces_Dipl_AutExerc_{date}.txt"
    diplomas.write_text("|".join(columns.DIPLOMAS) + "|\n" + "".join(_DIPLOMAS), encoding="utf-8")
    return [
        _archive(mailboxes.with_suffix(".zip"), [mailboxes], date),
        _archive(folder / f"PS_LibreAcces_{date}.zip", [*others, diplomas], date),
    ]


def _archive(target: Path, members: Sequence[Path], date: str) -> Path:
    moment = datetime.strptime(date, "%Y%m%d%H%M").timetuple()  # noqa: DTZ007 (a ZIP has no zones)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for member in members:
            info = ZipInfo(member.name, moment[:6])
            info.compress_type = ZIP_DEFLATED
            with member.open("rb") as source, archive.open(info, "w", force_zip64=True) as packed:
                copyfileobj(source, packed, 1 << 20)
            member.unlink()
    return target
